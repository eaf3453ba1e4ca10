using System;
using System.Threading;
using TurlaHunt.Events.Channels;

namespace TurlaHunt.Events.Following;

/// <summary>A live log that is followed: read once, and subscribed to from the last event on as often as that is needed.</summary>
internal sealed class FollowedLog(ChannelAddress channel, Action<ChannelItem<EventRecord>> give)
{
    private readonly ChannelEvents _events = new(channel);
    private object? _last;
    private bool _isRead;

    public ChannelAddress Channel { get; } = channel;

    /// <summary>How often in a row it could not be read or subscribed to.</summary>
    public int Failures { get; set; }

    /// <summary>Reads what is there, the first time.</summary>
    public void Read(IChannelSession session, EventQuery query, CancellationToken cancellation)
    {
        if (_isRead)
        {
            return;
        }

        // Where it failed amid the reading the subscription gives the rest.
        if (_last is null)
        {
            foreach (ChannelEvent given in session.Read(Channel.LogName, query.ToQueryList(Channel.LogName), isNewestFirst: false))
            {
                cancellation.ThrowIfCancellationRequested();
                Take(given, query);
            }
        }

        _isRead = true;
    }

    /// <summary>Takes what is written from the last event on.</summary>
    /// <param name="session">The computer.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="onLost">Is told that no more will come.</param>
    /// <param name="over">Says that nothing is wanted any more.</param>
    public IDisposable Subscribe(IChannelSession session, EventQuery query, Action<ChannelException> onLost, CancellationToken over) =>
        session.Subscribe(
            Channel.LogName,
            query.ToQueryList(Channel.LogName),
            _last,
            given =>
            {
                // On a thread of the pool: whatever left this method would end the program.
                try
                {
                    if (!over.IsCancellationRequested)
                    {
                        Take(given, query);
                    }
                }
                catch (ChannelException failure)
                {
                    onLost(failure);
                }
                catch (OperationCanceledException)
                {
                    // Nobody waits for it any more.
                }
            },
            onLost);

    private void Take(ChannelEvent given, EventQuery query)
    {
        object place = given.Place;
        EventRecord? record = _events.TryMake(given, out ChannelException? failure);
        if (failure is not null)
        {
            give(ChannelItem<EventRecord>.Of(Channel, failure));
        }
        else if (query.Matches(record!))
        {
            give(ChannelItem<EventRecord>.Of(Channel, record!));
        }

        _last = place;
    }
}
