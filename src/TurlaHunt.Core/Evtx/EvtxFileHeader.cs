using System;
using System.Buffers.Binary;

namespace TurlaHunt.Evtx;

/// <summary>
/// The header of a file. Its counts are what Windows last wrote there: stale in a log that was copied while it was in
/// use, and so never a bound for reading.
/// </summary>
internal readonly record struct EvtxFileHeader(
    long FirstChunk,
    long LastChunk,
    long NextRecordId,
    ushort MinorVersion,
    ushort MajorVersion,
    ushort ChunkCount,
    EvtxFileFlags Flags,
    uint StoredChecksum,
    uint ComputedChecksum)
{
    public bool IsDirty => (Flags & EvtxFileFlags.Dirty) != 0;

    public bool HasChecksums => (Flags & EvtxFileFlags.NoChecksums) == 0;

    /// <summary>Reads the header of a file.</summary>
    /// <exception cref="NotAnEventLogException">The bytes do not begin with the signature, or are too few.</exception>
    public static EvtxFileHeader Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            throw new NotAnEventLogException("The file is empty.");
        }

        int compared = Math.Min(bytes.Length, EvtxLayout.FileMagic.Length);
        if (!bytes.Slice(0, compared).SequenceEqual(EvtxLayout.FileMagic.Slice(0, compared)))
        {
            throw new NotAnEventLogException("The file does not begin with the signature of an event log (ElfFile).");
        }

        if (bytes.Length < EvtxLayout.FileHeaderSize)
        {
            throw new NotAnEventLogException(
                $"The file ends inside its header, after {bytes.Length} of {EvtxLayout.FileHeaderSize} bytes.");
        }

        return new EvtxFileHeader(
            BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(8)),
            BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(16)),
            BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(24)),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(36)),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(38)),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(42)),
            (EvtxFileFlags)BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(120)),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(EvtxLayout.FileHeaderChecksumOffset)),
            Crc32.Compute(bytes.Slice(0, EvtxLayout.FileHeaderChecksumLength)));
    }
}
