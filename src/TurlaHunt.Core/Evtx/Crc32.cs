using System;
using System.Buffers.Binary;

namespace TurlaHunt.Evtx;

/// <summary>CRC-32 with the IEEE 802.3 polynomial, as zip and EVTX use it.</summary>
internal static class Crc32
{
    private const uint ReversedPolynomial = 0xEDB88320;

    // Slicing-by-8: table k holds the effect of a byte that is followed by k more bytes, so that eight bytes take one step.
    private static readonly uint[][] Tables = MakeTables();

    /// <summary>The checksum of <paramref name="data"/>.</summary>
    public static uint Compute(ReadOnlySpan<byte> data) => ~Append(~0u, data);

    /// <summary>The checksum of two blocks as if they stood one after the other.</summary>
    public static uint Compute(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) =>
        ~Append(Append(~0u, first), second);

    /// <summary>The checksum by tables alone, which every processor can do.</summary>
    internal static uint ComputeByTables(ReadOnlySpan<byte> data) => ~AppendByTables(~0u, data);

    private static uint Append(uint state, ReadOnlySpan<byte> data)
    {
#if NET
        state = Crc32Hardware.Append(state, ref data);
#endif
        return AppendByTables(state, data);
    }

    private static uint AppendByTables(uint state, ReadOnlySpan<byte> data)
    {
        uint[][] tables = Tables;
        while (data.Length >= 8)
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(data) ^ state;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(data.Slice(4));
            state = tables[7][(byte)low] ^ tables[6][(byte)(low >> 8)]
                ^ tables[5][(byte)(low >> 16)] ^ tables[4][low >> 24]
                ^ tables[3][(byte)high] ^ tables[2][(byte)(high >> 8)]
                ^ tables[1][(byte)(high >> 16)] ^ tables[0][high >> 24];
            data = data.Slice(8);
        }

        foreach (byte value in data)
        {
            state = tables[0][(byte)(state ^ value)] ^ (state >> 8);
        }

        return state;
    }

    private static uint[][] MakeTables()
    {
        uint[][] tables = new uint[8][];
        for (int k = 0; k < tables.Length; k++)
        {
            tables[k] = new uint[256];
        }

        for (uint value = 0; value < 256; value++)
        {
            uint crc = value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ ReversedPolynomial : crc >> 1;
            }

            tables[0][value] = crc;
        }

        for (int k = 1; k < tables.Length; k++)
        {
            for (int value = 0; value < 256; value++)
            {
                uint previous = tables[k - 1][value];
                tables[k][value] = tables[0][(byte)previous] ^ (previous >> 8);
            }
        }

        return tables;
    }
}
