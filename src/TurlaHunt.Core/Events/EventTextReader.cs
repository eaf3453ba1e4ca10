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
        try
        {
            bool isWanted = _takesAll ? WriteAny(span) : WriteWanted(span);
            result = new TextRange(start, Output.Length - start);
            return isWanted;
        }
        catch (MalformedDataException)
        {
            Output.CutBack(start);
            throw;
        }
    }

    private bool WriteAny(in EvtxRecordSpan span)
    {
        if (TryRender(span))
        {
            return true;
        }

        if (format == EventTextFormat.Json)
        {
            Write(Decode(span));
        }
        else if (!EventXmlWriter.Write(Parse(span), Limits, Budget, Output))
        {
            EventRecordBuilder.ThrowHasNoEvent(span);
        }

        return true;
    }

    private bool WriteWanted(in EvtxRecordSpan span)
    {
        EventRecord record = Decode(span);
        if (!query.Matches(record))
        {
            return false;
        }

        if (!TryRender(span))
        {
            Write(record);
        }

        return true;
    }

    private bool TryRender(in EvtxRecordSpan span) =>
        span.Integrity == RecordIntegrity.Sound && _renderer.TryRender(Chunk, span, Source, Output);

    private void Write(EventRecord record) => record.WriteTo(Output, format, Budget);
}
