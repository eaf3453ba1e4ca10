using System;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Hunting.Sweeps;
using TurlaHunt.KnownGood;

namespace TurlaHunt.Commands;

/// <summary>Runs all hunts over logs in one pass, and gives one result with its verdict for each computer.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "TurlaHunt", DefaultParameterSetName = "Path")]
[OutputType(typeof(HuntResult))]
public sealed class InvokeTurlaHuntCommand : SweepCommand
{
    /// <summary>
    /// Lists of known tasks. A task that one of them vouches for becomes Informational; one that only has the name of such a
    /// task, High. A list that is missing or broken ends the command.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] KnownTask { get; set; } = [];

    /// <summary>
    /// From which severity on a finding makes the verdict Found. Weaker ones are among the results all the same: every
    /// installed program registers tasks.
    /// </summary>
    [Parameter]
    public Severity MinimumSeverity { get; set; } = Severity.Medium;

    /// <summary>How long after one another the steps of a chain may be; 60 minutes where it is not given.</summary>
    [Parameter]
    public TimeSpan ChainWindow { get; set; } = TimeSpan.FromMinutes(60);

    /// <inheritdoc/>
    protected override KnownTaskList? ReadKnown() =>
        KnownTask.Length == 0 ? null : new KnownTaskList(KnownTask.SelectMany(path => KnownTaskLists.Read(this, path)));

    /// <inheritdoc/>
    private protected override SweepOptions MakeOptions(DateTime? start, DateTime? end, string[] expected) => new()
    {
        StartTime = start,
        EndTime = end,
        ExpectedComputers = expected,
        MinimumSeverity = MinimumSeverity,
        ChainWindow = ChainWindow,
    };

    /// <inheritdoc/>
    protected override void Emit(HuntResult result) => WriteObject(result);
}
