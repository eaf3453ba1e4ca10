using System;
using System.Buffers.Binary;

namespace TurlaHunt.Evtx;

/// <summary>
/// Goes from record to record of a chunk. Where a size cannot be right it reports the place and goes on at the next
/// record it finds; each step advances, so the walk ends whatever the bytes are.
/// </summary>
internal ref struct EvtxRecordWalker
{
    private readonly EvtxChunk _chunk;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _end;
    private int _next;

    public EvtxRecordWalker(EvtxChunk chunk, int start = EvtxLayout.ChunkHeaderSize)
    {
        _chunk = chunk;
        _bytes = chunk.Bytes;
        _end = chunk.UsedEnd;
        _next = start;
    }

    public EvtxRecordSpan Current { get; private set; }

    /// <summary>Where the walk goes on after the current record.</summary>
    public readonly int Next => _next;

    /// <summary>Goes to the next record.</summary>
    /// <param name="defect">What stood in between, where something did.</param>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext(out EvtxDefect? defect)
    {
        defect = null;
        int start = _next;
        if (_end - start < EvtxLayout.MinRecordSize)
        {
            return false;
        }

        string? problem = FindProblem(start, out int size);
        if (size > 0)
        {
            Current = _chunk.RecordAt(start, size, problem is null ? RecordIntegrity.Sound : RecordIntegrity.Damaged);
            if (problem is null)
            {
                _next = start + size;
                return true;
            }
        }

        // The overwritten record itself is still worth a try, but where it ends is anybody's guess.
        int found = _chunk.FindRecord(start + EvtxLayout.RecordAlignment, _end);
        _next = found < 0 ? _end : found;
        if (size > 0)
        {
            defect = Describe(EvtxDefectKind.RecordOverwritten, start, problem!, found);
            return true;
        }

        if (problem is not null)
        {
            defect = Describe(EvtxDefectKind.RecordHeaderDamaged, start, problem, found);
        }

        return found >= 0 && MoveToFound(found);
    }

    private bool MoveToFound(int offset)
    {
        int size = (int)BinaryPrimitives.ReadUInt32LittleEndian(_bytes.Slice(offset + 4));
        Current = _chunk.RecordAt(offset, size, RecordIntegrity.Sound);
        _next = offset + size;
        return true;
    }

    // A size of 0 means that nothing there can be decoded; a size with a problem, that it may be.
    private readonly string? FindProblem(int offset, out int size)
    {
        size = 0;
        if (BinaryPrimitives.ReadUInt32LittleEndian(_bytes.Slice(offset)) != EvtxLayout.RecordMagic)
        {
            // Zeros up to the end are the unused rest of an archived chunk, not damage.
            bool isUnused = _bytes.Slice(offset, _end - offset).IndexOfAnyExceptZero() < 0;
            return isUnused ? null : "No record starts where one should";
        }

        uint declared = BinaryPrimitives.ReadUInt32LittleEndian(_bytes.Slice(offset + 4));
        if (declared < EvtxLayout.MinRecordSize || declared > _end - offset)
        {
            // A record that the end of the file cuts is told with the chunk that it cuts, not a second time.
            bool isCut = _chunk.Length < EvtxLayout.ChunkSize && declared is > 0 and <= EvtxLayout.MaxRecordSize;
            return isCut ? null : $"A record says that its size is {declared}, which cannot be";
        }

        size = (int)declared;
        uint copy = BinaryPrimitives.ReadUInt32LittleEndian(_bytes.Slice(offset + size - sizeof(uint)));
        return copy == declared || IsEndOfRecord(offset + size)
            ? null
            : $"The end of a record was overwritten: its size is {declared} at its start and {copy} at its end";
    }

    private readonly bool IsEndOfRecord(int offset) =>
        _end - offset < EvtxLayout.MinRecordSize
            ? _end == offset
            : BinaryPrimitives.ReadUInt32LittleEndian(_bytes.Slice(offset)) == EvtxLayout.RecordMagic;

    private readonly EvtxDefect Describe(EvtxDefectKind kind, int start, string problem, int found)
    {
        bool hasId = BinaryPrimitives.ReadUInt32LittleEndian(_bytes.Slice(start)) == EvtxLayout.RecordMagic;
        long? id = hasId ? BinaryPrimitives.ReadInt64LittleEndian(_bytes.Slice(start + 8)) : null;
        string rest = found < 0
            ? $"no record follows in the {_end - start} bytes up to the end of the chunk's records"
            : $"the next record follows after {found - start} bytes";
        return new EvtxDefect(kind, _chunk.Slot, _chunk.FileOffset + start, id, $"{problem}; {rest}");
    }
}
