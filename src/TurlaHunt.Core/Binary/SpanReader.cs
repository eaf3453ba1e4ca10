using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TurlaHunt.Binary;

/// <summary>
/// Reads a stretch of something larger: of a chunk of an event log, or of a registry hive. Positions count from the start of
/// the whole, as its own offsets do. Each read names what it reads, so that a failure says what was missing.
/// </summary>
internal ref struct SpanReader
{
    private readonly ReadOnlySpan<byte> _bytes;

    public SpanReader(ReadOnlySpan<byte> bytes, int start, int end)
    {
        _bytes = bytes;
        Position = start;
        End = Math.Min(end, bytes.Length);
    }

    public int Position { get; set; }

    public int End { get; }

    public readonly int Remaining => End - Position;

    public readonly ReadOnlySpan<byte> All => _bytes;

    public readonly byte PeekByte(string what)
    {
        Need(1, what);
        return _bytes[Position];
    }

    public byte ReadByte(string what)
    {
        Need(1, what);
        return _bytes[Position++];
    }

    public ushort ReadUInt16(string what) => BinaryPrimitives.ReadUInt16LittleEndian(ReadBytes(2, what));

    public uint ReadUInt32(string what) => BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(4, what));

    /// <summary>Reads an offset within the whole.</summary>
    public int ReadOffset(string what)
    {
        int place = Position;
        uint offset = ReadUInt32(what);
        if (offset >= (uint)_bytes.Length)
        {
            MalformedDataException.Throw($"{what} is {offset}, which lies outside the data", place);
        }

        return (int)offset;
    }

    public string ReadUtf16(int characters, string what) =>
        MemoryMarshal.Cast<byte, char>(ReadBytes(characters * sizeof(char), what)).ToString();

    public ReadOnlySpan<byte> ReadBytes(int count, string what)
    {
        Need(count, what);
        ReadOnlySpan<byte> bytes = _bytes.Slice(Position, count);
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
            MalformedDataException.ThrowTruncated(what, Position, count, Math.Max(0, End - Position));
        }
    }
}
