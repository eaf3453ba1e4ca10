using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using TurlaHunt.Events.Channels;

namespace TurlaHunt.Events.Following;

/// <summary>
/// Reads live logs of computers, and then what is written to them, until it is stopped. Each computer has a thread of its own, so that
/// none that hangs or fails keeps another waiting; what comes is taken in the order in which it comes, on the thread that asks for it.
/// </summary>
/// <param name="reader">What reaches the computers.</param>
/// <param name="listener">Who hears of what cannot be read, and of computers that are lost and found again.</param>
/// <param name="pace">What time it is, and how to wait.</param>
/// <param name="patience">How long another computer may give no sign of life.</param>
/// <param name="clock">What its silence is measured by.</param>
internal sealed class ChannelFollower(
    IChannelReader reader, IFollowListener listener, FollowPace pace, TimeSpan? patience = null, Func<TimeSpan>? clock = null)
{
    /// <summary>How often it is said at least that no more events are there for the moment.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>A computer that has told nothing for so long is not waited for before that is said the first time.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    private readonly TimeSpan _patience = patience ?? ChannelSource.UsualPatience;
    private readonly Func<TimeSpan> _clock = clock ?? ChannelSource.MakeClock();

    /// <summary>The events that a query wants: those that are there, and then those that come.</summary>
    /// <param name="channels">The logs.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <returns>The events; null where there are no more for the moment. It ends where no computer is left.</returns>
    public IEnumerable<EventRecord?> Follow(IReadOnlyList<ChannelAddress> channels, EventQuery query, CancellationToken cancellation)
    {
        CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        HostItemQueue queue = new(stop.Token);
        Dictionary<ChannelHost, HostFollowing> followings = channels.GroupBy(channel => channel.Host).ToDictionary(
            host => host.Key, host => new HostFollowing(reader, [.. host], query, pace, queue, _clock));
        Task[] hosts = [.. followings.Select(host => Begin(host.Value, host.Key, queue, stop.Token))];
        Dictionary<ChannelHost, DateTime> behind = followings.Keys.ToDictionary(host => host, _ => pace.Now);
        DateTime said = pace.Now;
        TimeSpan looked = _clock();
        try
        {
            while (followings.Count > 0)
            {
                bool isItem = queue.TryTake(Interval, out HostItem item);
                if (isItem)
                {
                    if (behind.ContainsKey(item.Host))
                    {
                        behind[item.Host] = pace.Now;
                    }

                    if (item.Kind == HostItemKind.Over)
                    {
                        followings.Remove(item.Host);
                    }

                    Tell(item, behind);
                    if (item is { Kind: HostItemKind.OfLog, Item: { Kind: ChannelItemKind.Result, Result: EventRecord record } })
                    {
                        yield return record;
                    }
                }

                if (cancellation.IsCancellationRequested)
                {
                    yield break;
                }

                if (!isItem || _clock() - looked >= Interval)
                {
                    looked = _clock();
                    foreach (HostItem silent in followings.Values.Select(host => host.FindSilent(_patience)).OfType<HostItem>().ToArray())
                    {
                        Tell(silent, behind);
                    }
                }

                if ((queue.IsEmpty || pace.Now - said >= Interval) && behind.Values.All(heard => pace.Now - heard >= LongestSilence))
                {
                    said = pace.Now;
                    yield return null;
                }
            }
        }
        finally
        {
            stop.Cancel();

            // A computer that hangs keeps its thread, and nobody waits for that.
            Task.WhenAll(hosts).ContinueWith(
                _ => Free(queue, stop), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private void Tell(in HostItem item, Dictionary<ChannelHost, DateTime> behind)
    {
        string host = $@"\\{item.Host}";
        switch (item.Kind)
        {
            case HostItemKind.OfLog:
                ChannelSource.Tell(listener, item.Item);
                return;
            case HostItemKind.Lost:
                listener.OnLost(host, item.Item.Failure!);
                break;
            case HostItemKind.Renewed:
                listener.OnChanged(host, "It is there again, and is followed from the last event on that was read.");
                break;
            case HostItemKind.Changed:
                listener.OnChanged(item.Item.Channel.ToString(), item.What);
                return;
            case HostItemKind.Over when item.Item.Failure is ChannelException unforeseen:
                listener.OnLost(host, unforeseen);
                break;
        }

        behind.Remove(item.Host);
    }

    private static void Free(HostItemQueue queue, CancellationTokenSource stop)
    {
        queue.Dispose();
        stop.Dispose();
    }

    private static Task Begin(HostFollowing following, ChannelHost host, HostItemQueue queue, CancellationToken cancellation) =>
        Task.Factory.StartNew(
            () =>
            {
                try
                {
                    queue.Give(Run(following, host, cancellation));
                }
                catch (OperationCanceledException)
                {
                    // Nobody waits for it any more.
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    private static HostItem Run(HostFollowing following, ChannelHost host, CancellationToken cancellation)
    {
        HostItem over = new(host, HostItemKind.Over);
        try
        {
            following.Run(cancellation);
            return over;
        }
        catch (Exception unforeseen) when (unforeseen is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // The other computers are followed on, perhaps for days: it is told now, or never.
            return over with
            {
                Item = ChannelItem<EventRecord>.Of(new ChannelAddress(host, ""), new ChannelException(
                    ChannelFailure.ReadFailed, host, null, $"It is not followed any more. {unforeseen.Message}", unforeseen)),
            };
        }
    }
}
