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
    /// <param name="told">What is to be told: patterns that nothing fits, or that the computer fails.</param>
    public static List<ChannelAddress> Expand<TResult>(
        IChannelSession session, IReadOnlyList<ChannelAddress> channels, out List<ChannelItem<TResult>> told)
    {
        told = [];
        List<ChannelAddress> found = [];
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        IReadOnlyList<string>? all = null;
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

            try
            {
                all ??= session.ListLogs();
            }
            catch (ChannelException failure)
            {
                told.Add(ChannelItem<TResult>.Of(channel, failure));
                break;
            }
            catch (OperationCanceledException failure)
            {
                told.Add(ChannelItem<TResult>.Of(channel, new ChannelException(ChannelFailure.ReadFailed, channel.Host, null, failure.Message, failure)));
                break;
            }

            string[] fitting = [.. all.Where(channel.Names.IsMatch).OrderBy(name => name, StringComparer.OrdinalIgnoreCase)];
            if (fitting.Length == 0)
            {
                told.Add(ChannelItem<TResult>.Of(channel, new ChannelException(ChannelFailure.LogNotFound, channel.Host, channel.LogName)));
            }

            found.AddRange(fitting.Where(names.Add).Select(name => new ChannelAddress(channel.Host, name) { IsOptional = true, IsFromPattern = true }));
        }

        return found;
    }
}
