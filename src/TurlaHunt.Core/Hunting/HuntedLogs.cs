using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events;

namespace TurlaHunt.Hunting;

/// <summary>
/// The logs that hunts look into, each with the provider that writes to it. Both are asked for: others may write to a log,
/// and events of the same ids mean something else then.
/// </summary>
internal static class HuntedLogs
{
    /// <summary>The audit log.</summary>
    public const string SecurityLog = "Security";

    /// <summary>The log of Windows itself.</summary>
    public const string SystemLog = "System";

    /// <summary>Sysmon's log.</summary>
    public const string SysmonLog = "Microsoft-Windows-Sysmon/Operational";

    /// <summary>The scheduler's own log.</summary>
    public const string TaskSchedulerLog = "Microsoft-Windows-TaskScheduler/Operational";

    /// <summary>The SMB client's log of connections.</summary>
    public const string SmbConnectivityLog = "Microsoft-Windows-SmbClient/Connectivity";

    /// <summary>The SMB client's log of logons.</summary>
    public const string SmbSecurityLog = "Microsoft-Windows-SmbClient/Security";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [SecurityLog, SystemLog, SysmonLog, TaskSchedulerLog, SmbConnectivityLog, SmbSecurityLog];

    private const string EventLogProvider = "Microsoft-Windows-Eventlog";

    public static EventSelector Security(int[] ids, params (string Name, string[] Texts)[] data) =>
        Select(SecurityLog, "Microsoft-Windows-Security-Auditing", ids, data);

    public static EventSelector Sysmon(int[] ids, params (string Name, string[] Texts)[] data) =>
        Select(SysmonLog, "Microsoft-Windows-Sysmon", ids, data);

    public static EventSelector TaskScheduler(int[] ids) =>
        Select(TaskSchedulerLog, "Microsoft-Windows-TaskScheduler", ids);

    public static EventSelector SmbClientConnectivity(int[] ids) =>
        Select(SmbConnectivityLog, "Microsoft-Windows-SMBClient", ids);

    public static EventSelector SmbClientSecurity(int[] ids) =>
        Select(SmbSecurityLog, "Microsoft-Windows-SMBClient", ids);

    /// <summary>The events that tell of a log being cleared.</summary>
    public static EventSelector Clearing(string log) =>
        Select(SystemLog, EventLogProvider, [104], ("Channel", [log]));

    /// <summary>Events that tell of the logs themselves: cleared, stopped, started, the policy or the clock changed.</summary>
    public static IReadOnlyList<EventSelector> AboutLogs { get; } =
    [
        Select(SecurityLog, EventLogProvider, [1100, 1102]),
        Select(SystemLog, EventLogProvider, [104]),
        Select(SystemLog, "EventLog", [6005, 6006, 6008]),
        Security([4616, 4719]),
        Select(SystemLog, "Microsoft-Windows-Kernel-General", [1]),
    ];

    /// <summary>Events of a log by their ids.</summary>
    /// <param name="log">The log.</param>
    /// <param name="provider">Who writes them.</param>
    /// <param name="ids">The ids.</param>
    /// <param name="data">Values that they must have, by the names of the manifest.</param>
    public static EventSelector Select(
        string log, string provider, int[] ids, params (string Name, string[] Texts)[] data) => new()
    {
        LogNames = [new NamePattern(log)],
        ProviderNames = [new NamePattern(provider)],
        Ids = ids,
        Data = [.. data.Select(item => new KeyValuePair<string, IReadOnlyList<string>>(item.Name, item.Texts))],
        HasManifestNames = true,
    };
}
