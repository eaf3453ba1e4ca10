using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.KnownGood;

/// <summary>What can be learned of tasks that are called alike: the definitions to bind, or why there is none.</summary>
/// <remarks>
/// A list that is learned in bulk vouches for what nobody looked at. So nothing is learned of a name that speaks of misuse, and
/// of any other only what was seen whole.
/// </remarks>
internal sealed class LearnedTask
{
    private LearnedTask()
    {
    }

    public IReadOnlyList<string> Definitions { get; private init; } = [];

    /// <summary>Why nothing is learned, in sentences; null where something is.</summary>
    public string? Obstacle { get; private init; }

    /// <summary>What is left out of what is learned, in sentences.</summary>
    public IReadOnlyList<string> Doubts { get; private init; } = [];

    /// <summary>Learns.</summary>
    /// <param name="prevalence">What was counted.</param>
    /// <param name="leastHosts">On how many computers a definition must have been seen.</param>
    public static LearnedTask Of(TaskPrevalence prevalence, int leastHosts)
    {
        string[] common = [.. prevalence.Definitions.Where((_, place) => prevalence.DefinitionHostCounts[place] >= leastHosts)];
        string? obstacle = ObstacleOf(prevalence, common, leastHosts);
        if (obstacle is not null)
        {
            return new LearnedTask { Obstacle = obstacle };
        }

        int rare = prevalence.Definitions.Length - common.Length;
        string[] doubts =
        [
            .. rare > 0
                ? [FormattableString.Invariant($"{rare} of {prevalence.Definitions.Length} definitions were seen on fewer than {leastHosts} computers and are not learned.")]
                : Array.Empty<string>(),
            .. prevalence.UnseenCount > 0
                ? [FormattableString.Invariant($"{prevalence.UnseenCount} of {prevalence.Count} dossiers do not tell what it was: {string.Join(" ", prevalence.UnseenReasons)} It is learned from the others.")]
                : Array.Empty<string>(),
        ];
        return new LearnedTask { Definitions = common, Doubts = doubts };
    }

    private static string? ObstacleOf(TaskPrevalence prevalence, string[] common, int leastHosts)
    {
        if (prevalence.HijackedCount > 0)
        {
            return FormattableString.Invariant($"{prevalence.HijackedCount} of its dossiers have the name of a known task and are not that task ({string.Join(", ", prevalence.HijackedHosts)}).");
        }

        if (prevalence.Severity >= Severity.High)
        {
            return $"What speaks against it is {prevalence.Severity}.";
        }

        if (prevalence.UnseenReasons.Contains(TaskProfile.StartedOther))
        {
            return TaskProfile.StartedOther;
        }

        if (TaskIdentity.IsPlaceholder(prevalence.Identity))
        {
            return "Nothing of its name is its own: everybody's task could be called so.";
        }

        return prevalence.HasMoreDefinitions ? "It has too many different definitions."
            : common.Length > 0 ? null
            : prevalence.Definitions.Length > 0 ? FormattableString.Invariant($"None of its definitions was seen on {leastHosts} computers.")
            : string.Join(" ", prevalence.UnseenReasons);
    }
}
