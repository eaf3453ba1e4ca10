using System;
using System.Collections.Generic;
using TurlaHunt.Binary;
using TurlaHunt.Evtx;

namespace TurlaHunt.Events.Channels;

/// <summary>The events of a live log as records. One that cannot be read is told, and reading goes on.</summary>
internal sealed class ChannelEvents(ChannelAddress channel)
{
    private readonly EventRecordBuilder _builder = new();
    private readonly string _source = channel.ToString();

    /// <summary>The events that a query wants.</summary>
    public IEnumerable<ChannelItem<EventRecord>> Read(IChannelSession session, EventQuery query)
    {
        foreach (ChannelEvent given in session.Read(channel.LogName, query.ToQueryList(channel.LogName), isNewestFirst: false))
        {
            EventRecord? record = TryMake(given, out ChannelException? failure);
            if (failure is not null)
            {
                yield return ChannelItem<EventRecord>.Of(channel, failure);
            }
            else if (query.Matches(record!))
            {
                yield return ChannelItem<EventRecord>.Of(channel, record!);
            }
        }
    }

    /// <summary>Makes a record.</summary>
    public EventRecord? TryMake(ChannelEvent given, out ChannelException? failure)
    {
        failure = null;
        try
        {
            return _builder.Build(given.ToXml(), _source, EvtxLimits.Untrusted);
        }
        catch (Exception damage) when (damage is MalformedDataException || damage is ChannelException { IsOfHost: false })
        {
            failure = Damaged(given, damage);
            return null;
        }
    }

    /// <summary>What is told of an event that cannot be read.</summary>
    public ChannelException Damaged(ChannelEvent given, Exception damage) => new(
        ChannelFailure.EventDamaged, channel.Host, channel.LogName, $"{NumberOf(given)}{(damage.InnerException ?? damage).Message}", damage);

    private static string NumberOf(ChannelEvent given)
    {
        try
        {
            return FormattableString.Invariant($"Record {given.RecordId}: ");
        }
        catch (ChannelException)
        {
            return "";
        }
    }
}
