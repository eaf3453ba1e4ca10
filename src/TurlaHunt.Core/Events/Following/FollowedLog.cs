using System;
using System.Threading;
using TurlaHunt.Events.Channels;

namespace TurlaHunt.Events.Following;

/// <summary>A live log that is followed: read, and subscribed to from the last event on, as often as that is needed.</summary>
/// <param name="channel">The log.</param>
/// <param name="give">Takes what comes of it, and may wait.</param>
/// <param name="tryGive">Takes what comes of it, unless it would have to wait.</param>
/// <param name="warn">Is told what became of the log while nobody looked.</param>
internal sealed class FollowedLog(
    ChannelAddress channel, Action<ChannelItem<EventRecord>> give, Func<ChannelItem<EventRecord>, bool> tryGive, Action<string> warn)
{
    private const int MostFailures = 3;

    private readonly ChannelEvents _events = new(channel);
    private readonly LogContinuity _continuity = new(channel, warn);
    private readonly object _lock = new();
    private ChannelPlace? _last;

    public ChannelAddress Channel { get; } = channel;

    /// <summary>How often in a row it could not be read or subscribed to.</summary>
    public int Failures { get; set; }

    /// <summary>Whether it was subscribed to before.</summary>
    public bool WasFollowed { get; private set; }

    /// <summary>When it is tried again, where it failed after it had been followed.</summary>
    public DateTime? AsideUntil { get; set; }

    // Whether all that was there is read, since it was begun the last time.
    private bool IsRead { get; set; }

    /// <summary>
    /// Reads what is there and was not given. What is there is never left to the subscription: that asks for more at once than may fit into
    /// one answer, and fails then, however often it is renewed.
    /// </summary>
    public void Read(IChannelSession session, EventQuery query, CancellationToken cancellation)
    {
        IsRead = false;
        if (!_continuity.IsGoingOn(session, query, _last))
        {
            _last = null;
        }

        ChannelPlace? after = _last;
        foreach (ChannelEvent given in session.Read(Channel.LogName, query.ToQueryList(Channel.LogName), isNewestFirst: false, after))
        {
            cancellation.ThrowIfCancellationRequested();

            // Where nothing is behind a place, the service may give what is before it once more (EVT_SEEK_FLAGS).
            if (after is not null && given.TryPlace()?.RecordNumber <= after.RecordNumber)
            {
                continue;
            }

            after = null;
            Take(given, query, item =>
            {
                give(item);
                return true;
            });
        }

        IsRead = true;
    }

    /// <summary>Takes what is written from the last event on.</summary>
    /// <param name="session">The computer.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="onLost">Is told that no more will come.</param>
    /// <param name="over">Says that nothing is wanted any more: then it ends at once, also while it begins.</param>
    public IDisposable Subscribe(IChannelSession session, EventQuery query, Action<ChannelException> onLost, CancellationToken over)
    {
        int starter = Environment.CurrentManagedThreadId;
        IDisposable subscription = session.Subscribe(
            Channel.LogName,
            query.ToQueryList(Channel.LogName),
            _last,
            given =>
            {
                // On a thread of the pool: whatever left this method would end the program. On the thread that begins it, it ends that.
                try
                {
                    over.ThrowIfCancellationRequested();
                    Take(given, query, tryGive);
                }
                catch (OperationCanceledException) when (Environment.CurrentManagedThreadId != starter)
                {
                    // Nobody waits for it any more.
                }
                catch (ChannelException failure)
                {
                    onLost(failure);
                }
                catch (Exception unforeseen) when (unforeseen is not OperationCanceledException)
                {
                    onLost(new ChannelException(ChannelFailure.ReadFailed, Channel.Host, Channel.LogName, unforeseen.Message, unforeseen));
                }
            },
            onLost);
        WasFollowed = true;
        return subscription;
    }

    /// <summary>It is followed from now on.</summary>
    public void OnFollowed(DateTime now)
    {
        _continuity.FollowedUntil = now;
        if (AsideUntil is not null)
        {
            AsideUntil = null;
            warn("It is followed again, from the last event on that was read.");
        }
    }

    /// <summary>Its computer answers.</summary>
    public void OnAlive(DateTime now)
    {
        if (AsideUntil is null)
        {
            _continuity.FollowedUntil = now;
        }
    }

    /// <summary>
    /// Whether there is no use in trying again at once. A log that is not there, or may not be read, will not be there the next time either.
    /// Another failure may pass. What has none is told, once, however often it is tried again.
    /// </summary>
    public bool IsHopeless(ChannelException failure)
    {
        if (failure.Kind == ChannelFailure.AnswerTooLarge && IsRead)
        {
            return false;
        }

        if (failure.Kind is not (ChannelFailure.LogNotFound or ChannelFailure.AccessDenied) && ++Failures < MostFailures)
        {
            return false;
        }

        if (AsideUntil is null)
        {
            give(failure.Kind == ChannelFailure.LogNotFound && Channel.IsOptional
                ? ChannelItem<EventRecord>.LeftOut(Channel, $"{Channel.Host} has no such log")
                : ChannelItem<EventRecord>.Of(Channel, failure));
        }

        return true;
    }

    private void Take(ChannelEvent given, EventQuery query, Func<ChannelItem<EventRecord>, bool> take)
    {
        // An event that is just being taken may come from a subscription that is over, beside the reading on.
        lock (_lock)
        {
            ChannelPlace? place = given.TryPlace();
            EventRecord? record = _events.TryMake(given, out ChannelException? failure);
            if ((failure is not null || query.Matches(record!))
                && !take(failure is not null ? ChannelItem<EventRecord>.Of(Channel, failure) : ChannelItem<EventRecord>.Of(Channel, record!)))
            {
                throw new ChannelException(ChannelFailure.AnswerTooLarge, Channel.Host, Channel.LogName, "More events came than were taken.");
            }

            if (place?.RecordNumber < _last?.RecordNumber)
            {
                _continuity.BeginAnew();
            }

            _last = place ?? _last;
        }
    }
}
