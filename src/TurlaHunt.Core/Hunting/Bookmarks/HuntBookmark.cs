using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Visibility;
using static TurlaHunt.Visibility.VisibilityText;

namespace TurlaHunt.Hunting.Bookmarks;

/// <summary>
/// How far earlier runs came in each log of each computer, and what of the logs that are there is new since.
/// </summary>
/// <remarks>
/// A log that was cleared, wrapped or made anew is known by this: the event that was looked at last is not in it any more, with
/// its number and its time. Only where that very event is found, what comes before it is old: in its file by number, in
/// archives of the same log by number and time. In doubt events are looked at twice rather than never.
/// </remarks>
internal sealed class HuntBookmark(IReadOnlyList<LogMark> marks)
{
    private readonly Dictionary<string, LogMark> _marks =
        marks.ToDictionary(mark => KeyOf(mark.MachineName, mark.LogName), StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _found = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _foundIn = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The mark of a log; null where it was never hunted.</summary>
    public LogMark? this[string machineName, string logName] =>
        _marks.TryGetValue(KeyOf(machineName, logName), out LogMark? mark) ? mark : null;

    /// <summary>Looks through the records of a chunk for those that were looked at last.</summary>
    public void Seek(string path, CensusEntry[] entries)
    {
        foreach (CensusEntry entry in entries)
        {
            if (entry.Log.IsNeeded
                && this[entry.Log.MachineName, entry.Log.LogName] is LogMark mark
                && mark.RecordId == entry.RecordId
                && mark.Ticks == entry.Ticks
                && (!mark.IsCollected || mark.SourceRecordId == entry.SourceRecordId))
            {
                string key = KeyOf(mark.MachineName, mark.LogName);
                _found.Add(key);
                _foundIn.Add($"{key}\n{path}");
            }
        }
    }

    /// <summary>Whether the event that was looked at last in a log is still there.</summary>
    public bool IsFound(string machineName, string logName) => _found.Contains(KeyOf(machineName, logName));

    /// <summary>Whether a record was looked at before.</summary>
    public bool IsOld(string path, in CensusEntry entry) => entry.Log.IsNeeded
        && IsOld(path, entry.Log.MachineName, entry.Log.LogName, entry.RecordId, entry.SourceRecordId, entry.Ticks);

    /// <summary>Whether an event was looked at before.</summary>
    public bool IsOld(EventRecord record) => IsOld(
        record.Source ?? "", record.MachineName ?? "", record.LogName ?? "", record.RecordId, record.SourceRecordId, record.TimeCreated?.Ticks ?? 0);

    /// <summary>Why events between the last run and this one could not be hunted, for the logs that a hunt needs.</summary>
    public IEnumerable<VisibilityReason> Missed(ComputerLogs computer, IEnumerable<string> logs)
    {
        foreach (string log in logs)
        {
            LogTally[] tallies = computer[log];
            if (tallies.Length == 0 || this[computer.MachineName, log] is not LogMark mark || IsFound(computer.MachineName, log))
            {
                continue;
            }

            long first = tallies.Min(tally => tally.FirstId);
            DateTime? begins = ToTime(LogTally.FirstOf(tallies));
            long? missing = !mark.IsCollected && first > mark.RecordId ? first - mark.RecordId - 1 : null;
            if (missing != 0)
            {
                yield return new VisibilityReason
                {
                    Cause = VisibilityCause.IntervalMissed,
                    Level = VisibilityLevel.Partial,
                    Detail = missing is long count
                        ? $"{Count(count, "record", "records")} of {log} behind the last one that was hunted, of {Time(mark.Ticks)}, are gone: the log was wrapped or cleared."
                        : $"{log} does not hold the last record that was hunted, of {Time(mark.Ticks)}: it was cleared, made anew or exported in part.",
                    Advice = "Hunt more often, or enlarge the log.",
                    LogName = log,
                    Count = missing,
                    StartTime = ToTime(mark.Ticks),
                    EndTime = begins > ToTime(mark.Ticks) ? begins : null,
                };
            }
        }
    }

    /// <summary>The marks after a run: where a log was read its newest event, else what was there before.</summary>
    public IReadOnlyList<LogMark> Advance(IEnumerable<FileTally> files)
    {
        Dictionary<string, LogMark> next = new(_marks, StringComparer.OrdinalIgnoreCase);
        foreach (IGrouping<string, LogTally> log in files.SelectMany(file => file.Logs).Where(tally => tally.LastMark is not null)
            .GroupBy(tally => KeyOf(tally.MachineName, tally.LogName), StringComparer.OrdinalIgnoreCase))
        {
            // Of several files that with the newest events is where the log goes on.
            LogMark newest = log.OrderByDescending(tally => tally.Last).ThenByDescending(tally => tally.LastId).First().LastMark!;
            if (!_marks.TryGetValue(log.Key, out LogMark? old) || !_found.Contains(log.Key) || newest.IsCollected != old.IsCollected
                || (newest.IsCollected ? newest.SourceRecordId > old.SourceRecordId : newest.RecordId > old.RecordId))
            {
                next[log.Key] = newest;
            }
        }

        return [.. next.Values];
    }

    private bool IsOld(string path, string machineName, string logName, long recordId, long sourceRecordId, long ticks)
    {
        if (this[machineName, logName] is not LogMark mark)
        {
            return false;
        }

        string key = KeyOf(machineName, logName);
        return mark.IsCollected
            ? _foundIn.Contains($"{key}\n{path}") && sourceRecordId <= mark.SourceRecordId
            : recordId <= mark.RecordId && (_foundIn.Contains($"{key}\n{path}") || (_found.Contains(key) && ticks != 0 && ticks <= mark.Ticks));
    }

    private static string KeyOf(string machineName, string logName) => $"{machineName}\n{logName}";
}
