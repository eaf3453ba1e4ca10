using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using TurlaHunt.Events;
using TurlaHunt.Events.Channels;
using TurlaHunt.Hunting.Bookmarks;
using TurlaHunt.Visibility;

namespace TurlaHunt.Hunting.Sweeps;

/// <summary>
/// Several hunts over the same logs, which are read once: each event that any hunt wants goes to those that want it, and all
/// others are counted, for what could not be seen. Gives one result for each computer.
/// </summary>
public sealed class HuntSweep
{
    private readonly IReadOnlyList<SweepRun> _runs;
    private readonly SweepOptions _options;
    private readonly HuntWindow _window;
    private readonly CountingReader _reader;
    private readonly EvtxRecovery _recovery;
    private readonly List<ChannelHost> _hosts = [];
    private ChannelSource? _channels;
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>Makes a sweep.</summary>
    /// <param name="hunts">The hunts.</param>
    /// <param name="options">What it goes by.</param>
    /// <param name="listener">Hears of what is damaged or cannot be read.</param>
    /// <param name="degree">How many threads read; the number of processors where it is not given.</param>
    public HuntSweep(IReadOnlyList<Hunt> hunts, SweepOptions options, IReadListener listener, int? degree = null)
    {
        _runs = [.. hunts.Select(hunt => new SweepRun(hunt))];
        _options = options;
        _window = new HuntWindow(options.StartTime, options.EndTime);
        _reader = new CountingReader(hunts, _window, options.Bookmark, listener, degree);

        // What cannot be recovered is no damage to what the log holds.
        _recovery = new EvtxRecovery(listener);
    }

    /// <summary>How far the logs were read, with what earlier runs left. Asked for when the results were handed over.</summary>
    internal IReadOnlyList<LogMark> Marks => (_options.Bookmark ?? new HuntBookmark([])).Advance(Census.Files);

    /// <summary>Whether a hunt failed, so that what it was to look at has to be looked at again.</summary>
    internal bool HasFailed => _runs.Any(run => run.Failure is not null);

    /// <summary>The settings of computers that are known beside their logs. Whoever has some adds them before the results are asked for.</summary>
    internal SettingsBook Settings { get; } = new();

    private LogCensus Census => _reader.Census;

    /// <summary>Reads files, and hunts in them. May be called again with more, but not where there is a bookmark.</summary>
    public void Read(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        if (_options.Bookmark is HuntBookmark bookmark)
        {
            Seek(bookmark, paths, _reader.Plan, cancellation);
        }

        Examine(_reader.Read(paths, cancellation));
        if (_options.IncludesRecovered)
        {
            Examine(Recover(paths, Window(new EventQuery([.. _runs.SelectMany(run => run.Hunt.Query.Selectors)])), cancellation));
        }
    }

