using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using TurlaHunt.Evtx;
using Xunit;

namespace TurlaHunt.Tests.Writing;

/// <summary>A log as plain bytes, with just enough sense to find its chunks, records and chains.</summary>
internal sealed class RawLog(byte[] bytes)
{
    public byte[] Bytes { get; } = bytes;

    public IReadOnlyList<RawChunk> Chunks { get; } = Enumerable
        .Range(0, (bytes.Length - 4096) / 65536)
        .Select(i => new RawChunk(bytes.Skip(4096 + (i * 65536)).Take(65536).ToArray()))
        .ToArray();

    public ushort UInt16(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes.AsSpan(offset));

    public uint UInt32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes.AsSpan(offset));

    public ulong UInt64(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(Bytes.AsSpan(offset));
}

internal sealed class RawChunk(byte[] bytes)
{
    public byte[] Bytes { get; } = bytes;

    public int FreeSpace => (int)UInt32(48);

    public ushort UInt16(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes.AsSpan(offset));

    public uint UInt32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes.AsSpan(offset));

    public ulong UInt64(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(Bytes.AsSpan(offset));

    public IReadOnlyList<int> Records
    {
        get
        {
            List<int> records = [];
            for (int offset = 512; offset < FreeSpace; offset += (int)UInt32(offset + 4))
            {
                Assert.Equal(0x2A2Au, UInt32(offset));
                records.Add(offset);
            }

            return records;
        }
    }

    public uint RecordsChecksum => Crc32.Compute(Bytes.AsSpan(512, FreeSpace - 512));

    public uint HeaderChecksum => Crc32.Compute(Bytes.AsSpan(0, 120), Bytes.AsSpan(128, 384));

    /// <summary>The entries of the string table: bucket, stored hash, name.</summary>
    public IEnumerable<(int Bucket, ushort Hash, string Name)> Names =>
        from entry in Chains(128, 64)
        let length = 2 * UInt16(entry.Offset + 6)
        select (entry.Bucket, UInt16(entry.Offset + 4), Encoding.Unicode.GetString(Bytes, entry.Offset + 8, length));

    /// <summary>The entries of the template table: bucket, GUID, offset of the definition.</summary>
    public IEnumerable<(int Bucket, Guid Id, int Offset)> Templates =>
        from entry in Chains(384, 32)
        select (entry.Bucket, new Guid(Bytes.Skip(entry.Offset + 4).Take(16).ToArray()), entry.Offset);

    private IEnumerable<(int Bucket, int Offset)> Chains(int table, int buckets)
    {
        for (int bucket = 0; bucket < buckets; bucket++)
        {
            int above = int.MaxValue;
            for (int offset = (int)UInt32(table + (4 * bucket)); offset != 0; offset = (int)UInt32(offset))
            {
                Assert.InRange(offset, 512, Math.Min(above, FreeSpace) - 1);
                above = offset;
                yield return (bucket, offset);
            }
        }
    }
}
