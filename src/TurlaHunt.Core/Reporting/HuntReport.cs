using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Hunting.Sweeps;

namespace TurlaHunt.Reporting;

/// <summary>What a report tells: the results of any number of computers and runs, in the order in which they are shown.</summary>
public sealed class HuntReport
{
    /// <summary>Makes a report.</summary>
    /// <param name="results">The results. Those of one computer that answer the same question become one.</param>
    /// <param name="created">When the report was made, in UTC.</param>
    /// <param name="toolVersion">The version of the tool that made it.</param>
    public HuntReport(IEnumerable<HuntResult> results, DateTime created, string toolVersion)
    {
        // Who is silent is asked about first: of the others somebody will hear anyway.
        Results =
        [
            .. MergedResults.Of(results)
                .OrderByDescending(IsSilent)
                .ThenBy(result => Rank(result.Verdict))
                .ThenByDescending(result => result.Severity)
                .ThenBy(result => result.MachineName, StringComparer.OrdinalIgnoreCase)
                .ThenBy(result => result.StartTime),
        ];
        Created = created;
        ToolVersion = toolVersion;
    }

    /// <summary>Computers of which nothing was seen first, then by verdict: found, blind, partly seen, clean.</summary>
    public IReadOnlyList<HuntResult> Results { get; }

    /// <summary>When the report was made, in UTC.</summary>
    public DateTime Created { get; }

    /// <summary>The version of the tool that made it.</summary>
    public string ToolVersion { get; }

    /// <summary>Whether nothing was seen of a computer: nothing of it was among the logs, or it could not be hunted on.</summary>
    public static bool IsSilent(HuntResult result) => IsAllAbout(result, VisibilityCause.ComputerSilent) || IsUnhunted(result);

    /// <summary>Whether the hunts could not be run on a computer.</summary>
    public static bool IsUnhunted(HuntResult result) => IsAllAbout(result, VisibilityCause.ComputerNotHunted);

    /// <summary>What a hunt came to on a computer, by itself.</summary>
    /// <param name="result">The result of the computer.</param>
    /// <param name="huntId">The hunt.</param>
    public static Verdict VerdictOf(HuntResult result, string huntId)
    {
        if (Array.Exists(result.Findings, finding => finding.HuntId == huntId && finding.Severity >= result.MinimumSeverity))
        {
            return Verdict.Found;
        }

        return Array.Find(result.Visibility, hunt => hunt.HuntId == huntId)?.Level switch
        {
            VisibilityLevel.Full => Verdict.Clean,
            VisibilityLevel.Partial => Verdict.CleanPartial,
            _ => Verdict.Blind,
        };
    }

    private static bool IsAllAbout(HuntResult result, VisibilityCause cause) =>
        result.Visibility.Length > 0
        && Array.TrueForAll(result.Visibility, hunt => Array.Exists(hunt.Reasons, reason => reason.Cause == cause));

    private static int Rank(Verdict verdict) => verdict switch
    {
        Verdict.Found => 0,
        Verdict.Blind => 1,
        Verdict.CleanPartial => 2,
        _ => 3,
    };
}
