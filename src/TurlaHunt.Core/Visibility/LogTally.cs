using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Hunting.Bookmarks;

namespace TurlaHunt.Visibility;

/// <summary>The events of one log of one computer in one file, counted.</summary>
internal sealed class LogTally(FileTally file, string machineName, string logName, LogSequence sequence)
{
    private readonly Dictionary<int, IdTally> _ids = [];
    private (long RecordId, long SourceRecordId, long Ticks) _lastInLog = (long.MinValue, 0, 0);
    private (long RecordId, long SourceRecordId, long Ticks) _lastInFile = (0, long.MinValue, 0);

    public FileTally File { get; } = file;

    /// <summary>Where the log stands in the file.</summary>
    public LogSequence Sequence { get; } = sequence;

    public string MachineName { get; } = machineName;

    public string LogName { get; } = logName;

    /// <summary>How many events there are, in the window or not.</summary>
    public long Count { get; private set; }

    /// <summary>How many lie in the window.</summary>
    public long CountInWindow { get; private set; }

    /// <summary>How many have no time.</summary>
    public long Undated { get; private set; }

    /// <summary>The earliest and the latest time of any event, in ticks; 0 where none has a time.</summary>
    public long First { get; private set; }

    public long Last { get; private set; }

    /// <summary>The least and the greatest number of any event.</summary>
    public long FirstId { get; private set; } = long.MaxValue;

    public long LastId { get; private set; } = long.MinValue;

    /// <summary>The event up to which the log was read; null where none was.</summary>
    public LogMark? LastMark => Count == 0 ? null : Mark(File.IsCollected ? _lastInFile : _lastInLog);

    /// <summary>Whether nothing is out of order: no number skipped, no time that goes backwards or is missing.</summary>
    public bool IsInOrder => Undated == 0 && File.Holes.Count == 0 && File.Steps.Count == 0;

    /// <summary>When events lie in the window.</summary>
    public ActivitySpans Active { get; } = new();

    /// <summary>What was counted of an id; null where it was not asked for, or there is none in the window.</summary>
    public IdTally? this[int id] => _ids.TryGetValue(id, out IdTally? tally) ? tally : null;

    /// <summary>The earliest time of any event of several logs, in ticks; 0 where none has a time.</summary>
    public static long FirstOf(IEnumerable<LogTally> logs)
    {
        long first = 0;
        foreach (LogTally log in logs)
        {
            first = first == 0 || (log.First != 0 && log.First < first) ? log.First : first;
        }

        return first;
    }

    /// <summary>The latest time of any event of several logs, in ticks; 0 where none has a time.</summary>
    public static long LastOf(IEnumerable<LogTally> logs)
    {
        long last = 0;
        foreach (LogTally log in logs)
        {
            last = Math.Max(last, log.Last);
        }

        return last;
    }

    /// <summary>Whether events that a query asks for may be among those that were counted by id. Its selectors name logs and ids.</summary>
    public bool MayHold(EventQuery query) =>
        (query.EndTime is not DateTime end || First == 0 || First < end.Ticks)
        && query.Selectors.Any(selector => NamePattern.AnyMatches(selector.LogNames, LogName)
            && (selector.Ids.Count == 0 || selector.Ids.Any(id => this[id] is not null)));

    public void Add(in CensusEntry entry, bool isInWindow)
    {
        Count++;
        FirstId = Math.Min(FirstId, entry.RecordId);
        LastId = Math.Max(LastId, entry.RecordId);
        if (entry.RecordId > _lastInLog.RecordId)
        {
            _lastInLog = (entry.RecordId, entry.SourceRecordId, entry.Ticks);
        }

        if (entry.SourceRecordId > _lastInFile.SourceRecordId)
        {
            _lastInFile = (entry.RecordId, entry.SourceRecordId, entry.Ticks);
        }

        if (entry.Ticks == 0)
        {
            Undated++;
        }
        else
        {
            First = First == 0 ? entry.Ticks : Math.Min(First, entry.Ticks);
            Last = Math.Max(Last, entry.Ticks);
        }

        if (!isInWindow)
        {
            return;
        }

        CountInWindow++;
        if (entry.Ticks != 0)
        {
            Active.Add(entry.Ticks);
        }

        if (entry.IsWatched)
        {
            if (!_ids.TryGetValue(entry.Id, out IdTally? tally))
            {
                _ids.Add(entry.Id, tally = new IdTally());
            }

            tally.Add(entry.Ticks, entry.LacksField);
        }
    }

    private LogMark Mark((long RecordId, long SourceRecordId, long Ticks) last) =>
        new(MachineName, LogName, last.RecordId, last.SourceRecordId, last.Ticks, File.IsCollected);
}
