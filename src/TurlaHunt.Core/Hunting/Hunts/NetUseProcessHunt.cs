using System.Collections.Generic;
using TurlaHunt.Events;
using TurlaHunt.Hunting.CommandLines;

namespace TurlaHunt.Hunting.Hunts;

/// <summary>
/// Command lines that connect to shares with net use, or that reach for a path on an address: how Topinambour fetched its
/// next stage from shares on rented servers, whose addresses look like private ones.
/// </summary>
public sealed class NetUseProcessHunt : Hunt
{
    /// <inheritdoc/>
    public override string Id => "TH-0002";

    /// <inheritdoc/>
    public override string Title => "net use, or a path on an address, in a command line";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Techniques { get; } = ["T1021.002", "T1105"];

    /// <inheritdoc/>
    public override EventQuery Query { get; } = new(
    [
        new EventSelector
        {
            LogNames = [new NamePattern("Security")],
            ProviderNames = [new NamePattern("Microsoft-Windows-Security-Auditing")],
            Ids = [4688],
        },
        new EventSelector
        {
            LogNames = [new NamePattern("Microsoft-Windows-Sysmon/Operational")],
            ProviderNames = [new NamePattern("Microsoft-Windows-Sysmon")],
            Ids = [1],
        },
    ]);

    /// <inheritdoc/>
    public override HuntRun Start() => new Run(this);

    private sealed class Run(NetUseProcessHunt hunt) : HuntRun
    {
        public override IEnumerable<Finding> Examine(EventRecord record)
        {
            ProcessDetails process = ProcessDetails.Of(record);
            if (string.IsNullOrEmpty(process.CommandLine))
            {
                yield break;
            }

            CommandLineFlavor flavor = record.Id == 1 ? CommandLineFlavor.Sysmon : CommandLineFlavor.Verbatim;
            CommandLine line = CommandLine.Read(process.CommandLine, flavor);
            if (line.Verdict != LineVerdict.None)
            {
                yield return new NetUse(hunt, record, process, line, SeverityOf(line.Verdict), line.Reasons);
            }
        }

        private static Severity SeverityOf(LineVerdict verdict) => verdict switch
        {
            LineVerdict.PublicShare => Severity.High,
            LineVerdict.PrivateShare => Severity.Medium,
            LineVerdict.AddressPath => Severity.Medium,
            _ => Severity.Low,
        };
    }
}
