using System;
using System.Collections.Generic;

namespace TurlaHunt.Events.Channels;

/// <summary>A computer each of whose answers is a sign of life, also an error, and an event that nobody wants.</summary>
internal sealed class HeardSession(IChannelSession session, HostPulse pulse) : IChannelSession
{
    public IReadOnlyList<string> ListLogs() => Hear(session.ListLogs);

    public ChannelSetup GetSetup(string logName) => Hear(() => session.GetSetup(logName));

    public IEnumerable<ChannelEvent> Read(string logName, string queryList, bool isNewestFirst, ChannelPlace? after = null)
    {
        foreach (ChannelEvent given in session.Read(logName, queryList, isNewestFirst, after))
        {
            pulse.Beat();
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
