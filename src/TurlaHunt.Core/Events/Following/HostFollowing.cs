using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using TurlaHunt.Events.Channels;

namespace TurlaHunt.Events.Following;

/// <summary>
/// The live logs of one computer while they are followed, by a thread of their own: over one connection after the other. What a lost one
/// left is read on from the last event that was given, so that none comes twice, and none is missing that the log still holds.
/// </summary>
/// <param name="reader">What reaches the computer.</param>
/// <param name="channels">Its logs.</param>
/// <param name="query">What is wanted.</param>
/// <param name="pace">How to wait.</param>
/// <param name="queue">Takes what comes.</param>
/// <param name="clock">What its silence is measured by.</param>
internal sealed class HostFollowing(
    IChannelReader reader, IReadOnlyList<ChannelAddress> channels, EventQuery query, FollowPace pace, HostItemQueue queue, Func<TimeSpan>? clock = null)
{
    /// <summary>After so long a computer, or a log, that passes for lost is tried again where its failure is of those that seldom pass.</summary>
    public static readonly TimeSpan SlowPause = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PauseBeforePortions = TimeSpan.FromSeconds(1);

    // What was followed for so long is not at its beginning any more.
    private static readonly TimeSpan Steady = TimeSpan.FromMinutes(1);

    private readonly ChannelHost _host = channels[0].Host;
    private readonly HostPulse _pulse = new(clock ?? ChannelSource.MakeClock());
    private List<FollowedLog>? _logs;
    private bool _isCaughtUp;
    private int _isLostTold;
    private volatile IChannelSession? _session;

    /// <summary>Follows the logs until it is cancelled, or there is nothing to follow.</summary>
    public void Run(CancellationToken cancellation)
    {
        TimeSpan pause = FirstPause;
        while (!cancellation.IsCancellationRequested)
        {
            DateTime? since = null;
            bool isAnything = TryServe(() => since = pace.Now, out ChannelException? lost, cancellation);
            if (!isAnything || cancellation.IsCancellationRequested)
            {
                return;
            }

            if (pace.Now - since >= Steady)
            {
                pause = FirstPause;
                _logs!.ForEach(log => log.Failures = 0);
            }

            if (lost is null)
            {
                continue;
            }

            // What did not fit into one answer, or into the queue, is there, and is read in smaller portions: nobody is lost.
            if (lost.Kind == ChannelFailure.AnswerTooLarge)
            {
                if (!pace.Wait(PauseBeforePortions, cancellation))
                {
                    return;
                }

                continue;
            }

            if (TryLose())
            {
                Give(LostBy(lost));
            }

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

    /// <summary>
    /// Says that the computer is lost where it gave no sign of life for too long, and has it end what it hangs in, so that it may be renewed.
    /// On any thread.
    /// </summary>
    /// <returns>What is to be told; null where it is alive, or passes for lost already.</returns>
    public HostItem? FindSilent(TimeSpan patience)
    {
        if (_host.Name is null || !(_pulse.Silence >= patience))
        {
            return null;
        }

        // It may hang in the next call, too: then it has as long again.
        _pulse.Beat();

        // First of all: what is cancelled fails at once, and must not be told as the reason.
        bool isNews = TryLose();
        if (_session is IChannelSession session)
        {
            Task.Run(session.Cancel);
        }

        return isNews ? LostBy(ChannelException.OfSilence(_host, patience)) : null;
    }

    // Connects and follows, until the connection is lost or has served its time. False where there is nothing to follow.
    private bool TryServe(Action onFollowed, out ChannelException? lost, CancellationToken cancellation)
    {
        using HostConnection connection = new(new HeardSession(reader.Connect(_host), _pulse, cancellation), query, pace, cancellation);
        _session = connection.Session;
        try
        {
            _logs ??= FollowableLogs.Find(connection.Session, channels, MakeLog, GiveOf);
            foreach (FollowedLog log in _logs.ToArray())
            {
                if (!connection.TryFollow(log))
                {
                    _logs.Remove(log);
                }
            }

            if (_logs.Count == 0)
            {
                lost = null;
                return false;
            }

            onFollowed();
            TellFollowed();
            connection.Watch(_logs, TellFollowed);
        }
        catch (ChannelException failure)
        {
            connection.Lose(failure);
        }
        catch (OperationCanceledException failure)
        {
            connection.Lose(new ChannelException(ChannelFailure.ReadFailed, _host, null, failure.Message, failure));
        }

        lost = connection.Lost;
        return true;
    }

    private FollowedLog MakeLog(ChannelAddress channel) => new(
        channel, GiveOf, item => queue.TryGive(new HostItem(_host, HostItemKind.OfLog, item)), what => GiveChange(channel, what));

    private void TellFollowed()
    {
        bool wasLost = Interlocked.Exchange(ref _isLostTold, 0) != 0;
        if (!_isCaughtUp || wasLost)
        {
            Give(new HostItem(_host, wasLost ? HostItemKind.Renewed : HostItemKind.CaughtUp));
        }

        _isCaughtUp = true;
    }

    private bool TryLose() => Interlocked.Exchange(ref _isLostTold, 1) == 0;

    private HostItem LostBy(ChannelException failure) => new(_host, HostItemKind.Lost, ChannelItem<EventRecord>.Of(channels[0], failure));

    private void GiveChange(ChannelAddress channel, string what) =>
        Give(new HostItem(_host, HostItemKind.Changed, new ChannelItem<EventRecord>(channel, default), what));

    private void GiveOf(ChannelItem<EventRecord> item) => Give(new HostItem(_host, HostItemKind.OfLog, item));

    // Who is kept waiting is not silent.
    private void Give(HostItem item)
    {
        _pulse.Hold();
        queue.Give(item);
        _pulse.Release();
    }
}
