using System;
using System.Buffers.Binary;

namespace TurlaHunt.Evtx;

/// <summary>The header block of a file.</summary>
internal static class EvtxFileHeaderWriter
{
    private const ushort MajorVersion = 3;
    private const ushort MinorVersion = 1;

    public static byte[] Make(long chunks, ulong nextRecordId, EvtxFileFlags flags)
    {
        byte[] block = new byte[EvtxLayout.FileHeaderBlockSize];
        Span<byte> header = block;
        EvtxLayout.FileMagic.CopyTo(header);
        BinaryPrimitives.WriteUInt64LittleEndian(header.Slice(8), 0);
        BinaryPrimitives.WriteUInt64LittleEndian(header.Slice(16), (ulong)Math.Max(0, chunks - 1));
        BinaryPrimitives.WriteUInt64LittleEndian(header.Slice(24), nextRecordId);
        BinaryPrimitives.WriteUInt32LittleEndian(header.Slice(32), EvtxLayout.FileHeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header.Slice(36), MinorVersion);
        BinaryPrimitives.WriteUInt16LittleEndian(header.Slice(38), MajorVersion);
        BinaryPrimitives.WriteUInt16LittleEndian(header.Slice(40), EvtxLayout.FileHeaderBlockSize);

        // The count has 16 bits and wraps in logs above 4 GiB; readers count for themselves.
        BinaryPrimitives.WriteUInt16LittleEndian(header.Slice(42), unchecked((ushort)chunks));
        BinaryPrimitives.WriteUInt32LittleEndian(header.Slice(120), (uint)flags);
        BinaryPrimitives.WriteUInt32LittleEndian(
            header.Slice(EvtxLayout.FileHeaderChecksumOffset),
            Crc32.Compute(header.Slice(0, EvtxLayout.FileHeaderChecksumLength)));
        return block;
    }
}
