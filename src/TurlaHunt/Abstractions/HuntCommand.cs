using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Events;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Sweeps;

namespace TurlaHunt.Commands;

/// <summary>A cmdlet that runs one hunt. A leaf only names its hunt.</summary>
public abstract class HuntCommand : EventSourceCommand
{
    private const string InputObjectSet = "InputObject";

    private readonly List<string> _files = [];
    private readonly List<EvaluationGap> _gaps = [];
    private HuntReader? _reader;
    private HuntRun? _run;
    private EventQuery? _wanted;
    private EventQuery? _context;

    /// <summary>
    /// Events that were read before, as Get-HuntEvent gives them, or Get-WinEvent. Those that the hunt does not look at are passed
    /// over.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = InputObjectSet, ValueFromPipeline = true)]
    [Restored(typeof(EventRecord))]
    [WindowsEvent]
    [ValidateNotNull]
    public EventRecord[] InputObject { get; set; } = [];

    /// <summary>The hunt.</summary>
    protected abstract Hunt Hunt { get; }

    /// <inheritdoc/>
    private protected override IReadOnlyList<string> NeededLogs => Hunt.LogNames;

    /// <inheritdoc/>
    protected override EventQuery Query => Hunt.Query;

    private HuntRun Run => _run ??= Hunt.Start();

    private HuntReader Reader => _reader ??= new HuntReader(Hunt, StartTime?.UtcDateTime, EndTime?.UtcDateTime, this);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName != InputObjectSet)
        {
            base.ProcessRecord();
            return;
        }

        _wanted ??= InWindow(Query);
        _context ??= Hunt.Context is EventQuery context ? InWindow(context) : null;
        foreach (EventRecord record in InputObject)
        {
            if (_wanted.Matches(record))
            {
                ProcessEvent(record);
            }

            if (_context?.Matches(record) == true)
            {
                Run.AddContext(record);
            }
        }
    }

    /// <inheritdoc/>
    protected override void ProcessFiles(IReadOnlyList<string> files)
    {
        if (Hunt.IsByComputer && !IncludeRecovered && !IsWaiting)
        {
            // Nothing comes before the end anyway; then it is known which of them belong together.
            _files.AddRange(files);
            return;
        }

        base.ProcessFiles(files);
    }

    /// <inheritdoc/>
    protected override void Read(IReadOnlyList<string> files, EventQuery query) => Process(Reader.Read(files, StopToken));

    /// <inheritdoc/>
    protected override void ProcessEvent(EventRecord record) => Write(Run.Examine(record));

    /// <inheritdoc/>
    private protected override void ProcessFollowed(IEnumerable<EventRecord?> records) =>
        Write(new HuntFollowing(Hunt, Pace, ReadContext, gap => Tell([gap])).Find(records));

    // Also from before the window: the shell that registers a task may have been there for long.
    private void ReadContext(EventQuery context, IReadOnlyCollection<string> sources, Action<EventRecord> take) => ReadBeside(context, sources, take);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string[] files = [.. _files.Distinct(StringComparer.Ordinal)];
        if (files.Length > 1 && _run is null)
        {
            Track(() => HuntByComputer(files));
        }
        else if (files.Length > 0)
        {
            Track(() => base.ProcessFiles(files));
        }

        if (_run?.WantContext() is EventQuery context)
        {
            ReadAgain(InWindow(context), _run.AddContext);
        }

        base.EndProcessing();
        if (_run is not null)
        {
            Write(_run.Complete());
            _gaps.AddRange(_run.Gaps);
        }

        if (_reader is null)
        {
            Tell(_gaps);
        }
        else
        {
            TellUnseen(_reader);
        }
    }

    /// <summary>Does with a finding what the cmdlet is for.</summary>
    protected virtual void Emit(Finding finding) => WriteObject(finding);

    // Files that tell of the same computers are read together, and what is known of these is let go afterwards. What comes of a
    // group waits for computers that stand before it by name, so that the order does not depend on the cut of the files.
    private void HuntByComputer(IReadOnlyList<string> files)
    {
        ExpectAgain(files);
        ComputerGroups groups = Reader.Survey(files, StopToken);
        Dictionary<string, List<Finding>> waiting = new(StringComparer.OrdinalIgnoreCase);
        foreach (string computer in groups.Computers)
        {
            if (!waiting.TryGetValue(computer, out List<Finding>? findings))
            {
                (IReadOnlyList<string> group, IReadOnlyCollection<string> computers) = groups.GroupOf(computer);
                ILookup<string, Finding> found = HuntIn(group).ToLookup(finding => finding.MachineName ?? "", StringComparer.OrdinalIgnoreCase);
                foreach (string member in computers)
                {
                    waiting.Add(member, [.. found[member]]);
                }

                findings = waiting[computer];
            }

            waiting[computer] = [];
            Write(findings);
        }
    }

    private List<Finding> HuntIn(IReadOnlyList<string> files)
    {
        HuntRun run = Hunt.Start();
        List<Finding> found = [];
        ReadAgain(files, InWindow(Query), record => found.AddRange(run.Examine(record)));
        if (run.WantContext() is EventQuery context)
        {
            ReadAgain(files, InWindow(context), run.AddContext);
        }

        found.AddRange(run.Complete());
        _gaps.AddRange(run.Gaps);
        return found;
    }

    // Nothing found means nothing where nothing could be seen. Errors said what could not be read.
    private void TellUnseen(HuntReader reader)
    {
        IReadOnlyList<HuntVisibility> visibility = reader.Judge(_gaps);
        if (visibility.Count == 0 && !reader.HasReadAll)
        {
            return;
        }

        foreach (HuntVisibility computer in visibility.Where(computer => computer.Level != VisibilityLevel.Full))
        {
            WriteVerbose(_Format.Text(UnseenText.Tell(computer)));
        }

        foreach (string text in UnseenText.Of(Hunt, visibility))
        {
            WriteWarning(_Format.Text(text));
        }
    }

    private void Tell(IEnumerable<EvaluationGap> gaps)
    {
        foreach (EvaluationGap gap in gaps)
        {
            // Names of computers are log content too.
            WriteWarning(_Format.Text(gap.ToString()));
        }
    }

    private void Write(IEnumerable<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            Emit(finding);
        }
    }
}
