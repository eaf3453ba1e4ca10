using System.Collections.Generic;

namespace TurlaHunt.Events;

/// <summary>A log of a computer, as its events name both.</summary>
/// <param name="machineName">The computer.</param>
/// <param name="logName">The log.</param>
/// <param name="plan">What is counted.</param>
internal sealed class CensusLog(string machineName, string logName, CensusPlan plan)
{
    public string MachineName { get; } = machineName;

    public string LogName { get; } = logName;

    /// <summary>Whether somebody needs the log.</summary>
    public bool IsNeeded { get; } = plan.IsNeeded(logName);

    /// <summary>The events that are counted by id, with the fields that they need; null where there are none.</summary>
    public IReadOnlyDictionary<int, string[]>? Fields { get; } = plan.FieldsOf(logName);
}
