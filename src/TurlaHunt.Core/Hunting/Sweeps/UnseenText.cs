using System.Collections.Generic;
using System.Linq;
using static TurlaHunt.Visibility.VisibilityText;

namespace TurlaHunt.Hunting.Sweeps;

/// <summary>What a hunt by itself says of what it could not see: that nothing was found means little there.</summary>
internal static class UnseenText
{
    /// <summary>So many computers are told of one by one.</summary>
    private const int MostTold = 3;

    /// <summary>The sentences; none where all could be seen.</summary>
    /// <param name="hunt">The hunt.</param>
    /// <param name="visibility">What it could see, of each computer.</param>
    public static IEnumerable<string> Of(Hunt hunt, IReadOnlyList<HuntVisibility> visibility)
    {
        if (visibility.Count == 0)
        {
            return [$"{hunt.Id} was blind: the event logs hold no event."];
        }

        HuntVisibility[] taken = [.. visibility.Where(computer => computer.Level != VisibilityLevel.Full)];
        return taken.Length > MostTold ? [Summarize(hunt, taken, visibility.Count)] : taken.Select(Tell);
    }

    /// <summary>A computer with the worst reason, and what would help.</summary>
    public static string Tell(HuntVisibility computer) =>
        $"{computer.MachineName ?? "Events without a computer"}: {computer.Summary}{(computer.Advice.Length > 0 ? " " + computer.Advice[0] : "")}";

    private static string Summarize(Hunt hunt, HuntVisibility[] taken, int all)
    {
        int blind = taken.Count(computer => computer.Level == VisibilityLevel.Blind);
        string of = $"of {Count(all, "computer", "computers")}";
        string levels = blind == 0 ? $"could see only part of what happened on {taken.Length} {of}"
            : blind == taken.Length ? $"was blind on {blind} {of}"
            : $"was blind on {blind} {of} and could see only part of what happened on {taken.Length - blind}";
        IEnumerable<string> causes = taken
            .SelectMany(computer => computer.Reasons.Where(reason => reason.Level == computer.Level).Select(reason => reason.Cause).Distinct())
            .GroupBy(cause => cause)
            .OrderByDescending(same => same.Count()).ThenBy(same => same.Key)
            .Select(same => $"{same.Key} {same.Count()}");
        return $"{hunt.Id} {levels} ({string.Join(", ", causes)}). Test-HuntVisibility -Hunt {hunt.Id} tells of each.";
    }
}
