using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TurlaHunt.Auditing.Controls;
using TurlaHunt.Auditing.Repairs;
using TurlaHunt.Auditing.Stores;

namespace TurlaHunt.Auditing.Exports;

/// <summary>
/// What computers have of the setting of one control, as their results tell, so that what is written for all of them takes nothing from any.
/// Results come from other computers: what they say raises a setting within bounds, and only where more of it does no harm.
/// </summary>
/// <param name="control">The control.</param>
/// <param name="results">What came of it; none where it is written whatever they have.</param>
internal sealed class SeenSettings(AuditControl control, IReadOnlyCollection<AuditResult> results)
{
    // What Microsoft names as the most that the logs of Windows should have together.
    private const long MostBytes = 16L << 30;

    // The most that the policy for the log of the firewall takes, in KiB.
    private const long MostFirewallLog = 32767;

    private const string FirewallLog = "LogFileSize";

    /// <summary>What is audited on any of them.</summary>
    public AuditSetting Audited
    {
        get
        {
            int all = results.Select(result => (int)(AuditSettings.OfWords(result.Actual) ?? 0) & 3).Aggregate(0, (joined, one) => joined | one);
            return all == 0 ? AuditSetting.None : (AuditSetting)all;
        }
    }

    /// <summary>A plan that leaves computers what they have.</summary>
    /// <param name="plan">What the control asks of a computer that has nothing.</param>
    public RepairPlan Keep(RepairPlan plan) => control switch
    {
        LogControl => plan with { Changes = [.. plan.Changes.Where(change => change.Address.Item != LogAccess.Retention || WritesRetention).Select(KeepSize)] },
        RegistryControl { Comparison: ValueComparison.AtLeast } value when plan.Obstacle is null => KeepNumber(value, plan),
        _ => plan,
    };

    /// <summary>What computers lose all the same, in sentences.</summary>
    public IEnumerable<string> Losses()
    {
        if (control is not LogControl log)
        {
            yield break;
        }

        if (MachinesWhere(result => SizeOf(result) > MostBytes) is { Length: > 0 } larger)
        {
            yield return $"The log {log.Log} is larger than {LogText.Size(MostBytes)} on {larger}, and is made smaller there.";
        }

        if (results.Count > 0 && WritesRetention && MachinesWhere(result => Says(result, ChannelRetention.Archive)) is { Length: > 0 } archiving)
        {
            yield return $"The log {log.Log} is archived when it is full on {archiving}, and no more then: old events are overwritten.";
        }
    }

    // A computer that does not tell may lose new events; where others archive, theirs are not given up for it.
    private bool WritesRetention => results.Count == 0
        || results.Any(result => Says(result, ChannelRetention.Keep))
        || (!results.Any(result => Says(result, ChannelRetention.Archive)) && results.Any(result => !Says(result, ChannelRetention.Overwrite)));

    private SettingChange KeepSize(SettingChange change)
    {
        if (change.Address.Item != LogAccess.MaxSize)
        {
            return change;
        }

        long asked = long.Parse(change.Requested!, CultureInfo.InvariantCulture);
        return change with { Requested = LogAccess.StateOf(Math.Max(asked, Math.Min(MostBytes, results.Select(SizeOf).DefaultIfEmpty(0).Max()))) };
    }

    // Of most values a larger number means something else, which need not do elsewhere: outgoing NTLM is logged by 1 and refused by 2.
    private RepairPlan KeepNumber(RegistryControl value, RepairPlan plan)
    {
        AuditResult[] larger = [.. results.Where(result => NumberOf(result) > (value.RepairNumber ?? value.Number))];
        if (larger.Length == 0)
        {
            return plan;
        }

        long most = larger.Max(NumberOf);
        return value.ValueName == FirewallLog && value.Key.EndsWith(@"\Logging", StringComparison.OrdinalIgnoreCase) && most <= MostFirewallLog
            ? (value with { RepairNumber = most }).Plan(BareComputer.Of())
            : RepairPlan.Impossible(
                $"{MachinesWhere(larger.Contains)} has more already ({most}), which would be lowered to {value.Number}: "
                + "set it where it is missing, with Repair-AuditPolicy.");
    }

    private string MachinesWhere(Func<AuditResult, bool> isOne) => string.Join(
        ", ", results.Where(isOne).Select(result => result.MachineName ?? result.Path).Distinct(StringComparer.OrdinalIgnoreCase));

    private static IEnumerable<string> PartsOf(AuditResult result) => (result.Actual ?? "").Split(',').Select(part => part.Trim());

    private static bool Says(AuditResult result, ChannelRetention retention) => PartsOf(result).Contains(LogText.Describe(retention));

    private static long SizeOf(AuditResult result) => PartsOf(result).Select(part => LogText.SizeOf(part) ?? 0).DefaultIfEmpty(0).Max();

    private static long NumberOf(AuditResult result) =>
        uint.TryParse(result.Actual, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) ? number : -1;
}
