using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace TurlaHunt.Events.Channels;

/// <summary>
/// Looks for events in the live logs of some computers at the same time, up to a while. They come in whatever order they are found, so that
/// a computer that hangs takes nothing from the others.
/// </summary>
/// <param name="reader">What reaches the computers.</param>
/// <param name="listener">Hears what <see cref="ChannelSource"/> tells.</param>
internal sealed class ChannelLookup(IChannelReader reader, IReadListener listener)
{
    /// <summary>So long one computer is listened to before the next one has its turn.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(20);

    /// <summary>The computers that were not done when the last reading was cancelled.</summary>
    public IReadOnlyList<ChannelHost> Unanswered { get; private set; } = [];

    /// <summary>The events of logs that a query wants.</summary>
    /// <param name="channels">The logs.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="cancellation">Ends the reading at once: what was found until then is given.</param>
    public IEnumerable<EventRecord> Read(IEnumerable<ChannelAddress> channels, EventQuery query, CancellationToken cancellation)
    {
        Unanswered = [];
        Queue<(ChannelHost Host, HostReading<ChannelItem<EventRecord>> Reading)> begun = new();
        try
        {
            foreach (IGrouping<ChannelHost, ChannelAddress> host in channels.GroupBy(channel => channel.Host))
            {
                IChannelSession session = reader.Connect(host.Key);
                ChannelAddress[] logs = [.. host];
                begun.Enqueue((host.Key, new(
                    session,
                    token => ChannelSource.ReadHost(session, logs, (from, channel) => new ChannelEvents(channel).Read(from, query), token),
                    cancellation)));
            }

            while (begun.Count > 0 && !cancellation.IsCancellationRequested)
            {
                (ChannelHost host, HostReading<ChannelItem<EventRecord>> reading) = begun.Peek();
                bool isSilent = false;
                foreach (ChannelItem<EventRecord> item in UntilSilence(reading, () => isSilent = true))
                {
                    ChannelSource.Tell(listener, item);
                    if (item.Kind == ChannelItemKind.Result)
                    {
                        yield return item.Result!;
                    }
                }

                if (cancellation.IsCancellationRequested)
                {
                    yield break;
                }

                begun.Dequeue();
                if (isSilent)
                {
                    begun.Enqueue((host, reading));
                }
                else
                {
                    reading.Dispose();
                }
            }
        }
        finally
        {
            Unanswered = [.. begun.Select(host => host.Host)];
            foreach ((ChannelHost _, HostReading<ChannelItem<EventRecord>> reading) in begun)
            {
                reading.Dispose();
            }
        }
    }

    private static IEnumerable<ChannelItem<EventRecord>> UntilSilence(HostReading<ChannelItem<EventRecord>> reading, Action onSilence)
    {
        using IEnumerator<ChannelItem<EventRecord>> each = reading.Take(Turn).GetEnumerator();
        while (true)
        {
            try
            {
                if (!each.MoveNext())
                {
                    yield break;
                }
            }
            catch (TimeoutException)
            {
                onSilence();
                yield break;
            }

            yield return each.Current;
        }
    }
}
