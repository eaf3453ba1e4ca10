using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Events.Channels;
using TurlaHunt.Evtx;
using TurlaHunt.Hunting.Bookmarks;

namespace TurlaHunt.Visibility;

/// <summary>What a file holds, and what is wrong with it.</summary>
internal sealed class FileTally(string path)
{
    /// <summary>Records are written a little out of order where a computer is busy, or just started.</summary>
    private static readonly long SmallStep = TimeSpan.FromMinutes(5).Ticks;

    private const int MostTold = 64;

    private readonly Dictionary<(string Machine, string Log), LogTally> _logs = new(LogComparer.Instance);
    private readonly Dictionary<CensusLog, LogTally> _known = [];
    private readonly Dictionary<string, LogSequence> _sequences = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<RecordHole> _holes = [];
    private readonly List<ClockStep> _steps = [];
    private readonly List<EvtxDefect> _defects = [];
    private CensusLog? _lastLog;
    private LogTally? _lastTally;
    private bool _hasOtherIds;

    public string Path { get; } = path;

    /// <summary>The live log that it is; null for a file.</summary>
    public ChannelAddress? Channel { get; } = ChannelAddress.TryParse(path, out ChannelAddress? channel) ? channel : null;

    /// <summary>What it lies in: a folder, or a computer.</summary>
    public string Container => Channel is null ? System.IO.Path.GetDirectoryName(Path) ?? "" : $@"\\{Channel.Host}";

    public long Length { get; set; }

    public IReadOnlyCollection<LogTally> Logs => _logs.Values;

    /// <summary>What is damaged: the first places of it.</summary>
    public IReadOnlyList<EvtxDefect> Defects => _defects;

    /// <summary>How many places are damaged.</summary>
    public long DefectCount { get; private set; }

    /// <summary>Why it could not be read, or not to its end.</summary>
    public Exception? Failure { get; set; }

    /// <summary>
    /// Whether it gathers events of several logs or computers, as a collector's does. The numbers of the events skip
    /// then, and prove nothing. A log of its own counts its records by the numbers of its events, also where the computer
    /// got another name.
    /// </summary>
    public bool IsCollected => _hasOtherIds && _logs.Count > 1
        || (Channel?.LogName ?? System.IO.Path.GetFileName(Path)).StartsWith("ForwardedEvents", StringComparison.OrdinalIgnoreCase)
        || (Channel is not null && Logs.Any(log => !string.Equals(log.LogName, Channel.LogName, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether what it holds can be asked for once more.</summary>
    public bool CanBeReadAgain => Failure is null or ChannelException { IsReadOn: true };

    /// <summary>Where records are missing: the first places of it. None in a file that gathers events.</summary>
    public IReadOnlyList<RecordHole> Holes => IsCollected ? [] : _holes;

    /// <summary>Where time goes backwards from one record to the next: the first places of it.</summary>
    public IReadOnlyList<ClockStep> Steps => IsCollected ? [] : _steps;

    public void Add(EvtxDefect defect)
    {
        DefectCount++;
        if (_defects.Count < MostTold)
        {
            _defects.Add(defect);
        }
    }

    /// <summary>Counts the records of a chunk.</summary>
    /// <param name="entries">The records, in order.</param>
    /// <param name="windowStart">The first moment of the window, in ticks.</param>
    /// <param name="windowEnd">The moment from which on nothing is in it, in ticks.</param>
    /// <param name="bookmark">What was looked at in earlier runs is in no window.</param>
    public void Add(CensusEntry[] entries, long windowStart, long windowEnd, HuntBookmark? bookmark)
    {
        foreach (CensusEntry entry in entries)
        {
            // Like a query: what has no time lies in no window, unless this is open at both ends.
            bool isInWindow = entry.Ticks == 0
                ? windowStart == long.MinValue && windowEnd == long.MaxValue
                : entry.Ticks >= windowStart && entry.Ticks < windowEnd;
            isInWindow &= bookmark?.IsOld(Path, entry) != true;
            if (entry.Log != _lastLog)
            {
                _lastLog = entry.Log;
                _lastTally = Find(entry.Log);
            }

            _hasOtherIds |= entry.RecordId != entry.SourceRecordId;
            _lastTally!.Add(entry, isInWindow);
            if (entry.Log.IsNeeded && !entry.IsEdge)
            {
                Follow(entry, _lastTally.Sequence);
            }
        }
    }

    private void Follow(in CensusEntry entry, LogSequence sequence)
    {
        if (sequence.IsBegun)
        {
            if (entry.RecordId > sequence.Id + 1 && _holes.Count < MostTold)
            {
                _holes.Add(new RecordHole(entry.Log.LogName, entry.Log.MachineName, sequence.Id, entry.RecordId, sequence.Ticks, entry.Ticks));
            }

            if (entry.Ticks != 0 && sequence.Ticks - entry.Ticks > SmallStep && _steps.Count < MostTold)
            {
                _steps.Add(new ClockStep(entry.Log.LogName, entry.Log.MachineName, sequence.Ticks, entry.Ticks));
            }
        }

        sequence.GoOn(entry.RecordId, entry.Ticks);
    }

    private LogTally Find(CensusLog log)
    {
        if (_known.TryGetValue(log, out LogTally? tally))
        {
            return tally;
        }

        if (!_logs.TryGetValue((log.MachineName, log.LogName), out tally))
        {
            if (!_sequences.TryGetValue(log.LogName, out LogSequence? sequence))
            {
                _sequences.Add(log.LogName, sequence = new LogSequence());
            }

            tally = new LogTally(this, log.MachineName, log.LogName, sequence);
            _logs.Add((log.MachineName, log.LogName), tally);
        }

        _known.Add(log, tally);
        return tally;
    }
}
