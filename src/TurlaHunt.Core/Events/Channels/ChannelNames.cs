using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Events.Channels;

/// <summary>Finds the logs of a computer whose names fit what was asked for.</summary>
internal static class ChannelNames
{
    /// <summary>The logs, each once, in the order in which they were asked for.</summary>
    /// <param name="session">The computer. It is asked for its logs where there are wildcards.</param>
    /// <param name="channels">What was asked for.</param>
    /// <param name="told">What is to be told: patterns that nothing fits, or that the computer fails. Of one that is lost there are no logs.</param>
    public static List<ChannelAddress> Expand<TResult>(
        IChannelSession session, IReadOnlyList<ChannelAddress> channels, out List<ChannelItem<TResult>> told)
    {
        told = [];
        List<ChannelAddress> found = [];
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        IReadOnlyList<string>? all = null;
        bool isListed = true;
        foreach (ChannelAddress channel in channels)
        {
            if (!channel.Names.HasWildcards)
            {
                if (names.Add(channel.LogName))
                {
                    found.Add(channel);
                }

                continue;
            }

            if (!isListed)
            {
                continue;
            }

            if (all is null)
            {
                all = TryList(session, channel, out ChannelException? failure);
                if (failure is not null)
                {
                    told.Add(ChannelItem<TResult>.Of(channel, failure));
                    if (failure.IsOfHost)
                    {
                        return [];
                    }

                    // Logs that are named can be read all the same.
                    isListed = false;
                    continue;
                }
            }

            string[] fitting = [.. all.Where(channel.Names.IsMatch).OrderBy(name => name, StringComparer.OrdinalIgnoreCase)];
            if (fitting.Length == 0)
            {
                told.Add(ChannelItem<TResult>.Of(channel, new ChannelException(ChannelFailure.LogNotFound, channel.Host, channel.LogName)));
            }

            found.AddRange(fitting.Where(names.Add)
                .Select(name => new ChannelAddress(channel.Host, name) { IsOptional = true, IsFromPattern = true }));
        }

        return found;
    }

    private static IReadOnlyList<string> TryList(IChannelSession session, ChannelAddress channel, out ChannelException? failure)
    {
        failure = null;
        try
        {
            return session.ListLogs();
        }
        catch (ChannelException obstacle)
        {
            failure = obstacle;
        }
        catch (OperationCanceledException stopped)
        {
            failure = new ChannelException(ChannelFailure.ReadFailed, channel.Host, null, stopped.Message, stopped);
        }

        return [];
    }
}
