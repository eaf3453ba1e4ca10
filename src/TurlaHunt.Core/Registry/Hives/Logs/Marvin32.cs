using System;
using System.Buffers.Binary;

namespace TurlaHunt.Registry.Hives.Logs;

/// <summary>The hash by which Windows knows whether an entry of a transaction log is whole: Marvin32, with the seed that it uses there.</summary>
/// <remarks>M. Suhanov's "Windows registry file format specification", log entries. The data is words of 32 bits: entries have no others.</remarks>
internal static class Marvin32
{
    private const uint SeedLow = 0x7A4E55C5;
    private const uint SeedHigh = 0x82EF4D88;

    // What stands for the end where no byte is left over.
    private const uint End = 0x80;

    /// <summary>The hash of data whose length is a multiple of four.</summary>
    public static ulong Hash(ReadOnlySpan<byte> data)
    {
        uint low = SeedLow;
        uint high = SeedHigh;
        for (int offset = 0; offset + sizeof(uint) <= data.Length; offset += sizeof(uint))
        {
            Mix(ref low, ref high, BinaryPrimitives.ReadUInt32LittleEndian(data.Slice(offset)));
        }

        Mix(ref low, ref high, End);
        Mix(ref low, ref high, 0);
        return ((ulong)high << 32) | low;
    }

    private static void Mix(ref uint low, ref uint high, uint word)
    {
        unchecked
        {
            low += word;
            high ^= low;
            low = Rotate(low, 20) + high;
            high = Rotate(high, 9) ^ low;
            low = Rotate(low, 27) + high;
            high = Rotate(high, 19);
        }
    }

    private static uint Rotate(uint word, int bits) => (word << bits) | (word >> (32 - bits));
}
