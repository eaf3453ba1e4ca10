using System;

namespace TurlaHunt.Evtx;

/// <summary>
/// Where things lie in an .evtx file. All integers are little-endian, all text UTF-16LE, all times UTC FILETIMEs.
/// </summary>
/// <remarks>
/// A file is a header block of 4,096 bytes and chunks of 65,536 bytes. Everything inside a chunk is addressed from the
/// chunk's start and no chunk needs another one: the chunk is the unit of reading, checking and loss.
/// Source: the format notes of libyal/libevtx and [MS-EVEN6], checked against real logs.
/// </remarks>
internal static class EvtxLayout
{
    public const int FileHeaderSize = 128;
    public const int FileHeaderBlockSize = 4096;
    public const int FileHeaderChecksumOffset = 124;
    public const int FileHeaderChecksumLength = 120;

    public const int ChunkSize = 65536;
    public const int ChunkHeaderSize = 512;
    public const int ChunkHeaderChecksumOffset = 124;
    public const int ChunkHeaderChecksumLength = 120;
    public const int StringTableOffset = 128;
    public const int StringTableBuckets = 64;
    public const int TemplateTableOffset = 384;
    public const int TemplateTableBuckets = 32;

    public const int RecordHeaderSize = 24;
    public const int MinRecordSize = RecordHeaderSize + sizeof(uint);
    public const int MaxRecordSize = ChunkSize - ChunkHeaderSize;
    public const int RecordAlignment = 8;
    public const uint RecordMagic = 0x00002A2A;

    /// <summary>The most that pads a body to a multiple of eight bytes. A longer rest is room for a hidden record.</summary>
    public const int MaxRecordPadding = 8;

    /// <summary>A name: next offset, hash, character count, characters, terminator.</summary>
    public const int NameHeaderSize = 8;

    /// <summary>A template definition: next offset, GUID, data size.</summary>
    public const int TemplateDefinitionHeaderSize = 24;

    public static ReadOnlySpan<byte> FileMagic => "ElfFile\0"u8;

    public static ReadOnlySpan<byte> ChunkMagic => "ElfChnk\0"u8;

    /// <summary>Where the slot of a chunk lies in the file.</summary>
    public static long ChunkOffset(int slot) => FileHeaderBlockSize + ((long)slot * ChunkSize);
}

/// <summary>Flags of the file header.</summary>
[Flags]
internal enum EvtxFileFlags : uint
{
    None = 0,

    /// <summary>The log was not closed cleanly: the header's counts are stale. Normal for a copied live log.</summary>
    Dirty = 1,
    Full = 2,
    NoChecksums = 4,
}
