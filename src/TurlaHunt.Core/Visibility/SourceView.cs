using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Hunting;

namespace TurlaHunt.Visibility;

/// <summary>What one computer's logs have of one source of a hunt.</summary>
internal sealed class SourceView
{
    private readonly LogTally[] _logs;

    public SourceView(HuntSource source, ComputerLogs computer)
    {
        Source = source;
        _logs = computer[source.LogName];
        IsThere = _logs.Length > 0;
        bool isCollected = false;
        foreach (LogTally log in _logs)
        {
            CountInWindow += log.CountInWindow;
            LogActive.Add(log.Active);
            isCollected |= log.File.IsCollected;
        }

        First = LogTally.FirstOf(_logs);
        Last = LogTally.LastOf(_logs);
        Events = CountOf(source.Ids);
        IsProven = CountInWindow > 0 && (source.Proof.Count == 0 || CountOf(source.Proof) > 0);

        // What a collector did not pick is not there either, so that nothing follows from its absence.
        ShowsAll = source.ShowsAll || (source.ShowsAllWhereNone && Events == 0 && !isCollected);
    }

    public HuntSource Source { get; }

    /// <summary>Whether any event of the log is there, in the window or not.</summary>
    public bool IsThere { get; }

    /// <summary>How many events of the log lie in the window.</summary>
    public long CountInWindow { get; }

    /// <summary>How many of these are the ones that the hunt looks at.</summary>
    public long Events { get; }

    /// <summary>Whether something shows that Windows records the events.</summary>
    public bool IsProven { get; }

    /// <summary>Whether the events, or that there are none, show all that the hunt needs.</summary>
    public bool ShowsAll { get; }

    /// <summary>When the log was alive.</summary>
    public ActivitySpans LogActive { get; } = new();

    /// <summary>When something showed that the events are recorded.</summary>
    public ActivitySpans ProofActive => ActiveOf(Source.Proof);

    /// <summary>The times of the log's first and last event, in the window or not, in ticks; 0 where there is none.</summary>
    public long First { get; }

    public long Last { get; }

    /// <summary>Events of an id whose layout lacks a field that the hunt needs, and how many there are of it.</summary>
    public IEnumerable<(int Id, string[] Fields, long Lacking, long Count)> Lacking => Source.Fields
        .Select(fields => (
            Id: fields.Key,
            Fields: fields.Value,
            Lacking: Tallies([fields.Key]).Sum(tally => tally.Lacking),
            Count: CountOf([fields.Key])))
        .Where(item => item.Lacking > 0);

    /// <summary>When events of some ids lie in the window.</summary>
    public ActivitySpans ActiveOf(IReadOnlyList<int> ids)
    {
        ActivitySpans active = new();
        foreach (IdTally tally in Tallies(ids))
        {
            active.Add(tally.Active);
        }

        return active;
    }

    public long CountOf(IReadOnlyList<int> ids) => _logs.Length == 0 ? 0 : Tallies(ids).Sum(tally => tally.Count);

    private IEnumerable<IdTally> Tallies(IReadOnlyList<int> ids)
    {
        foreach (LogTally log in _logs)
        {
            foreach (int id in ids)
            {
                if (log[id] is IdTally tally)
                {
                    yield return tally;
                }
            }
        }
    }
}
