using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace TurlaHunt.Commands;

/// <summary>
/// A cmdlet that writes entries for tasks to a list. What comes down the pipeline is gathered; the list is written once, at the end,
/// whole or not at all: a pipeline that is stopped before changes nothing.
/// </summary>
public abstract class KnownTaskWriter : PSCmdlet
{
    private readonly List<KnownTask> _entries = [];

    /// <summary>The list.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Why the tasks are known to be good.</summary>
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

    /// <summary>Gives the entries that were written.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The day that the user wrote, whatever his zone.</summary>
    protected DateTime? LastDay => Expires is DateTimeOffset day ? DateTime.SpecifyKind(day.Date, DateTimeKind.Utc) : null;

    /// <summary>Gathers entries, those that the user wants.</summary>
    protected void Gather(IEnumerable<KnownTask> entries)
    {
        foreach (KnownTask entry in entries)
        {
            if (ShouldProcess(Path, _Format.Text($"Add the known task '{entry.Name}': {string.Join("; ", entry.Actions)}")))
            {
                _entries.Add(entry);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_entries.Count == 0)
        {
            return;
        }

        IReadOnlyList<KnownTask> written = Write(_entries);
        WriteVerbose($"{written.Count} of {_entries.Count} entries were written; the list has the others already.");
        foreach (KnownTask entry in written)
        {
            if (PassThru)
            {
                WriteObject(entry);
            }
        }
    }

    /// <summary>Writes what was gathered, and gives what was not in the list.</summary>
    protected abstract IReadOnlyList<KnownTask> Write(IReadOnlyList<KnownTask> entries);
}
