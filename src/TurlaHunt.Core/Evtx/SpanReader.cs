using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TurlaHunt.Evtx;

/// <summary>
/// Reads a stretch of a chunk. Positions count from the start of the chunk, as every offset in the format does. Each read
/// names what it reads, so that a failure says what was missing.
/// </summary>
internal ref struct SpanReader
{
    private readonly ReadOnlySpan<byte> _chunk;

    public SpanReader(ReadOnlySpan<byte> chunk, int start, int end)
    {
        _chunk = chunk;
        Position = start;
        End = Math.Min(end, chunk.Length);
    }

    public int Position { get; set; }

    public int End { get; }

    public readonly int Remaining => End - Position;

    public readonly ReadOnlySpan<byte> Chunk => _chunk;

    public readonly byte PeekByte(string what)
    {
        Need(1, what);
        return _chunk[Position];
    }

    public byte ReadByte(string what)
    {
        Need(1, what);
        return _chunk[Position++];
    }

    public ushort ReadUInt16(string what) => BinaryPrimitives.ReadUInt16LittleEndian(ReadBytes(2, what));

    public uint ReadUInt32(string what) => BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(4, what));

    /// <summary>Reads an offset within the chunk.</summary>
    public int ReadOffset(string what)
    {
        int place = Position;
        uint offset = ReadUInt32(what);
        if (offset >= (uint)_chunk.Length)
        {
            EvtxFormatException.Throw($"{what} is {offset}, which lies outside the chunk", place);
        }

        return (int)offset;
    }

    public string ReadUtf16(int characters, string what) =>
        MemoryMarshal.Cast<byte, char>(ReadBytes(characters * sizeof(char), what)).ToString();

    public ReadOnlySpan<byte> ReadBytes(int count, string what)
    {
        Need(count, what);
        ReadOnlySpan<byte> bytes = _chunk.Slice(Position, count);
        Position += count;
        return bytes;
    }

    public void Skip(int count, string what)
    {
        Need(count, what);
        Position += count;
    }

    private readonly void Need(int count, string what)
    {
        if (count < 0 || count > End - Position)
        {
            EvtxFormatException.ThrowTruncated(what, Position, count, Math.Max(0, End - Position));
        }
    }
}
