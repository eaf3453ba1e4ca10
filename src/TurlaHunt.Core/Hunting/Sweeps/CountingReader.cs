using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TurlaHunt.Events;
using TurlaHunt.Events.Channels;
using TurlaHunt.Hunting.Bookmarks;
using TurlaHunt.Visibility;

namespace TurlaHunt.Hunting.Sweeps;

/// <summary>
/// Reads logs for hunts, and counts meanwhile all that is in them: what the hunts could see is judged by that.
/// </summary>
internal sealed class CountingReader
{
    private readonly HuntBookmark? _bookmark;
    private readonly EventQuery _query;
    private readonly EventQuery _aboutLogs;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>Makes a reader.</summary>
    /// <param name="hunts">The hunts.</param>
    /// <param name="window">The window that was asked for.</param>
    /// <param name="bookmark">What earlier runs looked at; null where all is new.</param>
    /// <param name="listener">Hears of what is damaged or cannot be read.</param>
    /// <param name="degree">How many threads read; the number of processors where it is not given.</param>
    public CountingReader(IReadOnlyList<Hunt> hunts, HuntWindow window, HuntBookmark? bookmark, IReadListener listener, int? degree = null)
    {
        _bookmark = bookmark;
        Census = new LogCensus(window, bookmark);
        Listener = new SweepListener(Census, listener);
        Source = new EvtxFileSource(Listener, degree: degree);
        _aboutLogs = new EventQuery(HuntedLogs.AboutLogs).Within(window.Start, window.End);
        _query = new EventQuery([.. hunts.SelectMany(hunt => hunt.Query.Selectors), .. HuntedLogs.AboutLogs]).Within(window.Start, window.End);
        AddToPlan(hunts);
        if (bookmark is not null)
        {
            // What the log of Windows tells of other logs is told once.
            Plan.Need(HuntedLogs.SystemLog);
        }
    }

    /// <summary>What was counted.</summary>
    public LogCensus Census { get; }

    /// <summary>Which logs are counted by what.</summary>
    public CensusPlan Plan { get; } = new();

    /// <summary>Keeps what is said while it reads.</summary>
    public SweepListener Listener { get; }

    /// <summary>Where files are read from.</summary>
    public EvtxFileSource Source { get; }

    /// <summary>
    /// Reads files: the events that any of the hunts wants, and those that tell of the logs themselves. A file that is given once more is not
    /// counted twice.
    /// </summary>
    public IEnumerable<EventRecord> Read(IEnumerable<string> paths, CancellationToken cancellation) =>
        Take(Source.Scan(paths.Where(_read.Add), _query, Plan, cancellation));

    /// <summary>Only counts what is in files.</summary>
    public void Survey(IEnumerable<string> paths, CancellationToken cancellation)
    {
        foreach (EventRecord _ in Take(Source.Scan(paths.Where(_read.Add), _aboutLogs, Plan, cancellation)))
        {
            // Each was taken down on its way.
        }
    }

    /// <summary>Reads live logs: the events that any of the hunts wants, and those that tell of the logs themselves.</summary>
    public IEnumerable<EventRecord> Read(ChannelSource source, IReadOnlyList<ChannelAddress> channels, CancellationToken cancellation) =>
        Take(source.Scan(channels, _query, Plan, cancellation));

    private IEnumerable<EventRecord> Take(IEnumerable<ScanItem> items)
    {
        foreach (ScanItem item in items)
        {
            if (item.Record is not EventRecord record)
            {
                Census.Add(Listener.Current, item.Census!);
            }
            else if (_bookmark?.IsOld(record) != true)
            {
                Census.Add(record);
                yield return record;
            }
        }
    }

    private void AddToPlan(IReadOnlyList<Hunt> hunts)
    {
        foreach (HuntSource source in hunts.SelectMany(hunt => hunt.Needs).SelectMany(need => need.Sources))
        {
            Plan.Need(source.LogName, [.. source.Ids, .. source.Proof]);
            foreach (KeyValuePair<int, string[]> fields in source.Fields)
            {
                Plan.Need(source.LogName, fields.Key, fields.Value);
            }
        }

        foreach (EventSelector context in hunts.SelectMany(hunt => hunt.Context?.Selectors ?? []))
        {
            foreach (NamePattern log in context.LogNames)
            {
                Plan.Need(log.Text, context.Ids);
            }
        }
    }
}
