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
internal readonly record struct HostItem(ChannelHost Host, HostItemKind Kind, ChannelItem<EventRecord> Item = default);

/// <summary>What an item is.</summary>
internal enum HostItemKind
{
    /// <summary>An event, or what is told of a log.</summary>
    OfLog,

    /// <summary>All that was there is read, and what comes is subscribed to.</summary>
    CaughtUp,

    /// <summary>It was followed, and is not any more: the item is the failure.</summary>
    Lost,

    /// <summary>It is followed again.</summary>
    Renewed,

    /// <summary>Nothing more will come of it.</summary>
    Over,
}

/// <summary>
/// The live logs of one computer while they are followed, by a thread of its own: read, then subscribed to from the last event on. A
/// subscription that is lost is renewed from the last event that was given, so that none is missing and none comes twice.
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

    private const int MostFailures = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

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
            ChannelException? lost = Serve(() => pause = FirstPause, cancellation);
            if (lost is null || cancellation.IsCancellationRequested)
            {
                return;
            }

            TellLost(lost);

            // More attempts with an account that is refused might lock it.
            if (lost.Kind == ChannelFailure.LogonRefused || !pace.Wait(pause, cancellation))
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
                try
                {
                    log.Read(session, query, cancellation);
                    subscriptions.Add(log.Subscribe(session, query, Lose, over.Token));
                    log.Failures = 0;
                }
                catch (ChannelException failure) when (!failure.IsOfHost && IsHopeless(log, failure))
                {
                    _logs.Remove(log);
                }
            }

            if (_logs.Count == 0)
            {
                return null;
            }

            onFollowed();
            TellFollowed();
            Watch(session, over, ref lost);
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

        void Lose(ChannelException failure)
        {
            if (Interlocked.CompareExchange(ref lost, failure, null) is null)
            {
                // Cancelling runs what waits for it; the subscription that tells must not wait for itself.
                Task.Run(() => Cancel(over), CancellationToken.None);
            }
        }
    }

    private void Watch(IChannelSession session, CancellationTokenSource over, ref ChannelException? lost)
    {
        while (Volatile.Read(ref lost) is null && pace.Wait(BetweenProbes, over.Token))
        {
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

            logs.Add(new FollowedLog(channel, GiveOf));
        }

        return logs;
    }

    // A log that is not there, or may not be read, will not be there the next time either. Another failure may pass.
    private bool IsHopeless(FollowedLog log, ChannelException failure)
    {
        if (failure.Kind is not (ChannelFailure.LogNotFound or ChannelFailure.AccessDenied) && ++log.Failures < MostFailures)
        {
            return false;
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

    private void GiveOf(ChannelItem<EventRecord> item) => give(new HostItem(_host, HostItemKind.OfLog, item));
}
