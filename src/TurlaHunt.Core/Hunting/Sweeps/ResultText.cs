using System;
using System.Collections.Generic;
using System.Linq;
using static TurlaHunt.Visibility.VisibilityText;

namespace TurlaHunt.Hunting.Sweeps;

/// <summary>The sentence that a ticket gets.</summary>
internal static class ResultText
{
    public static string Summarize(
        string? machineName,
        Verdict verdict,
        DateTime? start,
        DateTime? end,
        Finding[] findings,
        int count,
        IReadOnlyList<AttackChain> chains,
        HuntVisibility[] visibility,
        string[] errors)
    {
        string name = machineName ?? (visibility.Length == 0 ? "Nothing could be read" : "Events without a computer");
        string when = start is null || end is null ? "" : $" from {Time(start)} to {Time(end)}";
        string weaker = findings.Length > count ? $", {Count(findings.Length - count, "weaker one", "weaker ones")} besides" : "";
        string only = findings.Length > 0 ? $", though {Count(findings.Length, "weaker finding", "weaker findings")}" : "";
        string unseen = Unseen(visibility);
        return verdict switch
        {
            _ when visibility.Length == 0 => $"{name}: {errors[0]}",
            Verdict.Found => $"{name}: {Count(count, "finding", "findings")}{weaker}{when}; the gravest: {findings[0].Title}, {findings[0].Severity}"
                + $"{Told(chains)}{(unseen.Length > 0 ? $". Not all could be seen: {unseen}" : ".")}",
            Verdict.Clean => $"{name}: clean{when}, all was seen{only}.",
            Verdict.Blind => $"{name}: blind{when}: {unseen}",
            _ => $"{name}: clean{when} as far as could be seen{only}. Not all could: {unseen}",
        };
    }

    /// <summary>Each reason that takes something, once, with the hunts that it takes it from.</summary>
    public static IEnumerable<string> NotSeen(HuntVisibility[] visibility) => visibility
        .SelectMany(hunt => hunt.Reasons.Select(reason => (hunt.HuntId, Reason: reason)))
        .Where(item => item.Reason.Level != VisibilityLevel.Full)
        .GroupBy(item => item.Reason.Detail, StringComparer.Ordinal)
        .OrderByDescending(same => same.Max(item => item.Reason.Level))
        .Select(same => $"{same.Max(item => item.Reason.Level)}: {same.Key} ({string.Join(", ", same.Select(item => item.HuntId).Distinct())})");

    private static string Told(IReadOnlyList<AttackChain> chains)
    {
        AttackChain? chain = chains.OrderByDescending(item => item.Severity).ThenByDescending(item => item.Stages.Length).FirstOrDefault();
        return chain is null ? "" : $"; {(chains.Count == 1 ? "one chain" : $"{chains.Count} chains")}: {chain.Summary.TrimEnd('.')}";
    }

    // The worst reason of any hunt; how many more there are.
    private static string Unseen(HuntVisibility[] visibility)
    {
        VisibilityReason[] reasons =
        [
            .. visibility.SelectMany(hunt => hunt.Reasons).Where(reason => reason.Level != VisibilityLevel.Full)
                .GroupBy(reason => reason.Detail, StringComparer.Ordinal).Select(same => same.First())
                .OrderByDescending(reason => reason.Level),
        ];
        return reasons.Length switch
        {
            0 => "",
            1 => reasons[0].Detail,
            _ => $"{reasons[0].Detail.TrimEnd('.')}; and {Count(reasons.Length - 1, "reason", "reasons")} more.",
        };
    }
}
