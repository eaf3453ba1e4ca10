using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TurlaHunt.Auditing.Repairs;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Hunting;
using TurlaHunt.Registry;

namespace TurlaHunt.Auditing.Exports;

/// <summary>
/// Settings of logs as registry values. Application, Security and System have policies of their own (EventLog.admx: MaxSize in KiB,
/// Retention "0" to overwrite); what other logs are like stands in the key in which Windows keeps its channels.
/// </summary>
internal static class LogPolicies
{
    private const string Channels = @"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WINEVT\Channels\";
    private const long Kibibyte = 1024;

    // A value in the key of a log that is not there would leave half a log behind.
    private static readonly string[] Everywhere =
    [
        HuntedLogs.TaskSchedulerLog, HuntedLogs.SmbConnectivityLog, HuntedLogs.SmbSecurityLog,
        "Microsoft-Windows-SmbClient/Operational", "Microsoft-Windows-PowerShell/Operational", "Microsoft-Windows-WMI-Activity/Operational",
        "Microsoft-Windows-NTLM/Operational", "Microsoft-Windows-Bits-Client/Operational",
        "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational",
    ];

    private static readonly string[] WithPolicy = ["Application", HuntedLogs.SecurityLog, HuntedLogs.SystemLog];

    /// <summary>Whether the log has policies of its own.</summary>
    public static bool HasPolicy(string log) => WithPolicy.Contains(log, StringComparer.OrdinalIgnoreCase);

    /// <summary>Why nothing can be set for computers that are not known, in a sentence; null where it can.</summary>
    public static string? ObstacleOf(string log) =>
        HasPolicy(log) || Everywhere.Contains(log, StringComparer.OrdinalIgnoreCase) ? null
            : $"Not every computer has the log {log}: set it where it is, with Repair-AuditPolicy.";

    /// <summary>The size in KiB that a state of <see cref="LogAccess.MaxSize"/> is.</summary>
    public static long KibibytesOf(string state) => long.Parse(state, CultureInfo.InvariantCulture) / Kibibyte;

    /// <summary>The values that one setting of a log takes.</summary>
    /// <param name="log">The log.</param>
    /// <param name="item">Which setting.</param>
    /// <param name="state">What it is to be, as <see cref="LogAccess"/> has it.</param>
    public static IEnumerable<PolicyValue> ValuesOf(string log, string item, string state)
    {
        if (HasPolicy(log))
        {
            string policy = RegistryChannelStore.Policies + log;
            return item switch
            {
                LogAccess.MaxSize => [new PolicyValue(policy, "MaxSize", RegistryData.DWord((uint)KibibytesOf(state)))],
                LogAccess.Retention => [new PolicyValue(policy, "Retention", RegistryData.String("0"))],
                _ => [], // These three always record.
            };
        }

        string key = Channels + log;
        return item switch
        {
            LogAccess.MaxSize => SizeOf(key, long.Parse(state, CultureInfo.InvariantCulture)),
            LogAccess.Retention => [new PolicyValue(key, "Retention", RegistryData.DWord(0))],
            _ => [new PolicyValue(key, "Enabled", RegistryData.DWord(1))],
        };
    }

    private static IEnumerable<PolicyValue> SizeOf(string key, long bytes)
    {
        yield return new PolicyValue(key, "MaxSize", RegistryData.DWord((uint)bytes));
        if (bytes > uint.MaxValue)
        {
            yield return new PolicyValue(key, "MaxSizeUpper", RegistryData.DWord((uint)(bytes >> 32)));
        }
    }
}
