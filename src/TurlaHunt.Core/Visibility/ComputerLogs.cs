using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Visibility;

/// <summary>All that was read of one computer, from whatever files.</summary>
/// <param name="MachineName">The computer.</param>
/// <param name="Logs">Its logs in each file.</param>
/// <param name="Facts">What its events tell of its logs.</param>
/// <param name="BadFiles">Damaged or unreadable files in which events of it may be missing.</param>
internal sealed record ComputerLogs(
    string MachineName, IReadOnlyList<LogTally> Logs, IReadOnlyCollection<LogFact> Facts, IReadOnlyList<FileTally> BadFiles)
{
    private readonly Dictionary<string, LogTally[]> _byName =
        Logs.GroupBy(log => log.LogName, StringComparer.OrdinalIgnoreCase).ToDictionary(log => log.Key, log => log.ToArray(), StringComparer.OrdinalIgnoreCase);

    /// <summary>A log of it, in each file that holds some.</summary>
    public LogTally[] this[string logName] => _byName.TryGetValue(logName, out LogTally[]? logs) ? logs : [];
}
