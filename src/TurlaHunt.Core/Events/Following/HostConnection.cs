using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using TurlaHunt.Events.Channels;

namespace TurlaHunt.Events.Following;

/// <summary>
/// One connection to a computer whose logs are followed: each is read on and subscribed to, and the computer is asked whether it is there.
/// It lasts until it is lost, or for a while: a subscription may have died without a word, as where something on the way forgot it.
/// </summary>
internal sealed class HostConnection : IDisposable
{
    /// <summary>How often a computer that tells nothing is asked whether it is there.</summary>
    public static readonly TimeSpan BetweenProbes = TimeSpan.FromSeconds(30);

    /// <summary>So long a connection lasts at least, and at most. What a dead subscription did not tell is read then.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromHours(1);

    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>How many times as long as it took to read on it lasts: where that takes long, it is done seldom.</summary>
    private const int ShareOfReading = 100;

    private readonly EventQuery _query;
    private readonly FollowPace _pace;
    private readonly CancellationTokenRegistration _registration;
    private readonly CancellationTokenSource _over;
    private readonly List<IDisposable> _subscriptions = [];
    private readonly DateTime _begun;
    private ChannelException? _lost;

    /// <summary>Connects.</summary>
    /// <param name="session">The computer. It belongs to the connection.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="pace">How to wait.</param>
    /// <param name="cancellation">Ends it.</param>
    public HostConnection(IChannelSession session, EventQuery query, FollowPace pace, CancellationToken cancellation)
    {
        Session = session;
        _query = query;
        _pace = pace;
        _begun = pace.Now;
        _over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        // Whoever stops does not wait for what the computer makes of it.
        _registration = cancellation.Register(() => Task.Run(session.Cancel));
    }

    public IChannelSession Session { get; }

    /// <summary>What it was lost by; null where it was not.</summary>
    public ChannelException? Lost => Volatile.Read(ref _lost);

    /// <summary>Reads on what a log holds, and subscribes to what comes.</summary>
    /// <returns>False where the log will never be there; that was told.</returns>
    public bool TryFollow(FollowedLog log)
    {
        try
        {
            log.Read(Session, _query, _over.Token);
            _subscriptions.Add(log.Subscribe(Session, _query, Lose, _over.Token));
            log.OnFollowed(_pace.Now);
            return true;
        }
        catch (ChannelException failure) when (!failure.IsOfHost && log.IsHopeless(failure))
        {
            if (log.WasFollowed)
            {
                log.AsideUntil = _pace.Now + HostFollowing.SlowPause;
            }

            return log.WasFollowed;
        }
    }

    /// <summary>Waits until the connection is lost, or has lasted long enough.</summary>
    /// <param name="logs">The logs that are followed.</param>
    /// <param name="onAlive">Hears each time that the computer answers.</param>
    public void Watch(List<FollowedLog> logs, Action onAlive)
    {
        TimeSpan time = TimeSpan.FromTicks((_pace.Now - _begun).Ticks * ShareOfReading);
        DateTime end = _pace.Now + (time < Shortest ? Shortest : time < Longest ? time : Longest);
        while (Lost is null && _pace.Now < end && _pace.Wait(BetweenProbes, _over.Token))
        {
            foreach (FollowedLog log in logs.FindAll(log => log.AsideUntil <= _pace.Now))
            {
                TryFollow(log);
            }

            try
            {
                Session.GetSetup(logs[0].Channel.LogName);
            }
            catch (ChannelException failure) when (!failure.IsOfHost)
            {
                // It answers.
            }

            logs.ForEach(log => log.OnAlive(_pace.Now));
            onAlive();
        }
    }

    /// <summary>Ends the connection, by the first of what may be several failures. On any thread.</summary>
    public void Lose(ChannelException failure)
    {
        if (Interlocked.CompareExchange(ref _lost, failure, null) is null)
        {
            // Cancelling runs what waits for it; the subscription that tells must not wait for itself.
            Task.Run(Cancel, CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Whoever takes an event at this moment is let go first, and who asks a computer that does not answer.
        _over.Cancel();
        if (Lost is not null)
        {
            Task.Run(Session.Cancel);
        }

        foreach (IDisposable subscription in _subscriptions)
        {
            subscription.Dispose();
        }

        _over.Dispose();
        _registration.Dispose();
        Session.Dispose();
    }

    private void Cancel()
    {
        try
        {
            _over.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It was over already.
        }
    }
}
