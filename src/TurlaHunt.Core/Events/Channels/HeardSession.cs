using System;
using System.Collections.Generic;
using System.Threading;

namespace TurlaHunt.Events.Channels;

/// <summary>A computer each of whose answers is a sign of life, also an error, and an event that nobody wants.</summary>
/// <param name="session">The computer.</param>
/// <param name="pulse">Hears of each sign.</param>
/// <param name="cancellation">Ends a reading between two events, also where nobody wants any of them.</param>
internal sealed class HeardSession(IChannelSession session, HostPulse pulse, CancellationToken cancellation) : IChannelSession
{
    public IReadOnlyList<string> ListLogs() => Hear(session.ListLogs);

    public ChannelSetup GetSetup(string logName) => Hear(() => session.GetSetup(logName));

    public IEnumerable<ChannelEvent> Read(string logName, string queryList, bool isNewestFirst, ChannelPlace? after = null)
    {
        foreach (ChannelEvent given in session.Read(logName, queryList, isNewestFirst, after))
        {
            pulse.Beat();
            cancellation.ThrowIfCancellationRequested();
            yield return given;
        }

        pulse.Beat();
    }

    public IDisposable Subscribe(
        string logName, string queryList, ChannelPlace? after, Action<ChannelEvent> onEvent, Action<ChannelException> onLost) => Hear(() => session.Subscribe(
            logName,
            queryList,
            after,
            given =>
            {
                pulse.Beat();
                onEvent(given);
            },
            onLost));

    public void Cancel() => session.Cancel();

    public void Dispose() => session.Dispose();

    private T Hear<T>(Func<T> ask)
    {
        try
        {
            return ask();
        }
        finally
        {
            pulse.Beat();
        }
    }
}
