using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using TurlaHunt.KnownGood;

namespace TurlaHunt.Commands;

/// <summary>Adds tasks that were found to a list of known tasks, which is made where there is none.</summary>
[Cmdlet(VerbsCommon.Add, "KnownTask", SupportsShouldProcess = true)]
[OutputType(typeof(KnownTask))]
public sealed class AddKnownTaskCommand : KnownTaskWriter
{
    /// <summary>Tasks, as Get-SuspiciousTaskCreation gives them. All that the list binds must be known of them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [Restored(typeof(TaskCreation))]
    [ValidateNotNull]
    public TaskCreation[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // A list that cannot be changed is told before anybody waits for what comes down the pipeline.
        if (File.Exists(KnownTaskLists.Resolve(this, Path)))
        {
            KnownTaskLists.Read(this, Path);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (TaskCreation dossier in InputObject)
        {
            if (dossier.Definitions is null)
            {
                WriteError(ErrorRecords.KnownTaskNotBound(dossier, dossier.DefinitionGap ?? "No event holds its definition."));
                continue;
            }

            string identity = TaskIdentity.Of(dossier.TaskName, dossier.MachineName);
            Gather(KnownTaskCandidates.Of(identity, dossier.Definitions, Reason, Owner, LastDay));
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<KnownTask> Write(IReadOnlyList<KnownTask> entries) => KnownTaskLists.Add(this, Path, entries);
}
