using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Hunting.Tasks;
using TurlaHunt.KnownGood;

namespace TurlaHunt.Commands;

/// <summary>Learns a list of known tasks from what is common, and writes it to a file.</summary>
[Cmdlet(VerbsData.Export, "KnownTask", SupportsShouldProcess = true, DefaultParameterSetName = PrevalenceSet)]
[OutputType(typeof(KnownTask))]
public sealed class ExportKnownTaskCommand : KnownTaskWriter
{
    private const string PrevalenceSet = "Prevalence";
    private const string FindingSet = "Finding";

    private readonly TaskPrevalences _found = new();

    /// <summary>What is common, as Measure-TaskCreation gives it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PrevalenceSet, ValueFromPipeline = true)]
    [Restored(typeof(TaskPrevalence))]
    [ValidateNotNull]
    public TaskPrevalence[] InputObject { get; set; } = [];

    /// <summary>Dossiers, as Get-SuspiciousTaskCreation gives them. They are counted first.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FindingSet, ValueFromPipeline = true)]
    [Restored(typeof(TaskCreation))]
    [ValidateNotNull]
    public TaskCreation[] Finding { get; set; } = [];

    /// <summary>On how many computers a definition must have been seen to be learned.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MinimumHostCount { get; set; } = 1;

    /// <summary>Writes the list anew where there is one.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (!Force && File.Exists(KnownTaskLists.Resolve(this, Path)))
        {
            ThrowTerminatingError(ErrorRecords.KnownTaskListExists(Path));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == FindingSet)
        {
            Array.ForEach(Finding, _found.Add);
            return;
        }

        Array.ForEach(InputObject, Learn);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (TaskPrevalence prevalence in _found.Measure())
        {
            Learn(prevalence);
        }

        base.EndProcessing();
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<KnownTask> Write(IReadOnlyList<KnownTask> entries) => KnownTaskLists.Export(
        this, Path, [.. entries.OrderBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase)], Force);

    private void Learn(TaskPrevalence prevalence)
    {
        LearnedTask learned = LearnedTask.Of(prevalence, MinimumHostCount);
        if (learned.Obstacle is not null)
        {
            WriteError(ErrorRecords.KnownTaskNotLearned(prevalence, learned.Obstacle));
            return;
        }

        foreach (string doubt in learned.Doubts)
        {
            WriteWarning(_Format.Text($"'{prevalence.Identity}': {doubt}"));
        }

        Gather(KnownTaskCandidates.Of(prevalence.Identity, learned.Definitions, Reason, Owner, LastDay));
    }
}
