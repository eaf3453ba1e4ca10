using System;
using System.Buffers.Binary;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Events;

/// <summary>
/// Turns the records of one chunk into events. A record that cannot be decoded becomes a defect; a record that somebody
/// hid inside the one before it is found and marked.
/// </summary>
internal sealed class EvtxChunkReader(RecordFilter filter, EvtxLimits limits, Action<EvtxDefect> onDefect)
{
    private readonly UnfoldingBudget _budget = new(limits);
    private EvtxChunk _chunk = null!;
    private int _end;
    private int _next;
    private int _tailStart;
    private int _tailEnd;
    private int _seen;

    /// <summary>Turns to a chunk.</summary>
    public void Begin(EvtxChunk chunk)
    {
        _chunk = chunk;
        _end = chunk.UsedEnd;
        _next = EvtxLayout.ChunkHeaderSize;
        _tailEnd = 0;
        _seen = 0;
        _budget.BeginChunk();
    }

    /// <summary>The next event, or null at the end of the chunk.</summary>
    public EventRecord? Read(string source)
    {
        while (TryNext(out EvtxRecordSpan span, out EvtxDefect? defect))
        {
            _seen++;
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
                        EvtxDefectKind.RecordDamaged, _chunk.Slot, _chunk.FileOffset + span.Offset, span.Id, why)
                    : defect with { Kind = EvtxDefectKind.RecordDamaged, Detail = $"{why}. {defect.Detail}" });
            }
        }

        return null;
    }

    /// <summary>Reports, after the last record, whether the chunk is whole and, if asked to, whether its checksums fit.</summary>
    public void CheckWhole(in EvtxFileHeader file, bool verifyChecksum)
    {
        if (_chunk.Length < EvtxLayout.ChunkSize)
        {
            long expected = _chunk.Header.LastRecordNumber - _chunk.Header.FirstRecordNumber + 1;
            string count = expected > _seen && expected <= EvtxLayout.MaxRecordSize / EvtxLayout.MinRecordSize
                ? $"; its header counts {expected} records, {_seen} are there"
                : $"; {_seen} records are there";
            onDefect(new EvtxDefect(
                EvtxDefectKind.FileTruncated,
                _chunk.Slot,
                _chunk.FileOffset + _chunk.Length,
                null,
                $"The file ends inside a chunk, after {_chunk.Length} of {EvtxLayout.ChunkSize} bytes{count}"));
        }
        else if (verifyChecksum && file.HasChecksums && _chunk.FindChecksumMismatch() is string mismatch)
        {
            onDefect(new EvtxDefect(
                EvtxDefectKind.ChunkChecksumMismatch, _chunk.Slot, _chunk.FileOffset, null, mismatch));
        }
    }

    private BinXmlDocument Parse(in EvtxRecordSpan span)
    {
        if (span.Integrity != RecordIntegrity.Sound)
        {
            return BinXmlParser.ParseRecord(_chunk, span, limits, out _);
        }

        // Where its body ends is known only once it is decoded. If it cannot be, a record may hide anywhere in it.
        _tailStart = span.BodyOffset;
        _tailEnd = span.Offset + span.Size;
        BinXmlDocument document = BinXmlParser.ParseRecord(_chunk, span, limits, out int bodyEnd);
        _tailStart = bodyEnd;
        if (span.BodyEnd - bodyEnd <= EvtxLayout.MaxRecordPadding)
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

        SkipUnwanted();
        EvtxRecordWalker walker = new(_chunk, _next);
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

    // Steps over the records that are plain in every way and that the filter refuses. This is where a hunt spends its time.
    private void SkipUnwanted()
    {
        ReadOnlySpan<byte> bytes = _chunk.Bytes;
        while (_end - _next >= EvtxLayout.MinRecordSize)
        {
            ulong head = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(_next));
            uint size = (uint)(head >> 32);
            if ((uint)head != EvtxLayout.RecordMagic
                || size < EvtxLayout.MinRecordSize
                || size > (uint)(_end - _next)
                || BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(_next + (int)size - sizeof(uint))) != size
                || filter.MayMatch(_chunk, bytes, _next, (int)size))
            {
                return;
            }

            _seen++;
            _next += (int)size;
        }
    }

    private bool TryHidden(out EvtxRecordSpan span, out EvtxDefect? defect)
    {
        span = default;
        defect = null;
        if (_tailEnd == 0)
        {
            return false;
        }

        if (_chunk.FindHiddenRecord(_tailStart, _tailEnd) is not EvtxRecordSpan hidden)
        {
            _tailEnd = 0;
            return false;
        }

        span = hidden;
        _tailStart = hidden.Offset + hidden.Size;
        defect = new EvtxDefect(
            EvtxDefectKind.RecordHidden,
            _chunk.Slot,
            _chunk.FileOffset + hidden.Offset,
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
