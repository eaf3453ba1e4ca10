using System.Collections.Generic;
using System.Management.Automation;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Hunting.Sweeps;

namespace TurlaHunt.Commands;

/// <summary>Runs all hunts over logs in one pass, and gives one result with its verdict for each computer.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "TurlaHunt", DefaultParameterSetName = "Path")]
[OutputType(typeof(HuntResult))]
public sealed class InvokeTurlaHuntCommand : EventWindowCommand
{
    private HuntSweep? _sweep;

    private HuntSweep Sweep => _sweep ??= new HuntSweep(
        HuntCatalog.All(), new SweepOptions { StartTime = StartTime?.UtcDateTime, EndTime = EndTime?.UtcDateTime }, this);

    /// <inheritdoc/>
    protected override void ProcessFiles(IReadOnlyList<string> files) => Sweep.Read(files, StopToken);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        BeginAgain();
        foreach (HuntResult result in Sweep.Complete(StopToken))
        {
            WriteObject(result);
        }

        base.EndProcessing();
    }
}
