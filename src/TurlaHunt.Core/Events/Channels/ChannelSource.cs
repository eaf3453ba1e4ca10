using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;

namespace TurlaHunt.Events.Channels;

/// <summary>
/// Reads events from the live logs of computers, one log after the other, each oldest first. Some computers are asked at once,
/// a bounded stretch ahead; events and all that is said of them come in order, on the thread that asks for them.
/// </summary>
/// <remarks>
/// The service is asked by XPath, which may select too much, and the events are matched again. What is said to the listener
/// names a log as its events do: <see cref="ChannelAddress.ToString"/>. A computer that cannot be reached is told once and not
/// asked again, and no failure of one keeps another from being read.
/// </remarks>
internal sealed class ChannelSource(
    IChannelReader reader, IReadListener listener, int degree = ChannelSource.UsualDegree, TimeSpan? patience = null, Func<TimeSpan>? clock = null)
{
    /// <summary>
    /// How long another computer may tell nothing. To look through a large log for an event that it does not hold takes minutes at most; a
    /// computer that hangs would keep the others waiting for ever.
    /// </summary>
    public static readonly TimeSpan UsualPatience = TimeSpan.FromMinutes(10);

    /// <summary>How many computers are asked at once. Each is mostly waited for, so that it costs a thread and little else.</summary>
    private const int UsualDegree = 8;

    private readonly TimeSpan _patience = patience ?? UsualPatience;
    private readonly Func<TimeSpan> _clock = clock ?? MakeClock();
    private readonly HashSet<ChannelHost> _lost = [];

    /// <summary>The events of logs that a query wants. They come while the logs are still being read.</summary>
    /// <param name="channels">The logs. A computer is asked for all of its own in one go.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="cancellation">Ends the reading at once.</param>
    public IEnumerable<EventRecord> Read(IReadOnlyList<ChannelAddress> channels, EventQuery query, CancellationToken cancellation) =>
        Read(channels, (session, channel) => new ChannelEvents(channel).Read(session, query), cancellation);

    /// <summary>The events of logs that a query wants, and beside them what the records of its window are, and those at the log's ends.</summary>
    /// <param name="channels">The logs. A computer is asked for all of its own in one go.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="plan">Which logs the census is about.</param>
    /// <param name="cancellation">Ends the reading at once.</param>
    public IEnumerable<ScanItem> Scan(
        IReadOnlyList<ChannelAddress> channels, EventQuery query, CensusPlan plan, CancellationToken cancellation) =>
        Read(channels, (session, channel) => new ChannelScan(channel, query, plan).Read(session), cancellation);

    /// <summary>A clock that goes on whatever happens to that of the computer.</summary>
    internal static Func<TimeSpan> MakeClock()
    {
        Stopwatch watch = Stopwatch.StartNew();
        return () => watch.Elapsed;
    }

    /// <summary>Begins to read logs of one computer.</summary>
    internal static HostReading<ChannelItem<TResult>> Begin<TResult>(
        IChannelReader reader,
        ChannelAddress[] logs,
        Func<IChannelSession, ChannelAddress, IEnumerable<ChannelItem<TResult>>> read,
        Func<TimeSpan> clock,
        CancellationToken cancellation) =>
        new(reader.Connect(logs[0].Host), (session, token) => ReadHost(session, logs, read, token), new HostPulse(clock), cancellation);

    private IEnumerable<TResult> Read<TResult>(
        IReadOnlyList<ChannelAddress> channels,
        Func<IChannelSession, ChannelAddress, IEnumerable<ChannelItem<TResult>>> read,
        CancellationToken cancellation)
    {
        // Waiting for a computer that does not answer takes long enough once.
        IEnumerable<ChannelAddress[]> hosts = channels.Where(channel => !_lost.Contains(channel.Host))
            .GroupBy(channel => channel.Host).Select(host => host.ToArray());
        HostLine<TResult> line = new((logs, token) => Begin(reader, logs, read, _clock, token), degree, _patience);
        foreach (ChannelItem<TResult> item in line.Take(hosts, cancellation))
        {
            Tell(item);
            if (item.Kind == ChannelItemKind.Result)
            {
                yield return item.Result!;
            }
        }
    }

    private void Tell<TResult>(in ChannelItem<TResult> item)
    {
        if (item.Failure?.IsOfHost == true)
        {
            _lost.Add(item.Channel.Host);
        }

        Tell(listener, item);
    }

    /// <summary>Tells a listener what an item says of its log.</summary>
    internal static void Tell<TResult>(IReadListener listener, in ChannelItem<TResult> item)
    {
        string path = item.Channel.ToString();
        switch (item.Kind)
        {
            case ChannelItemKind.Begin:
                listener.OnBegin(path);
                break;
            case ChannelItemKind.Failure:
                listener.OnFailure(path, item.Failure!);
                break;
            case ChannelItemKind.LeftOut:
                listener.OnSkipped(path, item.Reason!);
                break;
            case ChannelItemKind.End:
                listener.OnEnd(path);
                break;
        }
    }

    /// <summary>Why the other logs of a computer that failed are left out.</summary>
    internal static string ReasonOfLost(ChannelHost host) => $"no log of {host} can be read";

    // Reads logs of one computer, one after the other, up to where it fails.
    private static IEnumerable<ChannelItem<TResult>> ReadHost<TResult>(
        IChannelSession session,
        ChannelAddress[] channels,
        Func<IChannelSession, ChannelAddress, IEnumerable<ChannelItem<TResult>>> read,
        CancellationToken cancellation)
    {
        bool isLost = false;
        List<ChannelAddress> logs = ChannelNames.Expand(session, channels, out List<ChannelItem<TResult>> told);
        foreach (ChannelAddress channel in logs)
        {
            if (isLost)
            {
                yield return ChannelItem<TResult>.LeftOut(channel, ReasonOfLost(channel.Host));
                continue;
            }

            ChannelSetup setup = GetSetup(session, channel, out ChannelException? obstacle);
            if (setup.IsDirect && channel.IsFromPattern)
            {
                yield return ChannelItem<TResult>.LeftOut(channel, "it is an analytic or debug log, which has to be named");
                continue;
            }

            yield return new ChannelItem<TResult>(channel, ChannelItemKind.Begin);
            isLost = obstacle is not null;
            if (!setup.IsEnabled)
            {
                obstacle = new ChannelException(ChannelFailure.LogDisabled, channel.Host, channel.LogName);
            }

            // Most logs that nobody named are off and empty, and always were. One that holds events was switched off.
            if (obstacle is not null && (isLost || !channel.IsFromPattern))
            {
                yield return ChannelItem<TResult>.Of(channel, obstacle);
                obstacle = null;
            }

            if (!isLost)
            {
                foreach (ChannelItem<TResult> item in ToEnd(read(session, channel), channel, cancellation))
                {
                    if (obstacle is not null)
                    {
                        yield return ChannelItem<TResult>.Of(channel, obstacle);
                        obstacle = null;
                    }

                    isLost = item.Failure?.IsOfHost == true;
                    yield return item;
                }
            }

            yield return new ChannelItem<TResult>(channel, ChannelItemKind.End);
        }

        foreach (ChannelItem<TResult> item in told)
        {
            yield return item;
        }
    }

    // How a log is set up, and why no log of the computer can be read, where that is so. That nobody may ask does not mean that nobody may
    // read: reading will tell.
    private static ChannelSetup GetSetup(IChannelSession session, ChannelAddress channel, out ChannelException? failure)
    {
        failure = null;
        try
        {
            return session.GetSetup(channel.LogName);
        }
        catch (ChannelException obstacle)
        {
            failure = obstacle.IsOfHost ? obstacle : null;
        }
        catch (OperationCanceledException)
        {
            // So will it of this.
        }

        return new ChannelSetup(IsEnabled: true, IsDirect: false);
    }

    // What ends the reading of a log becomes an item, so that the next log has its turn.
    private static IEnumerable<ChannelItem<TResult>> ToEnd<TResult>(
        IEnumerable<ChannelItem<TResult>> items, ChannelAddress channel, CancellationToken cancellation)
    {
        using IEnumerator<ChannelItem<TResult>> each = items.GetEnumerator();
        while (true)
        {
            ChannelItem<TResult> item;
            try
            {
                if (!each.MoveNext())
                {
                    yield break;
                }

                item = each.Current;
            }
            catch (ChannelException failure)
            {
                item = failure.Kind == ChannelFailure.LogNotFound && channel.IsOptional
                    ? ChannelItem<TResult>.LeftOut(channel, $"{channel.Host} has no such log")
                    : ChannelItem<TResult>.Of(channel, failure);
            }
            catch (OperationCanceledException failure) when (!cancellation.IsCancellationRequested)
            {
                item = ChannelItem<TResult>.Of(
                    channel, new ChannelException(ChannelFailure.ReadFailed, channel.Host, channel.LogName, failure.Message, failure));
            }

            yield return item;
            if (item.Kind is not ChannelItemKind.Result && item.Failure?.IsReadOn != true)
            {
                yield break;
            }
        }
    }
}
