using System;
using System.Buffers.Binary;
using TurlaHunt.Binary;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;
using TurlaHunt.Evtx.Rendering;

namespace TurlaHunt.Events;

/// <summary>
/// Goes through the records of one chunk and makes something of those that are wanted. A record that cannot be decoded
/// becomes a defect; a record that somebody hid inside the one before it is found and marked.
/// </summary>
/// <typeparam name="TResult">What is made of a record.</typeparam>
internal abstract class EvtxChunkReader<TResult>(RecordFilter filter, EvtxLimits limits, Action<EvtxDefect> onDefect)
{
    private readonly EventRecordBuilder _builder = new();
    private EvtxChunk _chunk = null!;
    private int _end;
    private int _next;
    private int _tailStart;
    private int _tailEnd;
    private int _seen;
    private bool _isFinished;

    /// <summary>Where results that are text are written, one right behind the other.</summary>
    public Utf8Buffer Output { get; set; } = new();

    /// <summary>Whether something was made of a record of the chunk.</summary>
    public bool IsTaken { get; private set; }

    /// <summary>Whether the chunk's checksums matter although nothing was made of a record of it.</summary>
    public bool NeedsVerifying => IsTaken || MustVerify;

    /// <summary>The chunk that is read.</summary>
    protected EvtxChunk Chunk => _chunk;

    /// <summary>The file that the chunk comes from.</summary>
    protected string Source { get; private set; } = "";

    /// <summary>The bounds to keep.</summary>
    protected EvtxLimits Limits { get; } = limits;

    /// <summary>How much the records of the chunk may unfold to.</summary>
    protected UnfoldingBudget Budget { get; } = new(limits);

    /// <summary>Whether the chunk's checksums matter although nothing was made of a record of it.</summary>
    protected virtual bool MustVerify => false;

    /// <summary>Where the next record is looked for, from the start of the chunk.</summary>
    public int Position => _next;

    /// <summary>Turns to a chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="source">The file that it comes from.</param>
    /// <param name="start">The first record that is looked at, from the start of the chunk.</param>
    public void Begin(EvtxChunk chunk, string source, int start = EvtxLayout.ChunkHeaderSize)
    {
        _chunk = chunk;
        Source = source;
        _end = chunk.UsedEnd;
        _next = start;
        _tailEnd = 0;
        _seen = 0;
        IsTaken = false;
        _isFinished = false;
        Budget.BeginChunk();
        OnBegin();
    }

    /// <summary>Goes on to the next record that is wanted.</summary>
    /// <returns>False at the end of the chunk.</returns>
    public bool TryRead(out TResult result)
    {
        while (TryNext(out EvtxRecordSpan span, out EvtxDefect? defect))
        {
            _seen++;
            try
            {
                bool isWanted = TryMake(span, out result);
                Report(defect);
                if (isWanted)
                {
                    IsTaken = true;
                    return true;
                }
            }
            catch (MalformedDataException failure)
            {
                string why = $"A record cannot be decoded: {failure.Message} at {failure.Offset} in the chunk";
                Report(defect is null
                    ? new EvtxDefect(
                        EvtxDefectKind.RecordDamaged, _chunk.Slot, _chunk.FileOffset + span.Offset, span.Id, why)
                    : defect with { Kind = EvtxDefectKind.RecordDamaged, Detail = $"{why}. {defect.Detail}" });
            }
        }

        result = default!;
        bool isFirst = !_isFinished;
        _isFinished = true;
        return isFirst && TryFinish(out result);
    }

    /// <summary>Turns to a chunk.</summary>
    protected virtual void OnBegin()
    {
    }

    /// <summary>Makes something of the chunk as a whole, after its last record.</summary>
    /// <returns>False where there is nothing to make.</returns>
    protected virtual bool TryFinish(out TResult result)
    {
        result = default!;
        return false;
    }

    /// <summary>Makes something of a record.</summary>
    /// <returns>False where the record is not wanted.</returns>
    /// <exception cref="MalformedDataException">It cannot be decoded.</exception>
    protected abstract bool TryMake(in EvtxRecordSpan span, out TResult result);

    /// <summary>Decodes a record.</summary>
    /// <exception cref="MalformedDataException">It cannot be decoded.</exception>
    protected EventRecord Decode(in EvtxRecordSpan span) =>
        _builder.Build(Parse(span), span, Source, Limits, Budget);

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

    /// <summary>Decodes a record as far as its programs and the bytes that fill them.</summary>
    /// <exception cref="MalformedDataException">It cannot be decoded.</exception>
    protected BinXmlDocument Parse(in EvtxRecordSpan span)
    {
        if (span.Integrity != RecordIntegrity.Sound)
        {
            return BinXmlParser.ParseRecord(_chunk, span, Limits, out _);
        }

        // Where its body ends is known only once it is decoded. If it cannot be, a record may hide anywhere in it.
        _tailStart = span.BodyOffset;
        _tailEnd = span.Offset + span.Size;
        BinXmlDocument document = BinXmlParser.ParseRecord(_chunk, span, Limits, out int bodyEnd);
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
