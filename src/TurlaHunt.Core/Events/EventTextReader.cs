using System;
using TurlaHunt.Binary;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.Rendering;

namespace TurlaHunt.Events;

/// <summary>Makes lines of text of the records of a chunk: where it can, without making an event first.</summary>
internal sealed class EventTextReader(
    EventQuery query, EventTextFormat format, EvtxLimits limits, Action<EvtxDefect> onDefect)
    : EvtxChunkReader<TextRange>(new RecordFilter(query), limits, onDefect)
{
    private readonly bool _takesAll = query.IsAll;
    private readonly EventRenderer _renderer =
        format == EventTextFormat.Json ? new JsonRenderer(limits) : new XmlRenderer(limits);

    /// <inheritdoc/>
    protected override bool TryMake(in EvtxRecordSpan span, out TextRange result)
    {
        int start = Output.Length;
        bool isSound = span.Integrity == RecordIntegrity.Sound;
        if (_takesAll && isSound && _renderer.TryRender(Chunk, span, Source, Output))
        {
            result = new TextRange(start, Output.Length - start);
            return true;
        }

        EventRecord record = Decode(span);
        bool isWanted = query.Matches(record);
        if (isWanted && !(isSound && _renderer.TryRender(Chunk, span, Source, Output)))
        {
            Write(record);
        }

        result = new TextRange(start, Output.Length - start);
        return isWanted;
    }

    private void Write(EventRecord record)
    {
        int start = Output.Length;
        try
        {
            record.WriteTo(Output, format, Budget);
        }
        catch (MalformedDataException)
        {
            Output.CutBack(start);
            throw;
        }
    }
}
