using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Hunting.Bookmarks;

namespace TurlaHunt.Visibility;

/// <summary>What was read, counted: by file, computer and log. All that visibility is judged by.</summary>
internal sealed class LogCensus(HuntWindow window, HuntBookmark? bookmark = null)
{
    private readonly Dictionary<string, FileTally> _files = new(StringComparer.Ordinal);
    private readonly List<FileTally> _order = [];
    private readonly Dictionary<string, LogFacts> _facts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The files, in the order in which they were read.</summary>
    public IReadOnlyList<FileTally> Files => _order;

    /// <summary>The file of a path.</summary>
    public FileTally FileOf(string path)
    {
        if (!_files.TryGetValue(path, out FileTally? file))
        {
            file = new FileTally(path);
            _files.Add(path, file);
            _order.Add(file);
        }

        return file;
    }

    /// <summary>Counts the records of a chunk.</summary>
    public void Add(string path, CensusEntry[] entries) => FileOf(path).Add(entries, window.FirstTicks, window.EndTicks, bookmark);

    /// <summary>Takes an event that may tell of logs.</summary>
    public void Add(EventRecord record)
    {
        string machine = record.MachineName ?? "";
        if (!_facts.TryGetValue(machine, out LogFacts? facts))
        {
            _facts.Add(machine, facts = new LogFacts());
        }

        facts.Add(record);
    }

    /// <summary>Each computer with what was read of it, by name.</summary>
    public IReadOnlyList<ComputerLogs> ToComputers()
    {
        ILookup<string, LogTally> logs = _order.SelectMany(file => file.Logs)
            .ToLookup(log => log.MachineName, StringComparer.OrdinalIgnoreCase);
        FileTally[] bad = [.. _order.Where(file => file.DefectCount > 0 || file.Failure is not null)];
        Dictionary<string, HashSet<string>> folders = [];
        Dictionary<string, HashSet<string>> gathered = [];
        foreach (LogTally log in logs.SelectMany(computer => computer))
        {
            // What a collector gathers from others does not tell whose its own logs are.
            Dictionary<string, HashSet<string>> containers = log.File is { Channel: not null, IsCollected: true } ? gathered : folders;
            if (!containers.TryGetValue(log.File.Container, out HashSet<string>? computers))
            {
                containers.Add(log.File.Container, computers = new HashSet<string>(StringComparer.OrdinalIgnoreCase));
            }

            computers.Add(log.MachineName);
        }

        return
        [
            .. logs.OrderBy(computer => computer.Key, StringComparer.OrdinalIgnoreCase).Select(computer => new ComputerLogs(
                computer.Key,
                [.. computer],
                _facts.TryGetValue(computer.Key, out LogFacts? facts) ? facts.All : [],
                [.. bad.Where(file => MayHold(file, computer.Key))])),
        ];

        // A file of which nothing could be read may be of anybody: of those whose other logs lie beside it, if there are any. A
        // live log is of nobody else.
        bool MayHold(FileTally file, string machineName) =>
            file.Logs.Count > 0
                ? file.Logs.Any(log => string.Equals(log.MachineName, machineName, StringComparison.OrdinalIgnoreCase))
                : folders.TryGetValue(file.Container, out HashSet<string>? computers) || gathered.TryGetValue(file.Container, out computers)
                    ? computers.Contains(machineName)
                    : file.Channel is null;
    }
}
