using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TurlaHunt.Auditing.Repairs;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Registry;

namespace TurlaHunt.Auditing.Controls;

/// <summary>Asks that a registry value is a number, or that a key holds values.</summary>
public sealed record RegistryControl : AuditControl
{
    /// <summary>The key of the value that puts command lines into 4688.</summary>
    internal const string CommandLineKey = @"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System\Audit";

    /// <summary>That value.</summary>
    internal const string CommandLineValue = "ProcessCreationIncludeCmdLine_Enabled";

    private const string LegacyOverride = "SCENoApplyLegacyAuditPolicy";

    private const string FirewallSwitchObstacle =
        "It turns the firewall on or off, and what comes in with it: remote administration too may be shut out. Do it by hand, where the rules for that are there.";

    /// <summary>The key with its root, as HKLM\SOFTWARE\….</summary>
    public string Key { get; internal init; } = "";

    /// <summary>The name of the value.</summary>
    public string ValueName { get; internal init; } = "";

    /// <summary>How it is compared.</summary>
    public ValueComparison Comparison { get; internal init; }

    /// <summary>The number that it is compared with.</summary>
    public long Number { get; internal init; }

    /// <summary>What it means that the value is not there.</summary>
    public AuditStatus WhenAbsent { get; internal init; } = AuditStatus.NonCompliant;

    /// <summary>
    /// The number that a repair sets where <see cref="Number"/> is not one that would do; null where the baseline names none.
    /// </summary>
    public long? RepairNumber { get; internal init; }

    /// <summary>Whether it asks for command lines in 4688.</summary>
    internal bool IsCommandLine =>
        string.Equals(Key, CommandLineKey, System.StringComparison.OrdinalIgnoreCase)
        && string.Equals(ValueName, CommandLineValue, System.StringComparison.OrdinalIgnoreCase);

    // Wherever it stands, and whatever the profile is called there: StandardProfile is the private one of old.
    private bool IsFirewallSwitch =>
        string.Equals(ValueName, "EnableFirewall", System.StringComparison.OrdinalIgnoreCase)
        && Key.TrimEnd('\\').EndsWith("Profile", System.StringComparison.OrdinalIgnoreCase);

    internal override string Expected(AuditTarget target)
    {
        string number = Number.ToString(CultureInfo.InvariantCulture);
        string wanted = Comparison switch
        {
            ValueComparison.Equals => number,
            ValueComparison.Not => "not " + number,
            ValueComparison.AtLeast => "at least " + number,
            _ => "set",
        };
        return WhenAbsent == AuditStatus.Compliant ? $"{wanted}, or not set" : wanted;
    }

    internal override ControlFinding Examine(AuditTarget target) => Comparison == ValueComparison.Any ? ExamineKey(target) : ExamineValue(target);

    internal override RepairPlan Plan(AuditTarget target)
    {
        long? number = RepairNumber ?? (Comparison is ValueComparison.Equals or ValueComparison.AtLeast ? Number : null);
        return IsFirewallSwitch ? RepairPlan.Impossible(FirewallSwitchObstacle)
            : number is long wanted
            ? RepairPlan.Of(SettingKind.RegistryValue, Key, ValueName, RegistryValueAccess.StateOf(RegistryData.DWord((uint)wanted)))
            : RepairPlan.Impossible("The baseline does not say what is to be set.");
    }

    private ControlFinding ExamineKey(AuditTarget target)
    {
        Reading<IReadOnlyDictionary<string, RegistryData>> reading = target.Registry.ReadValues(Key);
        string[] names = [.. (reading.Value ?? new Dictionary<string, RegistryData>()).Keys.Where(name => name.Length > 0)];
        ControlFinding finding = reading.State switch
        {
            ReadingState.Found when names.Length > 0 => new ControlFinding(AuditStatus.Compliant, $"{names.Length} set", null).By(reading),
            ReadingState.Found or ReadingState.Absent => new ControlFinding(WhenAbsent, "not set", null).By(reading),
            _ => ControlFinding.Unknown(reading),
        };
        RegistryData? first = names.Length > 0 ? reading.Value![names[0]] : null;
        return finding with { Origin = target.Origins.OfValue(Key, names.FirstOrDefault() ?? "1", first, finding.Status == AuditStatus.Compliant) };
    }

    private ControlFinding ExamineValue(AuditTarget target)
    {
        Reading<RegistryData> reading = target.Registry.ReadValue(Key, ValueName);
        ControlFinding finding = reading.State switch
        {
            ReadingState.Found => Compare(reading).By(reading),
            ReadingState.Absent => new ControlFinding(WhenAbsent, "not set", null).By(reading)
                .Because(WhenAbsent == AuditStatus.Unknown ? "It is not set, and what holds then depends on the version of Windows." : null)
                .Because(LegacyRisk(target)),
            _ => ControlFinding.Unknown(reading),
        };
        return finding with { Origin = target.Origins.OfValue(Key, ValueName, reading.Value, finding.Status == AuditStatus.Compliant) };
    }

    // [MS-GPSB] 3.2.5.6 has the old policy applied unless the value is 1; Windows' table of defaults says that absent means 1.
    private string? LegacyRisk(AuditTarget target) =>
        string.Equals(ValueName, LegacyOverride, System.StringComparison.OrdinalIgnoreCase)
            && target.Policies.FirstOrDefault(policy => policy.Template?.LegacyAudit.Count > 0) is { } legacy
            ? $"{legacy.Describe()} sets an audit policy of the old kind: set the value to 1, so that it surely does not replace the subcategories."
            : null;

    private ControlFinding Compare(Reading<RegistryData> reading)
    {
        if (reading.Value!.Number is not ulong number)
        {
            return new ControlFinding(AuditStatus.Unknown, reading.Value.ToString(), $"The value has the type {reading.Value.Kind}, which is none of a number.");
        }

        bool isMet = Comparison.Accepts(number, (ulong)Number);
        return new ControlFinding(isMet ? AuditStatus.Compliant : AuditStatus.NonCompliant, reading.Value.ToString(), null);
    }
}
