using System.Management.Automation;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Hunting.Tasks;

namespace TurlaHunt.Commands;

/// <summary>Counts scheduled tasks by what they are called: on how many computers, by whom, how often.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "TaskCreation", DefaultParameterSetName = "Path")]
[OutputType(typeof(TaskPrevalence))]
public sealed class MeasureTaskCreationCommand : HuntCommand
{
    private const string FindingSet = "Finding";

    private readonly TaskPrevalences _prevalences = new();

    /// <summary>Dossiers that were found before, as Get-SuspiciousTaskCreation gives them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FindingSet, ValueFromPipeline = true)]
    [Restored(typeof(TaskCreation))]
    [ValidateNotNull]
    public TaskCreation[] Finding { get; set; } = [];

    /// <inheritdoc/>
    protected override Hunt Hunt { get; } = new SuspiciousTaskCreationHunt();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName != FindingSet)
        {
            base.ProcessRecord();
            return;
        }

        foreach (TaskCreation dossier in Finding)
        {
            _prevalences.Add(dossier);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        foreach (TaskPrevalence prevalence in _prevalences.Measure())
        {
            WriteObject(prevalence);
        }
    }

    /// <inheritdoc/>
    protected override void Emit(Finding finding)
    {
        if (finding is TaskCreation dossier)
        {
            _prevalences.Add(dossier);
        }
    }
}
