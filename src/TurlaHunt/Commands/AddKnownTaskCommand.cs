using System;
using System.Collections.Generic;
using System.Management.Automation;
using TurlaHunt.KnownGood;

namespace TurlaHunt.Commands;

/// <summary>Adds tasks that were found to a list of known tasks.</summary>
[Cmdlet(VerbsCommon.Add, "KnownTask", SupportsShouldProcess = true)]
[OutputType(typeof(KnownTask))]
public sealed class AddKnownTaskCommand : PSCmdlet
{
    /// <summary>The list. It is made where there is none.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Tasks, as Get-SuspiciousTaskCreation gives them. All that the list binds must be known of them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public TaskCreation[] InputObject { get; set; } = [];

    /// <summary>Why they are known to be good.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Reason { get; set; } = "";

    /// <summary>Who vouches for them; without it, whoever runs the command.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Owner { get; set; } = Environment.UserName;

    /// <summary>The last day on which that holds; without it there is none.</summary>
    [Parameter]
    [Moment]
    public DateTimeOffset? Expires { get; set; }

    /// <summary>Gives the entries that were added.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (TaskCreation dossier in InputObject)
        {
            // The day that the user wrote, whatever his zone.
            DateTime? expires = Expires is DateTimeOffset day ? DateTime.SpecifyKind(day.Date, DateTimeKind.Utc) : null;
            IReadOnlyList<KnownTask> entries = KnownTaskCandidates.Of(dossier.Profile, Reason, Owner, expires, out string? obstacle);
            if (obstacle is not null)
            {
                WriteError(ErrorRecords.KnownTaskNotBound(dossier, obstacle));
            }

            foreach (KnownTask entry in entries)
            {
                Add(entry);
            }
        }
    }

    private void Add(KnownTask entry)
    {
        if (!ShouldProcess(Path, _Format.Text($"Add the known task '{entry.Name}': {string.Join("; ", entry.Actions)}")))
        {
            return;
        }

        if (!KnownTaskLists.Add(this, Path, entry))
        {
            WriteVerbose(_Format.Text($"'{entry.Name}' is in the list already."));
        }
        else if (PassThru)
        {
            WriteObject(entry);
        }
    }
}
