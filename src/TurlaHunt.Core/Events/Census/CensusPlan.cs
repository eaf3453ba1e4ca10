using System;
using System.Collections.Generic;

namespace TurlaHunt.Events;

/// <summary>Which logs a census is about, and the fields that events in them need to have.</summary>
internal sealed class CensusPlan
{
    private readonly Dictionary<string, Dictionary<int, string[]>> _logs = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _needed = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Enters a log.</summary>
    public void Need(string logName)
    {
        _needed.Add(logName);
        Find(logName);
    }

    /// <summary>Enters events of a log that are counted by id.</summary>
    public void Need(string logName, IEnumerable<int> ids)
    {
        Need(logName);
        Count(logName, ids);
    }

    /// <summary>Enters events that are counted by id, in a log that may be missing or damaged for all that.</summary>
    public void Count(string logName, IEnumerable<int> ids)
    {
        Dictionary<int, string[]> log = Find(logName);
        foreach (int id in ids)
        {
            if (!log.ContainsKey(id))
            {
                log.Add(id, []);
            }
        }
    }

    /// <summary>Enters fields without which an event of a log tells nothing.</summary>
    public void Need(string logName, int id, IReadOnlyList<string> fields)
    {
        Need(logName);
        Find(logName)[id] = [.. fields];
    }

    /// <summary>Whether somebody needs a log.</summary>
    public bool IsNeeded(string logName) => _needed.Contains(logName);

    /// <summary>The events of a log that are counted by id, each with the fields that it needs; null where there are none.</summary>
    public IReadOnlyDictionary<int, string[]>? FieldsOf(string logName) =>
        _logs.TryGetValue(logName, out Dictionary<int, string[]>? fields) ? fields : null;

    private Dictionary<int, string[]> Find(string logName)
    {
        if (!_logs.TryGetValue(logName, out Dictionary<int, string[]>? fields))
        {
            _logs.Add(logName, fields = []);
        }

        return fields;
    }
}
