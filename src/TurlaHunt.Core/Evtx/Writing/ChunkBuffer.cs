using System;
using System.Buffers.Binary;

namespace TurlaHunt.Evtx;

/// <summary>
/// The bytes of a chunk under construction. It may run past the size of a chunk while a record is being encoded, so
/// that the encoder need not ask at every step; the chunk asks once, afterwards.
/// </summary>
internal sealed class ChunkBuffer
{
    private byte[] _bytes = new byte[2 * EvtxLayout.ChunkSize];

    public int Position { get; private set; }

    public Span<byte> Chunk => _bytes.AsSpan(0, EvtxLayout.ChunkSize);

    /// <summary>Goes back, and leaves zeros behind.</summary>
    public void TruncateTo(int position)
    {
        _bytes.AsSpan(position).Clear();
        Position = position;
    }

    public void Byte(byte value) => Take(1)[0] = value;

    public void UInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(sizeof(ushort)), value);

    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(sizeof(uint)), value);

    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(sizeof(ulong)), value);

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>A character count and UTF-16 units.</summary>
    /// <remarks>Units go in unchanged: an encoder would replace unpaired surrogates.</remarks>
    public void CountedText(string text)
    {
        if (text.Length > ushort.MaxValue)
        {
            throw new ArgumentException(
                $"A name or literal text of {text.Length} characters does not fit an event log.");
        }

        UInt16((ushort)text.Length);
        Span<byte> units = Take(sizeof(char) * text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(units.Slice(sizeof(char) * i), text[i]);
        }
    }

    /// <summary>Leaves room for a number that is known only later.</summary>
    public int Reserve(int size)
    {
        int position = Position;
        Take(size);
        return position;
    }

    public void SetUInt16(int position, ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(position), value);

    public void SetUInt32(int position, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(position), value);

    private Span<byte> Take(int size)
    {
        int end = Position + size;
        if (end > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(end, 2 * _bytes.Length));
        }

        Span<byte> taken = _bytes.AsSpan(Position, size);
        Position = end;
        return taken;
    }
}
