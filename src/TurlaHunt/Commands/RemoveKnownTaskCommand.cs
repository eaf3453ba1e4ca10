using System.Management.Automation;

namespace TurlaHunt.Commands;

/// <summary>Removes entries from the lists of known tasks that they were read from.</summary>
[Cmdlet(VerbsCommon.Remove, "KnownTask", SupportsShouldProcess = true)]
public sealed class RemoveKnownTaskCommand : PSCmdlet
{
    /// <summary>Entries, as Get-KnownTask gives them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public KnownTask[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (KnownTask entry in InputObject)
        {
            if (entry.Source is not string list)
            {
                WriteError(ErrorRecords.KnownTaskNotFound(entry, "It was not read from a list."));
            }
            else if (ShouldProcess(list, _Format.Text($"Remove the known task '{entry.Name}'")) && KnownTaskLists.Remove(this, list, [entry]) == 0)
            {
                WriteError(ErrorRecords.KnownTaskNotFound(entry, $"'{list}' does not have it any more."));
            }
        }
    }
}
