using System.Collections.Generic;
using TurlaHunt.Events;

namespace TurlaHunt.Hunting;

/// <summary>
/// The records that a run made findings of, so that a log and its copy, or a log and what a collector has of it, give each once. Memory
/// grows with the findings, some forty bytes each.
/// </summary>
internal sealed class SeenRecords
{
    private readonly Dictionary<(string Machine, string Log), HashSet<(long RecordId, long Ticks, int Id)>> _records = new(LogComparer.Instance);

    /// <summary>Notes a record.</summary>
    /// <returns>False where it was there.</returns>
    public bool Add(EventRecord record)
    {
        (string, string) log = (record.MachineName ?? "", record.LogName ?? "");
        if (!_records.TryGetValue(log, out HashSet<(long, long, int)>? seen))
        {
            _records.Add(log, seen = []);
        }

        // A log that was cleared begins to count anew: the number alone does not tell two records apart.
        return seen.Add((record.RecordId, record.TimeCreated?.Ticks ?? 0, record.Id));
    }
}
