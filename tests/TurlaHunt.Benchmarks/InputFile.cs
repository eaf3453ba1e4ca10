using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TurlaHunt.Evtx;

namespace TurlaHunt.Benchmarks;

/// <summary>
/// Makes an input of a given size: the sound chunks of real logs where a folder with such is given, else those of the
/// sample logs, over and over, with record numbers that go up as in one log.
/// </summary>
internal static class InputFile
{
    public static string Make(string path, long size, string logs)
    {
        Write(path, (size - EvtxLayout.FileHeaderBlockSize) / EvtxLayout.ChunkSize, [.. SoundChunks(logs)], 0);
        return path;
    }

    /// <summary>Makes a tree of small files, of one to twelve chunks each.</summary>
    /// <returns>The size of all of them.</returns>
    public static long MakeTree(string folder, int count, string logs)
    {
        byte[][] chunks = [.. SoundChunks(logs)];
        long size = 0;
        for (int i = 0; i < count; i++)
        {
            string below = Directory.CreateDirectory(Path.Combine(folder, $"host-{i / 20}")).FullName;
            string path = Path.Combine(below, $"{i}.evtx");
            Write(path, 1 + (i % 12), chunks, i);
            size += new FileInfo(path).Length;
        }

        return size;
    }

    private static void Write(string path, long count, byte[][] chunks, int first)
    {
        using FileStream file = File.Create(path);
        file.Write(Header(count));
        long number = 1;
        for (long i = 0; i < count; i++)
        {
            byte[] chunk = chunks[(first + i) % chunks.Length];
            number = Renumber(chunk, number);
            file.Write(chunk);
        }
    }

    private static IEnumerable<byte[]> SoundChunks(string logs)
    {
        foreach (string path in Directory.EnumerateFiles(logs, "*.evtx", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using EvtxFile file = EvtxFile.Open(path, _ => { });
            foreach (EvtxChunk chunk in file.ReadChunks(new DecodingCache(EvtxLimits.Untrusted)))
            {
                if (chunk.Length == EvtxLayout.ChunkSize && chunk.Header.HasChecksums && chunk.FindChecksumMismatch() is null
                    && IsPlain(chunk))
                {
                    yield return chunk.Bytes.ToArray();
                }
            }
        }
    }

    // Only chunks of which the records follow on one another up to the free space can be renumbered.
    private static bool IsPlain(EvtxChunk chunk)
    {
        EvtxRecordWalker walker = new(chunk);
        int end = EvtxLayout.ChunkHeaderSize;
        while (walker.MoveNext(out EvtxDefect? defect))
        {
            if (defect is not null || walker.Current.Offset != end)
            {
                return false;
            }

            end += walker.Current.Size;
        }

        return end == chunk.Header.FreeSpaceOffset && end > EvtxLayout.ChunkHeaderSize;
    }

    // Records are numbered as in one log, and the checksums made anew.
    private static long Renumber(byte[] chunk, long first)
    {
        long next = first;
        int free = BinaryPrimitives.ReadInt32LittleEndian(chunk.AsSpan(48));
        for (int at = EvtxLayout.ChunkHeaderSize; at < free; at += BinaryPrimitives.ReadInt32LittleEndian(chunk.AsSpan(at + 4)))
        {
            BinaryPrimitives.WriteInt64LittleEndian(chunk.AsSpan(at + 8), next++);
        }

        foreach ((int place, long number) in new[] { (8, first), (16, next - 1), (24, first), (32, next - 1) })
        {
            BinaryPrimitives.WriteInt64LittleEndian(chunk.AsSpan(place), number);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(
            chunk.AsSpan(52), Crc32.Compute(chunk.AsSpan(EvtxLayout.ChunkHeaderSize, free - EvtxLayout.ChunkHeaderSize)));
        uint sum = Crc32.Compute(
            chunk.AsSpan(0, EvtxLayout.ChunkHeaderChecksumLength),
            chunk.AsSpan(EvtxLayout.StringTableOffset, EvtxLayout.ChunkHeaderSize - EvtxLayout.StringTableOffset));
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(EvtxLayout.ChunkHeaderChecksumOffset), sum);
        return next;
    }

    private static byte[] Header(long chunks)
    {
        byte[] header = new byte[EvtxLayout.FileHeaderBlockSize];
        EvtxLayout.FileMagic.CopyTo(header);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), chunks - 1);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(32), EvtxLayout.FileHeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(36), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(38), 3);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(40), EvtxLayout.FileHeaderBlockSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(42), (ushort)Math.Min(chunks, ushort.MaxValue));
        uint sum = Crc32.Compute(header.AsSpan(0, EvtxLayout.FileHeaderChecksumLength));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(EvtxLayout.FileHeaderChecksumOffset), sum);
        return header;
    }
}
