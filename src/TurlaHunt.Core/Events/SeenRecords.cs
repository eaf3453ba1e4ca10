using System.Collections.Generic;

namespace TurlaHunt.Events;

/// <summary>
/// Records that were dealt with, so that a log and its copy, or a log and what a collector has of it, give each once. Memory grows with
/// the records, some forty bytes each, up to a bound where there is one: then half of them, the oldest, are forgotten.
/// </summary>
/// <param name="most">How many are known at least, when some are forgotten; twice as many are known at most.</param>
internal sealed class SeenRecords(int most = int.MaxValue)
{
    /// <summary>A bound for readings that do not end.</summary>
    public const int Recent = 1 << 16;

    private Dictionary<(string Machine, string Log), HashSet<(long RecordId, long Ticks, int Id)>> _newer = new(LogComparer.Instance);
    private Dictionary<(string Machine, string Log), HashSet<(long RecordId, long Ticks, int Id)>> _older = new(LogComparer.Instance);
    private int _count;

    /// <summary>Notes a record.</summary>
    /// <returns>False where it was there.</returns>
    public bool Add(EventRecord record)
    {
        (string, string) log = (record.MachineName ?? "", record.LogName ?? "");

        // A log that was cleared begins to count anew: the number alone does not tell two records apart.
        (long, long, int) key = (record.RecordId, record.TimeCreated?.Ticks ?? 0, record.Id);
        if (_older.TryGetValue(log, out HashSet<(long, long, int)>? known) && known.Contains(key))
        {
            return false;
        }

        if (!_newer.TryGetValue(log, out HashSet<(long, long, int)>? seen))
        {
            _newer.Add(log, seen = []);
        }

        if (!seen.Add(key))
        {
            return false;
        }

        if (++_count >= most)
        {
            (_older, _newer) = (_newer, _older);
            _newer.Clear();
            _count = 0;
        }

        return true;
    }
}
