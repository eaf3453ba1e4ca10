using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using TurlaHunt.Registry.Hives;
using TurlaHunt.Registry.Hives.Logs;

namespace TurlaHunt.Tests.Registry;

/// <summary>Makes the transaction logs of a hive: what leads from one state of it to the next, in either format of Windows.</summary>
internal static class TestHiveLog
{
    private const int Page = 4096;
    private const int Sector = 512;

    /// <summary>A log of entries, as Windows 8.1 and later write it.</summary>
    /// <param name="hive">The hive whose log it is.</param>
    /// <param name="first">The number of the first entry.</param>
    /// <param name="states">The hive before the first entry, and after each.</param>
    public static byte[] OfEntries(byte[] hive, uint first, params byte[][] states)
    {
        List<byte> log = [.. Base(hive, type: 6, first)];
        for (int i = 1; i < states.Length; i++)
        {
            log.AddRange(Entry(states[i - 1], states[i], first + (uint)i - 1));
        }

        return [.. log];
    }

    /// <summary>A log of pages, as earlier versions write it.</summary>
    public static byte[] OfPages(byte[] hive, byte[] before, byte[] after)
    {
        byte[] bits = new byte[((after.Length - Page) / Sector / 8 + 1)];
        List<byte> pages = [];
        foreach (int offset in Changed(before, after))
        {
            for (int sector = 0; sector < Page / Sector; sector++)
            {
                int number = (offset / Sector) + sector;
                bits[number / 8] |= (byte)(1 << (number % 8));
            }

            pages.AddRange(after.Skip(Page + offset).Take(Page));
        }

        byte[] start = Base(hive, type: 1, BinaryPrimitives.ReadUInt32LittleEndian(hive.AsSpan(4)));
        after.AsSpan(40, 4).CopyTo(start.AsSpan(40));
        TestHive.Seal(start);
        byte[] vector = [.. Encoding.ASCII.GetBytes("DIRT"), .. bits.Take((after.Length - Page) / Sector / 8)];
        Array.Resize(ref vector, (vector.Length + Sector - 1) / Sector * Sector);
        return [.. start, .. vector, .. pages];
    }

    /// <summary>Makes the hashes of an entry fit its content again.</summary>
    public static void Seal(Span<byte> entry)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(entry.Slice(24), Marvin32.Hash(entry.Slice(40)));
        BinaryPrimitives.WriteUInt64LittleEndian(entry.Slice(32), Marvin32.Hash(entry.Slice(0, 32)));
    }

    private static byte[] Base(byte[] hive, uint type, uint sequence)
    {
        byte[] start = [.. hive.Take(Sector)];
        BinaryPrimitives.WriteUInt32LittleEndian(start.AsSpan(4), sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(start.AsSpan(8), sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(start.AsSpan(HiveLayout.FileTypeOffset), type);
        TestHive.Seal(start);
        return start;
    }

    private static byte[] Entry(byte[] before, byte[] after, uint sequence)
    {
        int[] changed = [.. Changed(before, after)];
        int size = (40 + (changed.Length * (8 + Page)) + Sector - 1) / Sector * Sector;
        byte[] entry = new byte[size];
        Encoding.ASCII.GetBytes("HvLE").CopyTo(entry, 0);
        BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(4), size);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(12), sequence);
        after.AsSpan(40, 4).CopyTo(entry.AsSpan(16));
        BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(20), changed.Length);
        for (int i = 0; i < changed.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(40 + (8 * i)), changed[i]);
            BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(44 + (8 * i)), Page);
            after.AsSpan(Page + changed[i], Page).CopyTo(entry.AsSpan(40 + (8 * changed.Length) + (Page * i)));
        }

        Seal(entry);
        return entry;
    }

    private static IEnumerable<int> Changed(byte[] before, byte[] after)
    {
        for (int offset = 0; Page + offset < after.Length; offset += Page)
        {
            if (Page + offset >= before.Length || !before.AsSpan(Page + offset, Page).SequenceEqual(after.AsSpan(Page + offset, Page)))
            {
                yield return offset;
            }
        }
    }
}
