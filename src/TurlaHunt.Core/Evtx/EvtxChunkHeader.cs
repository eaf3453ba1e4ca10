using System;
using System.Buffers.Binary;

namespace TurlaHunt.Evtx;

/// <summary>The header of a chunk, as it stands there; nothing in it is believed unchecked.</summary>
internal readonly record struct EvtxChunkHeader(
    long FirstRecordNumber,
    long LastRecordNumber,
    long FirstRecordId,
    long LastRecordId,
    uint LastRecordOffset,
    uint FreeSpaceOffset,
    uint RecordsChecksum,
    uint Flags,
    uint HeaderChecksum)
{
    private const uint NoChecksumFlag = 4;

    public bool HasChecksums => (Flags & NoChecksumFlag) == 0;

    /// <summary>The checksum that the header of a chunk should have.</summary>
    /// <param name="bytes">The start of a chunk, at least its header.</param>
    public static uint Checksum(ReadOnlySpan<byte> bytes) => Crc32.Compute(
        bytes.Slice(0, EvtxLayout.ChunkHeaderChecksumLength),
        bytes.Slice(EvtxLayout.StringTableOffset, EvtxLayout.ChunkHeaderSize - EvtxLayout.StringTableOffset));

    public static bool TryRead(ReadOnlySpan<byte> bytes, out EvtxChunkHeader header)
    {
        if (bytes.Length < EvtxLayout.ChunkHeaderSize || !bytes.StartsWith(EvtxLayout.ChunkMagic))
        {
            header = default;
            return false;
        }

        header = new EvtxChunkHeader(
            BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(8)),
            BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(16)),
            BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(24)),
            BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(32)),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(44)),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(48)),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(52)),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(120)),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(EvtxLayout.ChunkHeaderChecksumOffset)));
        return true;
    }
}
