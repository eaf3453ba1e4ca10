using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Auditing.Stores;

namespace TurlaHunt.Auditing.Repairs;

/// <summary>
/// Takes back what a journal tells, the last change first, and nothing else. A setting that is not what the change left is left
/// alone: somebody else wants it so.
/// </summary>
internal sealed class AuditUndoer(AuditTarget target, IComputerWriter writer, JournalContent content, Func<JournalContent, RepairJournal> openJournal)
    : IDisposable
{
    private readonly SettingAccess _settings = new(target, writer);
    private RepairJournal? _journal;

    /// <summary>Whether the journal is of this computer.</summary>
    public bool IsOfThisComputer =>
        content.Host.MachineId is string id && string.Equals(id, RepairHost.Read(target).MachineId, StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes the changes back.</summary>
    /// <param name="approve">Whether a change is to be taken back: gets the setting and what is to become of it, in words.</param>
    /// <exception cref="RepairJournalException">
    /// The journal holds what cannot be, or cannot be written. The change that comes next was not taken back.
    /// </exception>
    public IEnumerable<AuditRepair> Undo(Func<string, string, bool> approve)
    {
        foreach (JournalChange change in content.Changes)
        {
            if (!new[] { change.Before, change.Requested }.All(state => _settings.IsState(change.Address, state)))
            {
                throw new RepairJournalException(
                    content.Path, $"its change {change.Number} is about a state that its setting cannot have. Nothing was taken back.");
            }
        }

        foreach (JournalChange change in content.Changes.Reverse())
        {
            if (Undo(change, approve) is AuditRepair repair)
            {
                yield return repair;
            }
        }
    }

    public void Dispose() => _journal?.Dispose();

    private AuditRepair? Undo(JournalChange change, Func<string, string, bool> approve)
    {
        SettingAddress address = change.Address;
        string name = _settings.Name(address);
        AuditRepair repair = new()
        {
            ControlId = change.Control,
            MachineName = target.Host.MachineName,
            Setting = name,
            Requested = _settings.Describe(address, change.Before),
            Source = change.Source,
            TimeCreated = DateTime.UtcNow,
            Journal = content.Path,
        };
        if (change.IsUndone)
        {
            return repair with { Status = AuditRepairStatus.NotNeeded, Reason = "It was taken back already." };
        }

        Reading<string> now = _settings.Read(address);
        if (now.State is not ReadingState.Found and not ReadingState.Absent)
        {
            return repair with { Status = AuditRepairStatus.Refused, Reason = $"What cannot be seen is not changed. {now.Problem}" };
        }

        repair = repair with { Before = _settings.Describe(address, now.Value) };
        if (now.Value == change.Before)
        {
            return repair with { Status = AuditRepairStatus.NotNeeded, Reason = "It is as it was before the repair." };
        }

        string? left = change.IsReadBack ? change.After : change.Requested;
        bool isOurs = now.Value == left || (change.IsUndoBegun && _settings.IsBetween(address, now.Value, change.Before));
        if (!isOurs)
        {
            return repair with
            {
                Status = AuditRepairStatus.Drifted,
                Reason = $"The repair left '{_settings.Describe(address, left)}'; somebody changed it since.",
            };
        }

        if (!approve(name, $"Set back from '{repair.Before}' to '{repair.Requested}'"))
        {
            return null;
        }

        _journal ??= openJournal(content);
        _journal.Undo(change.Number);
        SettingOutcome outcome = _settings.Change(address, now.Value, change.Before);
        if (outcome.IsTaken)
        {
            _journal.Undone(change.Number);
        }

        return repair with
        {
            Status = outcome.IsTaken ? AuditRepairStatus.Undone : outcome.Failure,
            After = outcome.After,
            Reason = outcome.Problem,
        };
    }
}
