using System;
using System.Threading;
using TurlaHunt.Events.Channels;

namespace TurlaHunt.Events.Following;

/// <summary>A live log that is followed: read, and subscribed to from the last event on, as often as that is needed.</summary>
/// <param name="channel">The log.</param>
/// <param name="give">Takes what comes of it.</param>
/// <param name="warn">Is told what became of the log while nobody looked.</param>
internal sealed class FollowedLog(ChannelAddress channel, Action<ChannelItem<EventRecord>> give, Action<string> warn)
{
    private readonly ChannelEvents _events = new(channel);
    private readonly object _lock = new();
    private ChannelPlace? _last;

    public ChannelAddress Channel { get; } = channel;

    /// <summary>How often in a row it could not be read or subscribed to.</summary>
    public int Failures { get; set; }

    /// <summary>Whether all that was there is read, since it was begun the last time.</summary>
    public bool IsRead { get; private set; }

    /// <summary>Whether it was subscribed to before.</summary>
    public bool WasFollowed { get; private set; }

    /// <summary>When it is tried again, where it failed after it had been followed.</summary>
    public DateTime? AsideUntil { get; set; }

    /// <summary>
    /// Reads what is there and was not given. What is there is never left to the subscription: that asks for more at once than may fit into
    /// one answer, and fails then, however often it is renewed.
    /// </summary>
    public void Read(IChannelSession session, EventQuery query, CancellationToken cancellation)
    {
        IsRead = false;
        if (_last is not null && !IsThere(session, _last))
        {
            _last = null;
        }

        foreach (ChannelEvent given in session.Read(Channel.LogName, query.ToQueryList(Channel.LogName), isNewestFirst: false, _last))
        {
            cancellation.ThrowIfCancellationRequested();
            Take(given, query);
        }

        IsRead = true;
    }

    /// <summary>Takes what is written from the last event on.</summary>
    /// <param name="session">The computer.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="onLost">Is told that no more will come.</param>
    /// <param name="over">Says that nothing is wanted any more.</param>
    public IDisposable Subscribe(IChannelSession session, EventQuery query, Action<ChannelException> onLost, CancellationToken over)
    {
        IDisposable subscription = session.Subscribe(
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
                catch (Exception unforeseen)
                {
                    onLost(new ChannelException(ChannelFailure.ReadFailed, Channel.Host, Channel.LogName, unforeseen.Message, unforeseen));
                }
            },
            onLost);
        WasFollowed = true;
        return subscription;
    }

    // Whether the log still holds what follows a place. Where it does not, all that it holds is new, and is read.
    private bool IsThere(IChannelSession session, ChannelPlace last)
    {
        bool isEmpty = !TryFind(session, isNewestFirst: false, out long? oldest);
        TryFind(session, isNewestFirst: true, out long? newest);
        if (isEmpty || newest < last.RecordNumber)
        {
            warn("It was cleared while it was not followed. What was written before that is missing; what it holds now is read.");
            return false;
        }

        if (oldest > last.RecordNumber + 1)
        {
            warn(FormattableString.Invariant(
                $"Events are missing: while it was not followed the log was cleared or reached its size. Record {last.RecordNumber} was the last one that was read, and {oldest} is the oldest one that is left."));
            return false;
        }

        if (oldest is null || newest is null || last.RecordNumber is null)
        {
            warn("Whether events are missing that were written while it was not followed cannot be seen: records have no numbers.");
        }

        return true;
    }

    // The number of the oldest or newest record; null where it is not known. False where the log is empty.
    private bool TryFind(IChannelSession session, bool isNewestFirst, out long? number)
    {
        number = null;
        foreach (ChannelEvent given in session.Read(Channel.LogName, EventQuery.All.ToQueryList(Channel.LogName), isNewestFirst))
        {
            number = TryPlace(given)?.RecordNumber;
            return true;
        }

        return false;
    }

    private void Take(ChannelEvent given, EventQuery query)
    {
        // An event that is just being taken may come from a subscription that is over, beside the reading on.
        lock (_lock)
        {
            ChannelPlace? place = TryPlace(given);
            EventRecord? record = _events.TryMake(given, out ChannelException? failure);
            if (failure is not null)
            {
                give(ChannelItem<EventRecord>.Of(Channel, failure));
            }
            else if (query.Matches(record!))
            {
                give(ChannelItem<EventRecord>.Of(Channel, record!));
            }

            _last = place ?? _last;
        }
    }

    // An event whose place cannot be had is given all the same: otherwise the log would be lost at it each time that it is renewed.
    private static ChannelPlace? TryPlace(ChannelEvent given)
    {
        try
        {
            return given.Place;
        }
        catch (ChannelException failure) when (!failure.IsOfHost)
        {
            return null;
        }
    }
}
