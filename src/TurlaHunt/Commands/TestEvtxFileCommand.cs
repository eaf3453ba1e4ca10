using System.Management.Automation;
using TurlaHunt.Events;

namespace TurlaHunt.Commands;

/// <summary>Tells of event log files whether they are whole: checksums, continuity, damage, what can be recovered.</summary>
[Cmdlet(VerbsDiagnostic.Test, "EvtxFile", DefaultParameterSetName = "Path")]
[OutputType(typeof(EvtxFileReport))]
public sealed class TestEvtxFileCommand : EventFileCommand
{
    private readonly EvtxFileCheck _check;

    /// <summary>Makes the cmdlet.</summary>
    public TestEvtxFileCommand() => _check = new EvtxFileCheck(this);

    /// <inheritdoc/>
    protected override void ProcessFile(string path)
    {
        if (_check.Check(path, StopToken) is EvtxFileReport report)
        {
            WriteObject(report);
        }
    }
}
