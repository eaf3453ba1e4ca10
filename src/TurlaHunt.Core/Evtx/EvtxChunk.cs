using System;
using System.Buffers;
using System.Buffers.Binary;
using TurlaHunt.Binary;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Evtx;

/// <summary>
/// One slot of 64 KiB of a file: the bytes, and what is decoded from them once for all records of the chunk (names and
/// templates, by their offset). One object serves one slot after the other: what it holds is good until the next
/// <see cref="Load"/>.
/// </summary>
internal sealed class EvtxChunk(DecodingCache cache) : IDisposable
{
    private readonly ChunkTemplates _templates = new(cache.Templates);
    private byte[]? _buffer = ArrayPool<byte>.Shared.Rent(EvtxLayout.ChunkSize);

    public ReadOnlySpan<byte> Bytes => new(Buffer, 0, Length);

    /// <summary>Fewer than 64 KiB where the file was cut.</summary>
    public int Length { get; private set; }

    public int Slot { get; private set; }

    public long FileOffset { get; private set; }

    public NameTable Names { get; } = cache.Names;

    public CompilerLists CompilerLists { get; } = new();

    public bool HasHeader { get; private set; }

    public EvtxChunkHeader Header { get; private set; }

    private byte[] Buffer => _buffer ?? throw new ObjectDisposedException(nameof(EvtxChunk));

    /// <summary>Reads a slot of a file.</summary>
    /// <exception cref="System.IO.IOException">It cannot be read.</exception>
    public void Load(EvtxFile file, int slot)
    {
        Slot = slot;
        FileOffset = EvtxLayout.ChunkOffset(slot);
        Length = file.ReadAt(FileOffset, Buffer, EvtxLayout.ChunkSize);
        Names.BeginChunk();
        _templates.BeginChunk();
        HasHeader = EvtxChunkHeader.TryRead(Bytes, out EvtxChunkHeader header);
        Header = header;
        UsedEnd = HasHeader ? FindUsedEnd() : Length;
    }

    public bool IsAllZero => Bytes.IndexOfAnyExceptZero() < 0;

    /// <summary>
    /// The end of the used space as far as the header can be believed: within the chunk, not before the end of the record
    /// that the header itself calls the last one, and not inside a record.
    /// </summary>
    public int UsedEnd { get; private set; }

    /// <summary>The template that is defined at an offset of this chunk.</summary>
    /// <exception cref="MalformedDataException">It cannot be decoded.</exception>
    public CompiledTemplate TemplateAt(int definitionOffset) => _templates.Get(this, definitionOffset);

    /// <summary>Says which checksum does not fit, or null where both do or none was kept.</summary>
    public string? FindChecksumMismatch()
    {
        if (!Header.HasChecksums || Length < EvtxLayout.ChunkSize)
        {
            return null;
        }

        ReadOnlySpan<byte> bytes = Bytes;
        if (EvtxChunkHeader.Checksum(bytes) != Header.HeaderChecksum)
        {
            return "The checksum of the chunk's header does not fit";
        }

        // The sum covers what the header says, wherever the records really end.
        uint free = Header.FreeSpaceOffset;
        int end = free is >= EvtxLayout.ChunkHeaderSize and <= EvtxLayout.ChunkSize ? (int)free : Length;
        uint records = Crc32.Compute(bytes.Slice(EvtxLayout.ChunkHeaderSize, end - EvtxLayout.ChunkHeaderSize));
        return records == Header.RecordsChecksum ? null : "The checksum of the chunk's records does not fit";
    }

    /// <summary>
    /// Whether a record stands at an offset, by all that can be asked without decoding it: magic, a possible size, the
    /// same size again at its end, and a first byte that a body may have.
    /// </summary>
    public bool IsRecordAt(int offset, int end)
    {
        ReadOnlySpan<byte> bytes = Bytes;
        if (end - offset < EvtxLayout.MinRecordSize
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(offset)) != EvtxLayout.RecordMagic)
        {
            return false;
        }

        uint size = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(offset + 4));
        return size >= EvtxLayout.MinRecordSize
            && size <= end - offset
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(offset + (int)size - sizeof(uint))) == size
            && bytes[offset + EvtxLayout.RecordHeaderSize]
                is BinXmlToken.FragmentHeader or BinXmlToken.ProcessingInstructionTarget or BinXmlToken.EndOfStream;
    }

    /// <summary>The size of the record that stands at an offset.</summary>
    public int RecordSizeAt(int offset) => (int)BinaryPrimitives.ReadUInt32LittleEndian(Bytes.Slice(offset + 4));

    /// <summary>The header of the record at an offset, with a size that the caller has checked.</summary>
    public EvtxRecordSpan RecordAt(int offset, int size, RecordIntegrity integrity)
    {
        ReadOnlySpan<byte> bytes = Bytes.Slice(offset);
        return new EvtxRecordSpan(
            offset,
            size,
            BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(8)),
            BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(16)),
            integrity);
    }

    /// <summary>
    /// The record that was hidden in the tail of another, or null. Whoever enlarged the outer record's size to cover it
    /// also overwrote the copy of its size, which is where both end; a record further inside still has its own.
    /// </summary>
    public EvtxRecordSpan? FindHiddenRecord(int start, int outerEnd)
    {
        int offset = Align(start);
        for (; offset <= outerEnd - EvtxLayout.MinRecordSize; offset += EvtxLayout.RecordAlignment)
        {
            ReadOnlySpan<byte> bytes = Bytes.Slice(offset);
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != EvtxLayout.RecordMagic)
            {
                continue;
            }

            uint size = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(4));
            if (IsRecordAt(offset, outerEnd) || size == outerEnd - offset)
            {
                return RecordAt(offset, (int)size, RecordIntegrity.Hidden);
            }
        }

        return null;
    }

    /// <summary>The next offset from <paramref name="start"/> on where a record stands, or -1. Records are aligned to 8.</summary>
    public int FindRecord(int start, int end)
    {
        int offset = Align(start);
        for (; offset <= end - EvtxLayout.MinRecordSize; offset += EvtxLayout.RecordAlignment)
        {
            if (IsRecordAt(offset, end))
            {
                return offset;
            }
        }

        return -1;
    }

    private int FindUsedEnd()
    {
        if (Header.FreeSpaceOffset is < EvtxLayout.ChunkHeaderSize or > EvtxLayout.ChunkSize)
        {
            return Length;
        }

        int free = Math.Min((int)Header.FreeSpaceOffset, Length);
        int last = (int)Math.Min(Header.LastRecordOffset, (uint)Length);
        int end = last >= EvtxLayout.ChunkHeaderSize && IsRecordAt(last, Length) ? EndOfRecordAt(last) : 0;
        return end == free ? free : Math.Max(Math.Max(free, end), FindEndOfRecordAcross(free));
    }

    // The end of the record that lies across an offset, or 0. Asked only where a header contradicts itself.
    private int FindEndOfRecordAcross(int offset)
    {
        int at = EvtxLayout.ChunkHeaderSize;
        while (at >= 0 && at < offset)
        {
            if (!IsRecordAt(at, Length))
            {
                at = FindRecord(at + EvtxLayout.RecordAlignment, Length);
                continue;
            }

            int end = EndOfRecordAt(at);
            if (end > offset)
            {
                return end;
            }

            at = end;
        }

        return 0;
    }

    private int EndOfRecordAt(int offset) => offset + RecordSizeAt(offset);

    private static int Align(int offset) => (offset + EvtxLayout.RecordAlignment - 1) & -EvtxLayout.RecordAlignment;

    public void Dispose()
    {
        byte[]? buffer = _buffer;
        _buffer = null;
        if (buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
