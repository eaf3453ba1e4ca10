using System.Collections.Generic;

namespace TurlaHunt.Events;

/// <summary>A log of a computer, as its events name both.</summary>
/// <param name="machineName">The computer.</param>
/// <param name="logName">The log.</param>
/// <param name="fields">The events that are counted by id, with the fields that they need; null where it is of no interest.</param>
internal sealed class CensusLog(string machineName, string logName, IReadOnlyDictionary<int, string[]>? fields)
{
    public string MachineName { get; } = machineName;

    public string LogName { get; } = logName;

    /// <summary>Whether somebody needs the log.</summary>
    public bool IsNeeded => Fields is not null;

    public IReadOnlyDictionary<int, string[]>? Fields { get; } = fields;
}
