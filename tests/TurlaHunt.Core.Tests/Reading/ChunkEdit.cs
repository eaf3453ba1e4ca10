using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using TurlaHunt.Evtx;
using TurlaHunt.Tests.Writing;

namespace TurlaHunt.Tests.Reading;

/// <summary>Changes the bytes of one chunk of a log in place. Offsets count from the start of the chunk.</summary>
internal sealed class ChunkEdit(byte[] file, int chunk = 0)
{
    public const int FreeSpaceField = 48;
    public const int FlagsField = 120;

    private int Start => EvtxLayout.FileHeaderBlockSize + (chunk * EvtxLayout.ChunkSize);

    public Span<byte> Bytes => file.AsSpan(Start, Math.Min(EvtxLayout.ChunkSize, file.Length - Start));

    /// <summary>Where its records start, by sizes that are still sound.</summary>
    public IReadOnlyList<int> Records => new RawLog(file).Chunks[chunk].Records;

    /// <summary>What the used buckets of a table in the chunk's header point at.</summary>
    public IReadOnlyList<int> Buckets(int table, int count)
    {
        List<int> entries = [];
        for (int i = 0; i < count; i++)
        {
            if (UInt32(table + (4 * i)) is uint offset and not 0)
            {
                entries.Add((int)offset);
            }
        }

        return entries;
    }

    public ushort UInt16(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes.Slice(offset));

    public uint UInt32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes.Slice(offset));

    public ChunkEdit Set(int offset, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Bytes.Slice(offset), value);
        return this;
    }

    public ChunkEdit Set(int offset, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(Bytes.Slice(offset), value);
        return this;
    }

    public ChunkEdit SetUInt16(int offset, int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(Bytes.Slice(offset), (ushort)value);
        return this;
    }

    /// <summary>The first place of some bytes.</summary>
    public int Find(ReadOnlySpan<byte> wanted, int from = EvtxLayout.ChunkHeaderSize)
    {
        int found = Bytes.Slice(from).IndexOf(wanted);
        return found < 0 ? throw new InvalidOperationException("The log does not hold these bytes.") : from + found;
    }

    /// <summary>Makes both checksums fit again, so that the damage is reached.</summary>
    public void Repair()
    {
        uint free = UInt32(FreeSpaceField);
        int end = free is >= EvtxLayout.ChunkHeaderSize and <= EvtxLayout.ChunkSize ? (int)free : EvtxLayout.ChunkSize;
        Set(52, Crc32.Compute(Bytes.Slice(EvtxLayout.ChunkHeaderSize, end - EvtxLayout.ChunkHeaderSize)));
        Set(
            EvtxLayout.ChunkHeaderChecksumOffset,
            Crc32.Compute(Bytes.Slice(0, EvtxLayout.ChunkHeaderChecksumLength), Bytes.Slice(EvtxLayout.StringTableOffset, 384)));
    }
}
