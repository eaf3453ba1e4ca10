using System;
using TurlaHunt.Evtx;

namespace TurlaHunt.Events;

/// <summary>Makes events of the records of a chunk.</summary>
internal sealed class EventReader(EventQuery query, EvtxLimits limits, Action<EvtxDefect> onDefect)
    : EvtxChunkReader<EventRecord>(new RecordFilter(query), limits, onDefect)
{
    /// <inheritdoc/>
    protected override bool TryMake(in EvtxRecordSpan span, out EventRecord result)
    {
        result = Decode(span);
        return query.Matches(result);
    }
}
