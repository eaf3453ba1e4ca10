using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>A place in a template definition where a name is used, and the name.</summary>
/// <param name="Position">The place of the name's offset, from the start of the definition.</param>
/// <param name="IsInline">The name's entry stands right behind the offset.</param>
/// <param name="Name">The name.</param>
internal readonly record struct BinXmlNameReference(int Position, bool IsInline, string Name)
{
    private const int OffsetSize = sizeof(uint);

    /// <summary>The bytes that the reference takes up: the offset, and the entry where it is inline.</summary>
    public int Length =>
        OffsetSize + (IsInline ? EvtxLayout.NameHeaderSize + ((Name.Length + 1) * sizeof(char)) : 0);

    /// <summary>Whether the same name is used in the same way at the same place of another definition.</summary>
    public bool Matches(ReadOnlySpan<byte> chunk, int definition)
    {
        int place = definition + Position;
        uint offset = BinaryPrimitives.ReadUInt32LittleEndian(chunk.Slice(place));
        if (offset == place + OffsetSize != IsInline)
        {
            return false;
        }

        // Header, then the characters; their terminator is nobody's business.
        int length = EvtxLayout.NameHeaderSize + (Name.Length * sizeof(char));
        if (offset < EvtxLayout.ChunkHeaderSize || offset > (uint)chunk.Length || length > chunk.Length - (int)offset)
        {
            return false;
        }

        ReadOnlySpan<byte> entry = chunk.Slice((int)offset, length);
        return BinaryPrimitives.ReadUInt16LittleEndian(entry.Slice(EvtxLayout.NameHeaderSize - sizeof(ushort))) == Name.Length
            && entry.Slice(EvtxLayout.NameHeaderSize).SequenceEqual(MemoryMarshal.AsBytes(Name.AsSpan()));
    }
}
