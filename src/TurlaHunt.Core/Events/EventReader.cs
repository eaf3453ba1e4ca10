using System;
using TurlaHunt.Evtx;

namespace TurlaHunt.Events;

/// <summary>Makes events of the records of a chunk.</summary>
internal sealed class EventReader(EventQuery query, RecordFilter filter, EvtxLimits limits, Action<EvtxDefect> onDefect)
    : EvtxChunkReader<EventRecord>(filter, limits, onDefect)
{
    /// <summary>Makes a reader of the events that a query wants.</summary>
    public EventReader(EventQuery query, EvtxLimits limits, Action<EvtxDefect> onDefect)
        : this(query, new RecordFilter(query), limits, onDefect)
    {
    }

    /// <inheritdoc/>
    protected override bool TryMake(in EvtxRecordSpan span, out EventRecord result)
    {
        result = Decode(span);
        return query.Matches(result);
    }
}
