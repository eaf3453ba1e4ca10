using System;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Events;

/// <summary>
/// Turns the records of one chunk into events. A record that cannot be decoded becomes a defect; a record that somebody
/// hid inside the one before it is found and marked.
/// </summary>
internal sealed class EvtxChunkReader(
    EvtxChunk chunk, RecordFilter filter, EvtxLimits limits, Action<EvtxDefect> onDefect)
{
    // Records are padded to a multiple of eight bytes; a longer rest between body and end is room for another record.
    private const int MaxPadding = 8;

    private readonly UnfoldingBudget _budget = new(limits);
    private int _next = EvtxLayout.ChunkHeaderSize;
    private int _tailStart;
    private int _tailEnd;
    private int _seen;

    /// <summary>The next event, or null at the end of the chunk.</summary>
    public EventRecord? Read(string source)
    {
        while (TryNext(out EvtxRecordSpan span, out EvtxDefect? defect))
        {
            _seen++;
            if (defect is null && !filter.MayMatch(chunk, span))
            {
                continue;
            }

            try
            {
                BinXmlDocument document = Parse(span);
                EventRecord record = EventRecordBuilder.Build(document, span, source, limits, _budget);
                Report(defect);
                return record;
            }
            catch (EvtxFormatException failure)
            {
                string why = $"A record cannot be decoded: {failure.Message} at {failure.Offset} in the chunk";
                Report(defect is null
                    ? new EvtxDefect(
                        EvtxDefectKind.RecordDamaged, chunk.Slot, chunk.FileOffset + span.Offset, span.Id, why)
                    : defect with { Kind = EvtxDefectKind.RecordDamaged, Detail = $"{why}. {defect.Detail}" });
            }
        }

        return null;
    }

    /// <summary>Reports, after the last record, whether the chunk is whole and, if asked to, whether its checksums fit.</summary>
    public void CheckWhole(in EvtxFileHeader file, bool verifyChecksum)
    {
        if (chunk.Length < EvtxLayout.ChunkSize)
        {
            long expected = chunk.Header.LastRecordNumber - chunk.Header.FirstRecordNumber + 1;
            string count = expected > _seen && expected <= EvtxLayout.MaxRecordSize / EvtxLayout.MinRecordSize
                ? $"; its header counts {expected} records, {_seen} are there"
                : $"; {_seen} records are there";
            onDefect(new EvtxDefect(
                EvtxDefectKind.FileTruncated,
                chunk.Slot,
                chunk.FileOffset + chunk.Length,
                null,
                $"The file ends inside a chunk, after {chunk.Length} of {EvtxLayout.ChunkSize} bytes{count}"));
        }
        else if (verifyChecksum && file.HasChecksums && chunk.FindChecksumMismatch() is string mismatch)
        {
            onDefect(new EvtxDefect(
                EvtxDefectKind.ChunkChecksumMismatch, chunk.Slot, chunk.FileOffset, null, mismatch));
        }
    }

    private BinXmlDocument Parse(in EvtxRecordSpan span)
    {
        if (span.Integrity != RecordIntegrity.Sound)
        {
            return BinXmlParser.ParseRecord(chunk, span, limits, out _);
        }

        // Where its body ends is known only once it is decoded. If it cannot be, a record may hide anywhere in it.
        _tailStart = span.BodyOffset;
        _tailEnd = span.Offset + span.Size;
        BinXmlDocument document = BinXmlParser.ParseRecord(chunk, span, limits, out int bodyEnd);
        _tailStart = bodyEnd;
        if (span.BodyEnd - bodyEnd <= MaxPadding)
        {
            _tailEnd = 0;
        }

        return document;
    }

    // Damage in front of the record is reported at once, damage of the record itself with what became of it.
    private bool TryNext(out EvtxRecordSpan span, out EvtxDefect? defect)
    {
        if (TryHidden(out span, out defect))
        {
            return true;
        }

        EvtxRecordWalker walker = new(chunk, _next);
        bool found = walker.MoveNext(out defect);
        _next = walker.Next;
        span = walker.Current;
        if (!found || defect?.Kind == EvtxDefectKind.RecordHeaderDamaged)
        {
            Report(defect);
            defect = null;
        }

        return found;
    }

    private bool TryHidden(out EvtxRecordSpan span, out EvtxDefect? defect)
    {
        span = default;
        defect = null;
        if (_tailEnd == 0)
        {
            return false;
        }

        if (chunk.FindHiddenRecord(_tailStart, _tailEnd) is not EvtxRecordSpan hidden)
        {
            _tailEnd = 0;
            return false;
        }

        span = hidden;
        _tailStart = hidden.Offset + hidden.Size;
        defect = new EvtxDefect(
            EvtxDefectKind.RecordHidden,
            chunk.Slot,
            chunk.FileOffset + hidden.Offset,
            hidden.Id,
            "A record was hidden inside the one before it");
        return true;
    }

    private void Report(EvtxDefect? defect)
    {
        if (defect is not null)
        {
            onDefect(defect);
        }
    }
}
