using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Hunting.CommandLines;
using TurlaHunt.Hunting.Processes;
using TurlaHunt.Visibility;

namespace TurlaHunt.Hunting.Hunts;

/// <summary>
/// Command lines that connect to shares with net use, or that reach for a path on an address: how Topinambour fetched its
/// next stage from shares on rented servers, whose addresses look like private ones.
/// </summary>
public sealed class NetUseProcessHunt : Hunt
{
    private const int SysmonProcess = 1;

    /// <inheritdoc/>
    public override string Id => "TH-0002";

    /// <inheritdoc/>
    public override string Title => "net use, or a path on an address, in a command line";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Techniques { get; } = ["T1021.002", "T1105"];

    /// <inheritdoc/>
    public override EventQuery Query { get; } = new([HuntedLogs.Security([4688]), HuntedLogs.Sysmon([SysmonProcess])]);

    /// <inheritdoc/>
    public override IReadOnlyList<HuntNeed> Needs { get; } =
    [
        new HuntNeed(
            "command lines of new processes",
            new HuntSource(HuntedLogs.SecurityLog, 4688)
            {
                ShowsAll = true,
                Proof = [4688],
                IsConstant = true,
                Fields = [new(4688, ["CommandLine"])],
                Subcategory = AuditSubcategory.ProcessCreation,
                Advice = "Audit the success of Process Creation, and set ProcessCreationIncludeCmdLine_Enabled.",
            },

            // Its configuration decides which processes it tells of, and the log does not tell the configuration.
            new HuntSource(HuntedLogs.SysmonLog, SysmonProcess)
            {
                Proof = [SysmonProcess],
                Fields = [new(SysmonProcess, ["CommandLine"])],
                Advice = "Let Sysmon log the creation of processes.",
            }),
    ];

    /// <inheritdoc/>
    public override HuntRun Start() => new Run(this);

    /// <inheritdoc/>
    public override HuntWatch Watch() => new NetUseWatch(this);

    /// <summary>What is worth a finding in a new process, or null.</summary>
    internal static ProcessSighting? Look(EventRecord record, LineGaps gaps)
    {
        string? text = record.Data.Find("CommandLine");
        if (record.Id != SysmonProcess)
        {
            gaps.Count(record, text);
        }

        if (text is null || !LineScreen.MayMatter(text))
        {
            return null;
        }

        ProcessDetails process = ProcessDetails.Of(record);
        CommandLineFlavor flavor = record.Id == SysmonProcess ? CommandLineFlavor.Sysmon : CommandLineFlavor.Verbatim;
        CommandLine line = CommandLine.Read(text, flavor, ProgramNames.OfProcess(process.OriginalName, process.Name));
        return line.Verdict == LineVerdict.None ? null : new ProcessSighting(record, process, line);
    }

    /// <summary>The finding that a chain is, by the line that tells most.</summary>
    internal NetUse ToFinding(IReadOnlyList<ProcessSighting> chain)
    {
        LineVerdict verdict = chain.Max(item => item.Line.Verdict);
        ProcessSighting first = chain.First(item => item.Line.Verdict == verdict);
        return new NetUse(this, [first, .. chain.Where(item => item != first)], SeverityOf(verdict));
    }

    private static Severity SeverityOf(LineVerdict verdict) => verdict switch
    {
        LineVerdict.PublicShare => Severity.High,
        LineVerdict.PrivateShare => Severity.Medium,
        LineVerdict.AddressPath => Severity.Medium,
        _ => Severity.Low,
    };

    private sealed class Run(NetUseProcessHunt hunt) : HuntRun
    {
        private readonly List<ProcessSighting> _sightings = [];
        private readonly LineGaps _gaps = new();

        public override IReadOnlyList<EvaluationGap> Gaps => _gaps.ToArray();

        public override IEnumerable<Finding> Examine(EventRecord record)
        {
            if (Look(record, _gaps) is ProcessSighting sighting)
            {
                _sightings.Add(sighting);
            }

            return [];
        }

        public override IEnumerable<Finding> Complete() => ProcessChains.Join(_sightings).Select(hunt.ToFinding);
    }
}
