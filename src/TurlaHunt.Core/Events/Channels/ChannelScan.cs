using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.ExceptionServices;

namespace TurlaHunt.Events.Channels;

/// <summary>
/// Reads a live log once: makes records of the events that a query wants, and takes down all the others of its window. A
/// log is large and may be far away, so that of what lies outside the window only the first and the last event are asked for:
/// they tell from when to when the log reaches.
/// </summary>
internal sealed class ChannelScan(ChannelAddress channel, EventQuery query, CensusPlan plan)
{
    /// <summary>
    /// So much more is read at both ends of the window: records are written a little out of order, and what seems to be missing
    /// at the edge is not.
    /// </summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    private const int EntriesAtOnce = 512;

    private readonly ChannelEvents _events = new(channel);
    private readonly Dictionary<(string Machine, string Log), CensusLog> _logs = [];
    private readonly Dictionary<(CensusLog Log, string? Provider, int Id, int? Version), bool> _layouts = [];
    private readonly List<CensusEntry> _entries = [];

    /// <summary>
    /// The wanted events, and behind every few of them the census of all. What was taken down before a failure comes before the failure:
    /// the events of it were given.
    /// </summary>
    public IEnumerable<ChannelItem<ScanItem>> Read(IChannelSession session)
    {
        ExceptionDispatchInfo? failure = null;
        using IEnumerator<ChannelItem<ScanItem>> items = ReadAll(session).GetEnumerator();
        while (true)
        {
            try
            {
                if (!items.MoveNext())
                {
                    break;
                }
            }
            catch (Exception problem) when (problem is ChannelException or OperationCanceledException)
            {
                failure = ExceptionDispatchInfo.Capture(problem);
                break;
            }

            yield return items.Current;
        }

        if (_entries.Count > 0)
        {
            yield return Flush();
        }

        failure?.Throw();
    }

    private IEnumerable<ChannelItem<ScanItem>> ReadAll(IChannelSession session)
    {
        DateTime? start = Shift(query.StartTime, -Slack);
        DateTime? end = Shift(query.EndTime, Slack);
        string window = EventQuery.All.Within(start, end).ToQueryList(channel.LogName);
        string all = EventQuery.All.ToQueryList(channel.LogName);
        if (start is not null)
        {
            foreach (ChannelItem<ScanItem> item in TakeEdge(session.Read(channel.LogName, all, isNewestFirst: false), edge => edge.TimeCreated < start))
            {
                yield return item;
            }
        }

        foreach (ChannelEvent given in session.Read(channel.LogName, window, isNewestFirst: false))
        {
            foreach (ChannelItem<ScanItem> item in Take(given))
            {
                yield return item;
            }

            if (_entries.Count >= EntriesAtOnce)
            {
                yield return Flush();
            }
        }

        if (end is not null)
        {
            foreach (ChannelItem<ScanItem> item in TakeEdge(session.Read(channel.LogName, all, isNewestFirst: true), edge => edge.TimeCreated >= end))
            {
                yield return item;
            }
        }
    }

    private IEnumerable<ChannelItem<ScanItem>> Take(ChannelEvent given)
    {
        if (TryFindLog(given, out ChannelException? damage) is not CensusLog log)
        {
            yield return ChannelItem<ScanItem>.Of(channel, damage!);
            yield break;
        }

        string[]? fields = null;
        bool isWatched = log.Fields is not null && log.Fields.TryGetValue(given.Id, out fields);
        bool isWanted = MayBeWanted(given);
        (CensusLog, string?, int, int?) layout = (log, given.ProviderName, given.Id, given.Version);
        bool hasFields = isWatched && fields!.Length > 0;
        bool lacksField = false;
        if (isWanted || (hasFields && !_layouts.TryGetValue(layout, out lacksField)))
        {
            EventRecord? record = _events.TryMake(given, out ChannelException? failure);
            if (failure is not null)
            {
                yield return ChannelItem<ScanItem>.Of(channel, failure);
            }

            if (record is not null && hasFields)
            {
                // All events of one version have one layout.
                lacksField = Array.Exists(fields!, field => record.Data.Find(field) is null);
                _layouts[layout] = lacksField;
            }

            if (record is not null && isWanted && query.Matches(record))
            {
                yield return ChannelItem<ScanItem>.Of(channel, new ScanItem(record, null));
            }
        }

        Add(given, log, isWatched, lacksField);
    }

    // The first event is good only while it is the one that was asked for.
    private IEnumerable<ChannelItem<ScanItem>> TakeEdge(IEnumerable<ChannelEvent> events, Func<ChannelEvent, bool> isOutside)
    {
        foreach (ChannelEvent edge in events)
        {
            if (TryFindLog(edge, out ChannelException? damage) is not CensusLog log)
            {
                yield return ChannelItem<ScanItem>.Of(channel, damage!);
            }
            else if (isOutside(edge))
            {
                Add(edge, log, isWatched: false, lacksField: false, isEdge: true);
            }

            yield break;
        }
    }

    private void Add(ChannelEvent given, CensusLog log, bool isWatched, bool lacksField, bool isEdge = false) => _entries.Add(
        new CensusEntry(log, given.Id, given.TimeCreated?.Ticks ?? 0, given.RecordId, given.RecordId, isWatched, lacksField, isEdge));

    private ChannelItem<ScanItem> Flush()
    {
        ScanItem census = new(null, [.. _entries]);
        _entries.Clear();
        return ChannelItem<ScanItem>.Of(channel, census);
    }

    // By what is at hand; the rest is matched when there is a record.
    private bool MayBeWanted(ChannelEvent given) =>
        query.Selectors.Count == 0 || query.Selectors.Any(selector => selector.MayMatch(given.Id, given.LogName, given.ProviderName));

    // The first that is asked of an event: if Windows cannot tell that, it can tell nothing of it.
    private CensusLog? TryFindLog(ChannelEvent given, out ChannelException? damage)
    {
        damage = null;
        try
        {
            return FindLog(given);
        }
        catch (ChannelException failure) when (!failure.IsOfHost)
        {
            damage = _events.Damaged(given, failure);
            return null;
        }
    }

    private CensusLog FindLog(ChannelEvent given)
    {
        (string Machine, string Log) key = (given.MachineName ?? "", given.LogName ?? "");
        if (!_logs.TryGetValue(key, out CensusLog? log))
        {
            log = new CensusLog(key.Machine, key.Log, plan);
            _logs.Add(key, log);
        }

        return log;
    }

    private static DateTime? Shift(DateTime? time, TimeSpan span) =>
        time is not DateTime moment ? null
        : span < TimeSpan.Zero ? moment.Ticks < -span.Ticks ? DateTime.MinValue : moment + span
        : moment.Ticks > DateTime.MaxValue.Ticks - span.Ticks ? DateTime.MaxValue : moment + span;
}
