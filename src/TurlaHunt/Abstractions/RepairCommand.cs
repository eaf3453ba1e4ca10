using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using TurlaHunt.Auditing;
using TurlaHunt.Auditing.Repairs;
using TurlaHunt.Auditing.Stores.Live;

namespace TurlaHunt.Commands;

/// <summary>A cmdlet that changes settings of the computer that it runs on, with a journal from which that can be taken back.</summary>
public abstract class RepairCommand : AuditCommand
{
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private AuditTarget? _target;
    private AuditRepairer? _repairer;
    private bool _hasToldJournal;

    /// <summary>
    /// The file that is to be the journal of the changes, and must not be there yet. Without it a new one is made in a folder that only
    /// administrators may write to, below ProgramData\TurlaHunt\Repairs. It is made before the first change; without changes there is none.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Journal { get; set; }

    /// <summary>Gives, instead of what became of each setting, the control as it is found after the repair.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The computer.</summary>
    private protected AuditTarget Target => _target!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        IComputerWriter writer = LocalComputer.Writing(this);
        _target = LiveComputer.Open(LocalComputer.Reading(this), Artefacts);
        string? path = Journal is null ? null : KnownTaskLists.Resolve(this, Journal);
        _repairer = new AuditRepairer(_target, writer, host => RepairJournal.Create(path ?? NewPath(writer), host));
    }

    /// <summary>Repairs what a control asks for, and tells what became of it.</summary>
    /// <param name="baseline">The baseline of the control.</param>
    /// <param name="control">The control.</param>
    /// <param name="plan">Which changes that takes; those of the control where it is not given.</param>
    private protected void Repair(AuditBaseline baseline, AuditControl control, Func<AuditTarget, RepairPlan>? plan = null) =>
        Tell(baseline, control, _repairer!.Repair(baseline, control, Approve, plan));

    /// <summary>Makes the changes of a plan, and tells what became of them.</summary>
    private protected void Apply(AuditBaseline baseline, AuditControl control, RepairPlan plan) =>
        Tell(baseline, control, _repairer!.Apply(baseline, control, plan, Approve));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _repairer?.Dispose();
        }

        base.Dispose(disposing);
    }

    private static string NewPath(IComputerWriter writer) => Path.Combine(
        writer.OpenJournalFolder(),
        FormattableString.Invariant($"{DateTime.UtcNow:yyyyMMdd'T'HHmmss'Z'}-{Guid.NewGuid().ToString("N").Substring(0, 8)}.jsonl"));

    private bool Approve(string setting, string action) => ShouldProcess(_Format.Text($"{Target.Host.MachineName}: {setting}"), _Format.Text(action));

    private void Tell(AuditBaseline baseline, AuditControl control, IEnumerable<AuditRepair> repairs)
    {
        try
        {
            foreach (AuditRepair repair in repairs)
            {
                Tell(repair);
            }
        }
        catch (RepairJournalException failure)
        {
            ThrowTerminatingError(ErrorRecords.RepairJournalFailed(failure));
        }

        if (PassThru)
        {
            WriteObject(Target.Examine(baseline, control));
        }
    }

    private void Tell(AuditRepair repair)
    {
        if (repair.Journal is not null && !_hasToldJournal)
        {
            _hasToldJournal = true;
            WriteVerbose($"The journal is '{repair.Journal}'. Undo-AuditPolicyRepair takes it.");
        }

        if (repair.ToRepairErrorRecord() is ErrorRecord error)
        {
            WriteError(error);
        }

        string? warning = repair.Status != AuditRepairStatus.Repaired ? null : repair.Durability switch
        {
            AuditDurability.RevertedWithin16Hours => "within 16 hours",
            AuditDurability.RevertedAtNextPolicyChange => "when one of the computer's policies changes next",
            _ => null,
        };
        if (warning is not null && _warned.Add(repair.ControlId))
        {
            WriteWarning(_Format.Text($"{repair.ControlId}: this repair will be undone {warning}. Source: {repair.Source}. Change the policy."));
        }

        if (!PassThru)
        {
            WriteObject(repair);
        }
    }
}
