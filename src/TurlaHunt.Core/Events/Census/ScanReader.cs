using System;
using TurlaHunt.Evtx;

namespace TurlaHunt.Events;

/// <summary>Makes events of the records of a chunk that a query wants, and takes down all the others.</summary>
internal sealed class ScanReader : EvtxChunkReader<ScanItem>
{
    private readonly EventQuery _query;
    private readonly RecordCensus _census;

    public ScanReader(EventQuery query, CensusPlan plan, EvtxLimits limits, Action<EvtxDefect> onDefect)
        : this(query, new RecordCensus(plan), limits, onDefect)
    {
    }

    private ScanReader(EventQuery query, RecordCensus census, EvtxLimits limits, Action<EvtxDefect> onDefect)
        : base(new RecordFilter(query, census), limits, onDefect)
    {
        _query = query;
        _census = census;
    }

    /// <inheritdoc/>
    protected override bool MustVerify => _census.HasNeeded;

    /// <inheritdoc/>
    protected override void OnBegin() => _census.Begin();

    /// <inheritdoc/>
    protected override bool TryMake(in EvtxRecordSpan span, out ScanItem result)
    {
        EventRecord record = Decode(span);
        if (!_census.HasCounted(span.Offset))
        {
            _census.Add(record, span.Offset);
        }

        result = new ScanItem(record, null);
        return _query.Matches(record);
    }

    /// <inheritdoc/>
    protected override bool TryFinish(out ScanItem result)
    {
        result = new ScanItem(null, _census.ToArray());
        return true;
    }
}
