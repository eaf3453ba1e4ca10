using System.Collections.Generic;
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
    protected override void ProcessFiles(IReadOnlyList<string> files)
    {
        foreach (string file in files)
        {
            if (_check.Check(file, StopToken) is EvtxFileReport report)
            {
                WriteObject(report);
            }
        }
    }
}
