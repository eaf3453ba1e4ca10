using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using TurlaHunt.Events.Channels;

namespace TurlaHunt.Events.Following;

/// <summary>What comes of a computer whose live logs are followed.</summary>
/// <param name="Host">The computer.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Item">The event, or what is told of a log, where it is that.</param>
/// <param name="What">What happened to a log, in sentences, where it is that.</param>
internal readonly record struct HostItem(ChannelHost Host, HostItemKind Kind, ChannelItem<EventRecord> Item = default, string What = "");

/// <summary>What an item is.</summary>
internal enum HostItemKind
{
    /// <summary>An event, or what is told of a log.</summary>
    OfLog,

    /// <summary>Something happened to a log that whoever follows it has to know.</summary>
    Changed,

    /// <summary>All that was there is read, and what comes is subscribed to.</summary>
    CaughtUp,

    /// <summary>It was followed, and is not any more: the item is the failure.</summary>
    Lost,

    /// <summary>It is followed again.</summary>
    Renewed,

    /// <summary>Nothing more will come of it. Where that is for a failure that nobody foresaw, the item is that.</summary>
    Over,
}

/// <summary>
/// The live logs of one computer while they are followed, by a thread of its own: read, then subscribed to from the last event on. A
/// subscription that is lost is renewed from the last event that was given, so that none comes twice, and none is missing that the log still
/// holds.
/// </summary>
/// <param name="reader">What reaches the computer.</param>
/// <param name="channels">Its logs.</param>
/// <param name="query">What is wanted.</param>
/// <param name="pace">How to wait.</param>
/// <param name="give">Takes what comes; it may wait, and throws where it was cancelled.</param>
internal sealed class HostFollowing(
    IChannelReader reader, IReadOnlyList<ChannelAddress> channels, EventQuery query, FollowPace pace, Action<HostItem> give)
{
    /// <summary>How often a computer that tells nothing is asked whether it is there.</summary>
    public static readonly TimeSpan BetweenProbes = TimeSpan.FromSeconds(30);

    /// <summary>After so long a computer, or a log, that passes for lost is tried again where its failure is of those that seldom pass.</summary>
    public static readonly TimeSpan SlowPause = TimeSpan.FromMinutes(5);

    private const int MostFailures = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PauseBeforePortions = TimeSpan.FromSeconds(1);

    // What was followed for so long is not at its beginning any more.
    private static readonly TimeSpan Steady = TimeSpan.FromMinutes(1);

    private readonly ChannelHost _host = channels[0].Host;
    private List<FollowedLog>? _logs;
    private bool _isCaughtUp;
    private bool _isLostTold;

    /// <summary>Follows the logs until it is cancelled, or there is nothing to follow.</summary>
    public void Run(CancellationToken cancellation)
    {
        TimeSpan pause = FirstPause;
        while (!cancellation.IsCancellationRequested)
        {
            DateTime? since = null;
            ChannelException? lost = Serve(() => since = pace.Now, cancellation);
            if (lost is null || cancellation.IsCancellationRequested)
            {
                return;
            }

            if (pace.Now - since >= Steady)
            {
                pause = FirstPause;
                _logs!.ForEach(log => log.Failures = 0);
            }

            // What did not fit into one answer is there, and is read in smaller portions: nobody is lost.
            if (lost.Kind == ChannelFailure.AnswerTooLarge)
            {
                if (!pace.Wait(PauseBeforePortions, cancellation))
                {
                    return;
                }

                continue;
            }

            TellLost(lost);

            // More attempts with an account that is refused might lock it. One that was good may be good again: its password was changed.
            if (lost.Kind == ChannelFailure.LogonRefused && !_isCaughtUp)
            {
                return;
            }

            bool isSlow = lost.Kind is ChannelFailure.LogonRefused or ChannelFailure.LogonUnchecked;
            if (!pace.Wait(isSlow ? SlowPause : pause, cancellation))
            {
                return;
            }

            pause = pause + pause < LongestPause ? pause + pause : LongestPause;
        }
    }

    // Connects and follows. Null where there is nothing to follow.
    private ChannelException? Serve(Action onFollowed, CancellationToken cancellation)
    {
        using IChannelSession session = reader.Connect(_host);
        using CancellationTokenRegistration registration = cancellation.Register(() => Task.Run(session.Cancel));
        List<IDisposable> subscriptions = [];
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ChannelException? lost = null;
        try
        {
            _logs ??= Begin(session);
            foreach (FollowedLog log in _logs.ToArray())
            {
                TryFollow(log);
            }

            if (_logs.Count == 0)
            {
                return null;
            }

            onFollowed();
            TellFollowed();
            Watch(session, TryFollow, over, ref lost);
        }
        catch (ChannelException failure)
        {
            lost ??= failure;
        }
        catch (OperationCanceledException failure)
        {
            lost ??= new ChannelException(ChannelFailure.ReadFailed, _host, null, failure.Message, failure);
        }
        finally
        {
            // Whoever takes an event at this moment is let go first.
            over.Cancel();
            foreach (IDisposable subscription in subscriptions)
            {
                subscription.Dispose();
            }
        }

        return lost;

        void TryFollow(FollowedLog log)
        {
            try
            {
                log.Read(session, query, cancellation);
                subscriptions.Add(log.Subscribe(session, query, Lose, over.Token));
                if (log.AsideUntil is not null)
                {
                    log.AsideUntil = null;
                    GiveChange(log.Channel, "It is followed again, from the last event on that was read.");
                }
            }
            catch (ChannelException failure) when (!failure.IsOfHost && IsHopeless(log, failure))
            {
                if (log.WasFollowed)
                {
                    log.AsideUntil = pace.Now + SlowPause;
                }
                else
                {
                    _logs!.Remove(log);
                }
            }
        }

        void Lose(ChannelException failure)
        {
            if (Interlocked.CompareExchange(ref lost, failure, null) is null)
            {
                // Cancelling runs what waits for it; the subscription that tells must not wait for itself.
                Task.Run(() => Cancel(over), CancellationToken.None);
            }
        }
    }

    private void Watch(IChannelSession session, Action<FollowedLog> follow, CancellationTokenSource over, ref ChannelException? lost)
    {
        while (Volatile.Read(ref lost) is null && pace.Wait(BetweenProbes, over.Token))
        {
            foreach (FollowedLog log in _logs!.FindAll(log => log.AsideUntil <= pace.Now))
            {
                follow(log);
            }

            try
            {
                session.GetSetup(_logs![0].Channel.LogName);
            }
            catch (ChannelException failure) when (!failure.IsOfHost)
            {
                // It answers.
            }
        }
    }

    private static void Cancel(CancellationTokenSource over)
    {
        try
        {
            over.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It was over already.
        }
    }

    private List<FollowedLog> Begin(IChannelSession session)
    {
        List<FollowedLog> logs = [];
        List<ChannelAddress> found = ChannelNames.Expand(session, channels, out List<ChannelItem<EventRecord>> told);
        foreach (ChannelItem<EventRecord> item in told)
        {
            if (item.Failure?.IsOfHost == true)
            {
                throw item.Failure;
            }

            GiveOf(item);
        }

        foreach (ChannelAddress channel in found)
        {
            ChannelSetup setup = ChannelSource.GetSetup(session, channel, out ChannelException? obstacle);
            if (obstacle is not null)
            {
                throw obstacle;
            }

            if (setup.IsDirect && channel.IsFromPattern)
            {
                GiveOf(ChannelItem<EventRecord>.LeftOut(channel, "it is an analytic or debug log, which has to be named"));
                continue;
            }

            if (setup.IsDirect)
            {
                // The service takes no subscription to one (EvtSubscribe).
                GiveOf(ChannelItem<EventRecord>.Of(channel, new ChannelException(
                    ChannelFailure.ReadFailed, channel.Host, channel.LogName, "Analytic and debug logs cannot be waited for.")));
                continue;
            }

            GiveOf(new ChannelItem<EventRecord>(channel, ChannelItemKind.Begin));
            if (!setup.IsEnabled && !channel.IsFromPattern)
            {
                GiveOf(ChannelItem<EventRecord>.Of(channel, new ChannelException(ChannelFailure.LogDisabled, channel.Host, channel.LogName)));
            }

            logs.Add(new FollowedLog(channel, GiveOf, what => GiveChange(channel, what)));
        }

        return logs;
    }

    // A log that is not there, or may not be read, will not be there the next time either. Another failure may pass.
    private bool IsHopeless(FollowedLog log, ChannelException failure)
    {
        if (failure.Kind == ChannelFailure.AnswerTooLarge && log.IsRead)
        {
            return false;
        }

        if (failure.Kind is not (ChannelFailure.LogNotFound or ChannelFailure.AccessDenied) && ++log.Failures < MostFailures)
        {
            return false;
        }

        // It is told once, however often it is tried again.
        if (log.AsideUntil is not null)
        {
            return true;
        }

        GiveOf(failure.Kind == ChannelFailure.LogNotFound && log.Channel.IsOptional
            ? ChannelItem<EventRecord>.LeftOut(log.Channel, $"{_host} has no such log")
            : ChannelItem<EventRecord>.Of(log.Channel, failure));
        return true;
    }

    private void TellFollowed()
    {
        if (!_isCaughtUp || _isLostTold)
        {
            give(new HostItem(_host, _isLostTold ? HostItemKind.Renewed : HostItemKind.CaughtUp));
        }

        _isCaughtUp = true;
        _isLostTold = false;
    }

    private void TellLost(ChannelException failure)
    {
        if (!_isLostTold)
        {
            _isLostTold = true;
            give(new HostItem(_host, HostItemKind.Lost, ChannelItem<EventRecord>.Of(channels[0], failure)));
        }
    }

    private void GiveChange(ChannelAddress channel, string what) =>
        give(new HostItem(_host, HostItemKind.Changed, new ChannelItem<EventRecord>(channel, default), what));

    private void GiveOf(ChannelItem<EventRecord> item) => give(new HostItem(_host, HostItemKind.OfLog, item));
}
