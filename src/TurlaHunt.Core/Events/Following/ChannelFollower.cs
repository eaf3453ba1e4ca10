using System;
using System.Collections.Concurrent;
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
internal sealed class ChannelFollower(IChannelReader reader, IFollowListener listener, FollowPace pace)
{
    /// <summary>How often it is said at least that no more events are there for the moment.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>A computer that has told nothing for so long is not waited for before that is said the first time.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    private const int MaxAhead = 1024;

    /// <summary>The events that a query wants: those that are there, and then those that come.</summary>
    /// <param name="channels">The logs.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <returns>The events; null where there are no more for the moment. It ends where no computer is left.</returns>
    public IEnumerable<EventRecord?> Follow(IReadOnlyList<ChannelAddress> channels, EventQuery query, CancellationToken cancellation)
    {
        CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        BlockingCollection<HostItem> items = new(MaxAhead);
        List<Task> hosts = [.. channels.GroupBy(channel => channel.Host)
            .Select(host => Begin(new HostFollowing(reader, [.. host], query, pace, item => items.Add(item, stop.Token)), host.First(), items, stop.Token))];
        Dictionary<ChannelHost, DateTime> behind = channels.Select(channel => channel.Host).Distinct().ToDictionary(host => host, _ => pace.Now);
        int left = hosts.Count;
        DateTime said = pace.Now;
        try
        {
            while (left > 0)
            {
                if (TryTake(items, cancellation, out HostItem item))
                {
                    if (behind.ContainsKey(item.Host))
                    {
                        behind[item.Host] = pace.Now;
                    }

                    left -= item.Kind == HostItemKind.Over ? 1 : 0;
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

                if ((items.Count == 0 || pace.Now - said >= Interval) && behind.Values.All(heard => pace.Now - heard >= LongestSilence))
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
                _ => stop.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
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

    private static bool TryTake(BlockingCollection<HostItem> items, CancellationToken cancellation, out HostItem item)
    {
        try
        {
            return items.TryTake(out item, (int)Interval.TotalMilliseconds, cancellation);
        }
        catch (OperationCanceledException)
        {
            item = default;
            return false;
        }
    }

    private static Task Begin(HostFollowing following, ChannelAddress channel, BlockingCollection<HostItem> items, CancellationToken cancellation) =>
        Task.Factory.StartNew(
            () =>
            {
                ChannelHost host = channel.Host;
                HostItem over = new(host, HostItemKind.Over);
                try
                {
                    following.Run(cancellation);
                }
                catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
                {
                    // Nobody waits for it any more.
                }
                catch (Exception unforeseen)
                {
                    // The other computers are followed on, perhaps for days: it is told now, or never.
                    over = over with
                    {
                        Item = ChannelItem<EventRecord>.Of(channel, new ChannelException(
                            ChannelFailure.ReadFailed, host, null, $"It is not followed any more. {unforeseen.Message}", unforeseen)),
                    };
                }

                if (!cancellation.IsCancellationRequested)
                {
                    items.TryAdd(over, Timeout.Infinite, CancellationToken.None);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
}
