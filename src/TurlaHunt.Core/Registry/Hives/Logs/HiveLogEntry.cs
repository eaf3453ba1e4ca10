using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace TurlaHunt.Registry.Hives.Logs;

/// <summary>One write to a hive, as its transaction log keeps it: pages, whole or not at all.</summary>
/// <param name="Sequence">The number of the write.</param>
/// <param name="BinsSize">How many bytes the bins have after it.</param>
/// <param name="Size">How many bytes the entry takes in the log.</param>
/// <param name="Pages">What is written where.</param>
internal sealed record HiveLogEntry(uint Sequence, uint BinsSize, int Size, IReadOnlyList<HiveLogPage> Pages)
{
    private const int HeaderSize = 40;
    private const int HashedHeaderSize = 32;
    private const int PageReferenceSize = 8;

    private static ReadOnlySpan<byte> Magic => "HvLE"u8;

    /// <summary>The number of the write that stands at a place in a log, whole or not; null where there is none.</summary>
    public static uint? SequenceAt(ReadOnlySpan<byte> log, int place) =>
        place <= log.Length - HeaderSize && log.Slice(place).StartsWith(Magic) ? UInt32(log, place + 12) : null;

    /// <summary>Reads the entry at a place in a log.</summary>
    /// <param name="log">The log.</param>
    /// <param name="place">Where its signature is.</param>
    /// <param name="problem">What is wrong with it, in a few words.</param>
    /// <returns>The entry; null where it is not whole.</returns>
    public static HiveLogEntry? Read(ReadOnlySpan<byte> log, int place, out string? problem)
    {
        problem = null;
        uint size = UInt32(log, place + 4);
        uint binsSize = UInt32(log, place + 16);
        uint count = UInt32(log, place + 20);
        if (BinaryPrimitives.ReadUInt64LittleEndian(log.Slice(place + HashedHeaderSize)) != Marvin32.Hash(log.Slice(place, HashedHeaderSize)))
        {
            problem = "is damaged: the hash of its header does not fit";
        }
        else if (size % HiveLayout.SectorSize != 0 || size < HeaderSize)
        {
            problem = $"has {size} bytes, which no entry has";
        }
        else if (size > (uint)(log.Length - place))
        {
            problem = $"ends after {log.Length - place} of {size} bytes";
        }
        else if (BinaryPrimitives.ReadUInt64LittleEndian(log.Slice(place + 24)) != Marvin32.Hash(log.Slice(place + HeaderSize, (int)size - HeaderSize)))
        {
            problem = "is damaged: the hash of its pages does not fit";
        }
        else if (binsSize == 0 || binsSize % HiveLayout.BinAlignment != 0)
        {
            problem = $"tells of {binsSize} bytes of bins, which no hive has";
        }
        else if (count > (size - HeaderSize) / PageReferenceSize)
        {
            problem = $"tells of {count} pages, which it has no room for";
        }

        return problem is null ? ReadPages(log, place, (int)size, binsSize, (int)count, out problem) : null;
    }

    private static HiveLogEntry? ReadPages(ReadOnlySpan<byte> log, int place, int size, uint binsSize, int count, out string? problem)
    {
        List<HiveLogPage> pages = [];
        int data = place + HeaderSize + (count * PageReferenceSize);
        for (int i = 0; i < count; i++)
        {
            uint offset = UInt32(log, place + HeaderSize + (i * PageReferenceSize));
            uint length = UInt32(log, place + HeaderSize + (i * PageReferenceSize) + 4);
            if (length > (uint)(place + size - data) || (ulong)offset + length > binsSize)
            {
                problem = $"has a page of {length} bytes for offset {offset}, where none can be";
                return null;
            }

            pages.Add(new HiveLogPage((int)offset, data, (int)length));
            data += (int)length;
        }

        problem = null;
        return new HiveLogEntry(UInt32(log, place + 12), binsSize, size, pages);
    }

    private static uint UInt32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(offset));
}
