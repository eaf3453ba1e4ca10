using System;
using System.Collections.Generic;
using TurlaHunt.Auditing.Stores;

namespace TurlaHunt.Auditing.Repairs;

/// <summary>
/// Changes settings as controls ask for. Each control is looked at anew; what is as it should be is left alone, and what cannot be
/// seen is not changed. A change is in the journal before it is made, and is read back.
/// </summary>
/// <param name="target">The computer.</param>
/// <param name="writer">What changes it.</param>
/// <param name="openJournal">Begins the journal; it is called before the first change.</param>
internal sealed class AuditRepairer(AuditTarget target, IComputerWriter writer, Func<RepairHost, RepairJournal> openJournal) : IDisposable
{
    private const string Services = @"HKLM\SYSTEM\CurrentControlSet\Services\";

    private readonly SettingAccess _settings = new(target, writer);
    private RepairJournal? _journal;

    /// <summary>The path of the journal; null before the first change.</summary>
    public string? Journal => _journal?.Path;

    /// <summary>Repairs what a control asks for.</summary>
    /// <param name="baseline">The baseline of the control.</param>
    /// <param name="control">The control.</param>
    /// <param name="approve">Whether a change is wanted: gets the setting and what is to become of it, in words.</param>
    /// <param name="plan">Which changes that takes; those of the control where it is not given.</param>
    /// <returns>What became of each setting; those that were not approved are left out.</returns>
    /// <exception cref="RepairJournalException">The journal cannot be written. The change that comes next was not made.</exception>
    public IEnumerable<AuditRepair> Repair(
        AuditBaseline baseline, AuditControl control, Func<string, string, bool> approve, Func<AuditTarget, RepairPlan>? plan = null)
    {
        AuditResult result = target.Examine(baseline, control);
        if (result.Status != AuditStatus.NonCompliant)
        {
            bool isUnknown = result.Status == AuditStatus.Unknown;
            yield return Outcome(result, result.Title) with
            {
                Status = isUnknown ? AuditRepairStatus.Refused : AuditRepairStatus.NotNeeded,
                Before = result.Actual,
                Reason = isUnknown ? $"What cannot be seen is not changed. {result.Reason}" : result.Reason,
            };
            yield break;
        }

        foreach (AuditRepair repair in Apply(result, (plan ?? control.Plan)(target), approve))
        {
            yield return repair;
        }
    }

    /// <summary>Makes the changes of a plan, whatever its control says of the computer now.</summary>
    /// <inheritdoc cref="Repair"/>
    public IEnumerable<AuditRepair> Apply(AuditBaseline baseline, AuditControl control, RepairPlan plan, Func<string, string, bool> approve) =>
        Apply(target.Examine(baseline, control), plan, approve);

    public void Dispose() => _journal?.Dispose();

    private static bool IsOfService(SettingAddress address) =>
        address.Kind == SettingKind.RegistryValue && address.Path.StartsWith(Services, StringComparison.OrdinalIgnoreCase);

    private static AuditRepair Outcome(AuditResult result, string setting) => new()
    {
        ControlId = result.ControlId,
        MachineName = result.MachineName,
        Setting = setting,
        Source = result.Source,
        Durability = result.Durability,
        TimeCreated = DateTime.UtcNow,
    };

    private IEnumerable<AuditRepair> Apply(AuditResult result, RepairPlan plan, Func<string, string, bool> approve)
    {
        foreach (SettingChange change in plan.Changes)
        {
            if (Apply(result, change, approve) is AuditRepair repair)
            {
                yield return repair;
            }
        }

        if (plan.Obstacle is not null)
        {
            yield return Outcome(result, result.Title) with { Status = AuditRepairStatus.Refused, Before = result.Actual, Reason = plan.Obstacle };
        }
    }

    private AuditRepair? Apply(AuditResult result, SettingChange change, Func<string, string, bool> approve)
    {
        SettingAddress address = change.Address;
        string name = _settings.Name(address);
        Reading<string> before = _settings.Read(address);
        AuditRepair repair = Outcome(result, name) with { Requested = _settings.Describe(address, change.Requested) };
        if (before.State is not ReadingState.Found and not ReadingState.Absent)
        {
            return repair with { Status = AuditRepairStatus.Refused, Reason = $"What cannot be seen is not changed. {before.Problem}" };
        }

        repair = repair with { Before = _settings.Describe(address, before.Value) };
        if (before.Value == change.Requested)
        {
            return repair with { Status = AuditRepairStatus.NotNeeded };
        }

        if (_settings.ObstacleTo(address, before.Value, change.Requested) is string obstacle)
        {
            return repair with { Status = AuditRepairStatus.Refused, Reason = obstacle };
        }

        if (!approve(name, $"Set from '{repair.Before}' to '{repair.Requested}'"))
        {
            return null;
        }

        _journal ??= openJournal(RepairHost.Read(target));
        int number = _journal.Change(result.ControlId, address, before.Value, change.Requested, result.Source);
        SettingOutcome outcome = _settings.Change(address, before.Value, change.Requested);

        // What may still come true is not written down as it is now: undoing goes by what was asked for then.
        if (outcome.IsKnown && !outcome.IsPending)
        {
            _journal.ReadBack(number, outcome.State);
        }

        return repair with
        {
            Status = outcome.IsTaken ? AuditRepairStatus.Repaired : outcome.Failure,
            After = outcome.After,
            Reason = outcome.IsTaken && IsOfService(address) ? "It takes effect when the service, or Windows, starts next." : outcome.Problem,
            Journal = _journal.Path,
        };
    }
}
