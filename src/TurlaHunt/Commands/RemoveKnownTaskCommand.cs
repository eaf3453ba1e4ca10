using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace TurlaHunt.Commands;

/// <summary>
/// Removes entries from the lists of known tasks that they were read from. Each list is written once, at the end; a pipeline that is
/// stopped before changes nothing.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "KnownTask", SupportsShouldProcess = true)]
public sealed class RemoveKnownTaskCommand : PSCmdlet
{
    private readonly List<KnownTask> _gone = [];

    /// <summary>Entries, as Get-KnownTask gives them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Restored(typeof(KnownTask))]
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
            else if (ShouldProcess(list, _Format.Text($"Remove the known task '{entry.Name}'")))
            {
                _gone.Add(entry);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (IGrouping<string, KnownTask> list in _gone.GroupBy(entry => entry.Source!, StringComparer.Ordinal))
        {
            foreach (KnownTask entry in KnownTaskLists.Remove(this, list.Key, [.. list]))
            {
                WriteError(ErrorRecords.KnownTaskNotFound(entry, $"'{list.Key}' does not have it any more."));
            }
        }
    }
}
