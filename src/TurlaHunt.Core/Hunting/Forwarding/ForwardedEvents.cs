using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events;

namespace TurlaHunt.Hunting.Forwarding;

/// <summary>
/// What computers forward for hunts: what these look for and look at beside it, what shows that Windows records it, and what tells of
/// the logs themselves. All of it is asked of the hunts.
/// </summary>
internal static class ForwardedEvents
{
    private const string PowerShellLog = "Microsoft-Windows-PowerShell/Operational";

    // What no hunt looks for, and who looks at a finding wants to see: new services, and what scripts did.
    private static readonly EventSelector[] BesideBaseline =
    [
        HuntedLogs.Security([4697]),
        HuntedLogs.Select(HuntedLogs.SystemLog, "Service Control Manager", [7045]),
    ];

    private static readonly EventSelector[] BesideTargeted = [HuntedLogs.Select(PowerShellLog, "Microsoft-Windows-PowerShell", [4104])];

    /// <summary>The hunts whose events are forwarded by computers of a kind.</summary>
    public static IReadOnlyList<Hunt> Of(IEnumerable<Hunt> hunts, SubscriptionKind kind) => [.. hunts.Where(hunt => hunt.Forwarding == kind)];

    /// <summary>The events of hunts, log by log.</summary>
    /// <param name="hunts">The hunts.</param>
    /// <param name="kind">Which computers forward them.</param>
    public static IReadOnlyList<ForwardedLog> Select(IReadOnlyList<Hunt> hunts, SubscriptionKind kind) =>
    [
        .. hunts
            .SelectMany(SelectorsOf)
            .Concat(kind == SubscriptionKind.Baseline ? [.. HuntedLogs.AboutLogs, .. BesideBaseline] : BesideTargeted)
            .SelectMany(selector => selector.LogNames.Select(log => (Log: log.Text, Selector: selector)))
            .GroupBy(item => item.Log, item => item.Selector, StringComparer.OrdinalIgnoreCase)
            .Select(log => new ForwardedLog(log.Key, new EventQuery(log))),
    ];

    private static IEnumerable<EventSelector> SelectorsOf(Hunt hunt) => hunt.Query.Selectors
        .Concat(hunt.Context?.Selectors ?? [])
        .Concat(hunt.Needs.SelectMany(need => need.Sources).SelectMany(source => source.ForwardedProof));
}
