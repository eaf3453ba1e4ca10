using System;
using System.Collections.Generic;
using System.Management.Automation;
using TurlaHunt.Auditing;
using TurlaHunt.Auditing.Repairs;
using TurlaHunt.Auditing.Stores.Live;

namespace TurlaHunt.Commands;

/// <summary>
/// Takes back what a journal of Repair-AuditPolicy or Block-OutboundSmb tells, and nothing else. A setting that somebody changed since
/// is left alone.
/// </summary>
[Cmdlet(VerbsCommon.Undo, "AuditPolicyRepair", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AuditRepair))]
public sealed class UndoAuditPolicyRepairCommand : AuditCommand
{
    private readonly HashSet<string> _done = new(StringComparer.OrdinalIgnoreCase);
    private IComputerWriter? _writer;
    private AuditTarget? _target;

    /// <summary>The journals, as paths or in what the repair gave. One that comes several times is taken back once.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Path", "FullName", "PSPath", "LP")]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[]? Journal { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _writer = LocalComputer.Writing(this);
        _target = LiveComputer.Open(LocalComputer.Reading(this), Artefacts);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string given in Journal ?? [])
        {
            // What changed nothing has no journal.
            if (string.IsNullOrEmpty(given) || Stopping)
            {
                continue;
            }

            string path = KnownTaskLists.Resolve(this, given);
            if (_done.Add(path))
            {
                Undo(path);
            }
        }
    }

    private void Undo(string path)
    {
        try
        {
            JournalContent content = JournalContent.Read(path);
            using AuditUndoer undoer = new(_target!, _writer!, content, read => RepairJournal.Continue(read));
            if (!undoer.IsOfThisComputer)
            {
                WriteError(ErrorRecords.RepairJournalForeign(path, content.Host.MachineName));
                return;
            }

            foreach (AuditRepair repair in undoer.Undo(Approve))
            {
                if (repair.ToRepairErrorRecord() is ErrorRecord error)
                {
                    WriteError(error);
                }

                WriteObject(repair);
            }
        }
        catch (RepairJournalException failure)
        {
            WriteError(ErrorRecords.RepairJournalFailed(failure));
        }
    }

    private bool Approve(string setting, string action) =>
        ShouldProcess(_Format.Text($"{_target!.Host.MachineName}: {setting}"), _Format.Text(action));
}
