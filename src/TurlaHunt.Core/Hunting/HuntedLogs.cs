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
    /// <summary>The scheduler's own log, by its name.</summary>
    public const string TaskSchedulerLog = "Microsoft-Windows-TaskScheduler/Operational";

    public static EventSelector Security(int[] ids, params (string Name, string[] Texts)[] data) =>
        Select("Security", "Microsoft-Windows-Security-Auditing", ids, data);

    public static EventSelector Sysmon(int[] ids, params (string Name, string[] Texts)[] data) =>
        Select("Microsoft-Windows-Sysmon/Operational", "Microsoft-Windows-Sysmon", ids, data);

    public static EventSelector TaskScheduler(int[] ids) =>
        Select(TaskSchedulerLog, "Microsoft-Windows-TaskScheduler", ids);

    public static EventSelector SmbClientConnectivity(int[] ids) =>
        Select("Microsoft-Windows-SmbClient/Connectivity", "Microsoft-Windows-SMBClient", ids);

    public static EventSelector SmbClientSecurity(int[] ids) =>
        Select("Microsoft-Windows-SmbClient/Security", "Microsoft-Windows-SMBClient", ids);

    /// <summary>The events that tell of a log being cleared.</summary>
    public static EventSelector Clearing(string log) =>
        Select("System", "Microsoft-Windows-Eventlog", [104], ("Channel", [log]));

    private static EventSelector Select(
        string log, string provider, int[] ids, params (string Name, string[] Texts)[] data) => new()
    {
        LogNames = [new NamePattern(log)],
        ProviderNames = [new NamePattern(provider)],
        Ids = ids,
        Data = [.. data.Select(item => new KeyValuePair<string, IReadOnlyList<string>>(item.Name, item.Texts))],
    };
}
