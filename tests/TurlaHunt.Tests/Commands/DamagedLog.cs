using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using TurlaHunt.Evtx;

namespace TurlaHunt.Tests.Commands;

/// <summary>A log of three chunks with one thing wrong with it, and its checksums right unless they are that thing.</summary>
internal static class DamagedLog
{
    private const int FileHeader = 4096;
    private const int ChunkSize = 65536;
    private const int ChunkHeader = 512;

    public static byte[] Whole() => Logs.Long(80);

    public static byte[] WithoutLastChunk() => Whole()[..(FileHeader + (2 * ChunkSize))];

    public static byte[] CutInRecord() => Whole()[..(FileHeader + ChunkSize + 20_000)];

    public static byte[] WithoutChunkHeader() => Changed(1, chunk => chunk[..8].Clear(), seal: false);

    public static byte[] WithChangedText() => Changed(1, chunk => chunk[RecordsOf(chunk)[3] + 200] ^= 1, seal: false);

    public static byte[] WithoutRecordHeader() => Changed(1, chunk => chunk.Slice(RecordsOf(chunk)[3], 4).Clear());

    public static byte[] WithUndecodableRecord() => Changed(1, chunk => chunk.Slice(RecordsOf(chunk)[3] + 24, 64).Fill(0xFF));

    /// <summary>The record before says that it is longer, and holds the hidden one.</summary>
    public static byte[] WithHiddenRecord() => Changed(1, chunk =>
    {
        List<int> records = RecordsOf(chunk);
        int size = records[5] - records[3];
        BinaryPrimitives.WriteInt32LittleEndian(chunk[(records[3] + 4)..], size);
        BinaryPrimitives.WriteInt32LittleEndian(chunk[(records[5] - 4)..], size);
    });

    private delegate void Change(Span<byte> chunk);

    private static byte[] Changed(int chunk, Change change, bool seal = true)
    {
        byte[] log = Whole();
        Span<byte> bytes = log.AsSpan(FileHeader + (chunk * ChunkSize), ChunkSize);
        change(bytes);
        if (seal)
        {
            int end = BinaryPrimitives.ReadInt32LittleEndian(bytes[48..]);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[52..], Crc32.Compute(bytes[ChunkHeader..end]));
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[124..], Crc32.Compute(bytes[..120], bytes[128..ChunkHeader]));
        }

        return log;
    }

    private static List<int> RecordsOf(ReadOnlySpan<byte> chunk)
    {
        List<int> records = [];
        int end = BinaryPrimitives.ReadInt32LittleEndian(chunk[48..]);
        for (int at = ChunkHeader; at < end; at += BinaryPrimitives.ReadInt32LittleEndian(chunk[(at + 4)..]))
        {
            records.Add(at);
        }

        return records;
    }
}