    /// <summary>The live logs that the hunts need to see.</summary>
    internal IReadOnlyList<string> LogNames =>
    [
        .. HuntedLogs.AboutLogs.SelectMany(selector => selector.LogNames).Select(name => name.Text)
            .Concat(_runs.SelectMany(run => run.Hunt.LogNames)).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>Reads live logs, and hunts in them. Called once. A computer that gives nothing is a result, too.</summary>
    internal void Read(IChannelReader reader, IReadOnlyList<ChannelAddress> channels, CancellationToken cancellation)
    {
        _hosts.AddRange(channels.Select(channel => channel.Host).Distinct());
        _channels = new ChannelSource(reader, _reader.Listener);
        Examine(_reader.Read(_channels, channels, cancellation));
    }

    private void Examine(IEnumerable<EventRecord> records)
    {
        foreach (EventRecord record in records)
        {
            foreach (SweepRun run in _runs)
            {
                run.Examine(record);
            }
        }
    }

    private IEnumerable<EventRecord> Recover(IEnumerable<string> paths, EventQuery query, CancellationToken cancellation) =>
        paths.Where(path => Census.FileOf(path).CanBeReadAgain).SelectMany(path => _recovery.Read(path, query, cancellation));

    /// <summary>Ends the hunts, which may read some files a second time, and gives the results.</summary>
    /// <param name="cancellation">Ends the second reading.</param>
    /// <returns>One result for each computer that was seen or expected, by name.</returns>
    public IEnumerable<HuntResult> Complete(CancellationToken cancellation)
    {
        ReadContext(cancellation);
        foreach (SweepRun run in _runs)
        {
            run.Complete();
        }

        return MakeResults().ToResults();
    }

    /// <summary>The result of a computer that sent nothing, although it was expected.</summary>
    /// <param name="machineName">The computer.</param>
    public HuntResult OfSilent(string machineName) => MakeResults().OfSilent(machineName);

    /// <summary>The result of a computer on which the hunts could not be run. It is blind.</summary>
    /// <param name="machineName">The computer.</param>
    /// <param name="problem">Why, in a sentence.</param>
    /// <param name="advice">What to do about it, in a sentence.</param>
    public HuntResult OfUnhunted(string? machineName, string problem, string advice) => MakeResults().OfUnhunted(machineName, problem, advice);

    private SweepResults MakeResults() =>
        new(_runs, Census, _options, _window, _watch.Elapsed, [.. _hosts.Select(host => host.ToString())], Settings);

    // Where earlier runs ended is looked for in all files first: it may stand in any of them.
    private static void Seek(HuntBookmark bookmark, IReadOnlyList<string> paths, CensusPlan plan, CancellationToken cancellation)
    {
        QuietListener listener = new();
        EventQuery nothing = new([new EventSelector { Ids = [-1] }]);
        foreach (ScanItem item in new EvtxFileSource(listener).Scan(paths, nothing, plan, cancellation))
        {
            if (item.Census is CensusEntry[] entries)
            {
                bookmark.Seek(listener.Current, entries);
            }
        }
    }

    // Most files hold nothing of what is looked for, as was counted.
    private void ReadContext(CancellationToken cancellation)
    {
        List<EventSelector> wanted = [];
        HashSet<string> paths = new(StringComparer.Ordinal);
        foreach (SweepRun run in _runs)
        {
            if (run.WantContext() is EventQuery context)
            {
                wanted.AddRange(context.Selectors);
                paths.UnionWith(Census.Files
                    .Where(file => file.CanBeReadAgain && file.Logs.Any(log => run.IsContextOf(log.MachineName) && log.MayHold(context)))
                    .Select(file => file.Path));
            }
        }

        // What was counted says nothing of what is recovered, and a cleared log holds the process behind a task there.
        string[] leftovers = _options.IncludesRecovered && wanted.Count > 0
            ? [.. Census.Files.Where(file => file.Channel is null).Select(file => file.Path)]
            : [];
        if (paths.Count + leftovers.Length == 0)
        {
            return;
        }

        _reader.Listener.IsAgain = true;
        FileTally[] inOrder = [.. Census.Files.Where(file => paths.Contains(file.Path))];
        EventQuery query = Window(new EventQuery(wanted));
        string[] files = [.. inOrder.Where(file => file.Channel is null).Select(file => file.Path)];
        IEnumerable<EventRecord> records = _reader.Source.Read(files, query, cancellation).Concat(Recover(leftovers, query, cancellation));
        if (_channels is not null)
        {
            ILookup<string, ChannelHost> hosts = _hosts.ToLookup(host => host.ToString(), StringComparer.OrdinalIgnoreCase);
            records = records.Concat(_channels.Read(
                [
                    .. inOrder.Select(file => file.Channel).OfType<ChannelAddress>()
                        .Select(log => new ChannelAddress(hosts[log.Host.ToString()].First(), log.LogName)),
                ],
                query,
                cancellation));
        }

        foreach (EventRecord record in records)
        {
            foreach (SweepRun run in _runs)
            {
                run.AddContext(record);
            }
        }
    }

    private EventQuery Window(EventQuery query) => query.Within(_options.StartTime, _options.EndTime);
}
