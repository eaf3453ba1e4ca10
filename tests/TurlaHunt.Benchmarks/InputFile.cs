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
    public static string Make(string folder, long size, string logs)
    {
        string path = Path.Combine(folder, $"turlahunt-{size / 1048576}m.evtx");
        byte[][] chunks = [.. SoundChunks(logs)];
        long count = (size - EvtxLayout.FileHeaderBlockSize) / EvtxLayout.ChunkSize;
        using FileStream file = File.Create(path);
        file.Write(Header(count));
        long number = 1;
        for (long i = 0; i < count; i++)
        {
            byte[] chunk = chunks[i % chunks.Length];
            number = Renumber(chunk, number);
            file.Write(chunk);
        }

        return path;
    }

    private static IEnumerable<byte[]> SoundChunks(string logs)
    {
        foreach (string path in Directory.EnumerateFiles(logs, "*.evtx", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using EvtxFile file = EvtxFile.Open(path, _ => { });
            foreach (EvtxChunk chunk in file.ReadChunks(new DecodingCache(EvtxLimits.Untrusted)))
            {
                if (chunk.Length == EvtxLayout.ChunkSize && chunk.Header.HasChecksums && chunk.FindChecksumMismatch() is null)
                {
                    yield return chunk.Bytes.ToArray();
                }
            }
        }
    }

    private static long Renumber(byte[] chunk, long first)
    {
        long last = first + BinaryPrimitives.ReadInt64LittleEndian(chunk.AsSpan(16)) - BinaryPrimitives.ReadInt64LittleEndian(chunk.AsSpan(8));
        BinaryPrimitives.WriteInt64LittleEndian(chunk.AsSpan(8), first);
        BinaryPrimitives.WriteInt64LittleEndian(chunk.AsSpan(16), last);
        uint sum = Crc32.Compute(
            chunk.AsSpan(0, EvtxLayout.ChunkHeaderChecksumLength),
            chunk.AsSpan(EvtxLayout.StringTableOffset, EvtxLayout.ChunkHeaderSize - EvtxLayout.StringTableOffset));
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(EvtxLayout.ChunkHeaderChecksumOffset), sum);
        return last + 1;
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
