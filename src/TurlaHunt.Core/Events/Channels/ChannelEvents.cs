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
            failure = new ChannelException(
                ChannelFailure.EventDamaged, channel.Host, channel.LogName, FormattableString.Invariant($"Record {given.RecordId}: {damage.Message}"), damage);
            return null;
        }
    }
}
