using System;
using System.Collections.Generic;
using TurlaHunt.Events.Channels;

namespace TurlaHunt.Events.Following;

/// <summary>Finds the logs of a computer that can be followed.</summary>
internal static class FollowableLogs
{
    /// <summary>The logs that fit what was asked for.</summary>
    /// <param name="session">The computer.</param>
    /// <param name="channels">What was asked for.</param>
    /// <param name="make">Makes one of the logs.</param>
    /// <param name="tell">Is told of those that are begun, and of what cannot be followed: once, also where the computer was lost meanwhile.</param>
    /// <exception cref="ChannelException">The computer cannot be asked.</exception>
    public static List<FollowedLog> Find(
        IChannelSession session, IReadOnlyList<ChannelAddress> channels, Func<ChannelAddress, FollowedLog> make, Action<ChannelItem<EventRecord>> tell)
    {
        List<FollowedLog> logs = [];
        List<ChannelAddress> found = ChannelNames.Expand(session, channels, out List<ChannelItem<EventRecord>> told);
        if (told.Find(item => item.Failure?.IsOfHost == true || item.Failure?.InnerException is OperationCanceledException).Failure is ChannelException lost)
        {
            throw lost;
        }

        foreach (ChannelAddress channel in found)
        {
            ChannelSetup setup = GetSetup(session, channel);
            if (setup.IsDirect)
            {
                // The service takes no subscription to one (EvtSubscribe).
                told.Add(channel.IsFromPattern
                    ? ChannelItem<EventRecord>.LeftOut(channel, "it is an analytic or debug log, which has to be named")
                    : ChannelItem<EventRecord>.Of(channel, new ChannelException(
                        ChannelFailure.ReadFailed, channel.Host, channel.LogName, "Analytic and debug logs cannot be waited for.")));
                continue;
            }

            told.Add(new ChannelItem<EventRecord>(channel, ChannelItemKind.Begin));
            if (!setup.IsEnabled && !channel.IsFromPattern)
            {
                told.Add(ChannelItem<EventRecord>.Of(channel, new ChannelException(ChannelFailure.LogDisabled, channel.Host, channel.LogName)));
            }

            logs.Add(make(channel));
        }

        told.ForEach(tell);
        return logs;
    }

    // That nobody may ask does not mean that nobody may read: reading will tell.
    private static ChannelSetup GetSetup(IChannelSession session, ChannelAddress channel)
    {
        try
        {
            return session.GetSetup(channel.LogName);
        }
        catch (ChannelException failure) when (!failure.IsOfHost)
        {
            return new ChannelSetup(IsEnabled: true, IsDirect: false);
        }
    }
}
