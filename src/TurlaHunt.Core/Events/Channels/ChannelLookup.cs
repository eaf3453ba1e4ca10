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
    /// <summary>So long one computer is waited for before the next one has its turn.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(20);

    /// <summary>So many items are taken of one computer before the next one has its turn.</summary>
    private const int MostAtOnce = 256;

    private readonly Func<TimeSpan> _clock = ChannelSource.MakeClock();

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
                begun.Enqueue((host.Key, ChannelSource.Begin(
                    reader, [.. host], (session, channel) => new ChannelEvents(channel).Read(session, query), _clock, cancellation)));
            }

            while (begun.Count > 0 && !cancellation.IsCancellationRequested)
            {
                (ChannelHost host, HostReading<ChannelItem<EventRecord>> reading) = begun.Peek();
                Taken outcome = Taken.Item;
                for (int taken = 0; outcome == Taken.Item && taken < MostAtOnce; taken++)
                {
                    outcome = reading.TryTake(Turn, cancellation, out ChannelItem<EventRecord> item);
                    if (outcome == Taken.Item && Tell(item) is EventRecord record)
                    {
                        yield return record;
                    }
                }

                begun.Dequeue();

                // A reading that is cancelled is over, too.
                if (outcome == Taken.Over && !reading.IsStopped)
                {
                    reading.Dispose();
                }
                else
                {
                    begun.Enqueue((host, reading));
                }
            }

            foreach ((ChannelHost _, HostReading<ChannelItem<EventRecord>> reading) in begun)
            {
                while (reading.TryTake(TimeSpan.Zero, CancellationToken.None, out ChannelItem<EventRecord> item) == Taken.Item)
                {
                    if (Tell(item) is EventRecord record)
                    {
                        yield return record;
                    }
                }
            }
        }
        finally
        {
            Unanswered = [.. begun.Where(host => !host.Reading.IsOver || host.Reading.IsStopped).Select(host => host.Host)];
            foreach ((ChannelHost _, HostReading<ChannelItem<EventRecord>> reading) in begun)
            {
                reading.Dispose();
            }
        }
    }

    private EventRecord? Tell(in ChannelItem<EventRecord> item)
    {
        ChannelSource.Tell(listener, item);
        return item.Result;
    }
}
