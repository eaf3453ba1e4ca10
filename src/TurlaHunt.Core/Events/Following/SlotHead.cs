using System;
using System.Buffers.Binary;
using TurlaHunt.Evtx;

namespace TurlaHunt.Events.Following;

/// <summary>What stands at the start of a slot: the header of its chunk, and when its first record was written.</summary>
/// <param name="Chunk">The header; null where the bytes are none.</param>
/// <param name="FirstTime">The time in the header of its first record; null where it has no record.</param>
/// <param name="IsUnused">Whether the bytes are all zero.</param>
/// <param name="IsSound">Whether the header's checksum fits, or none was kept.</param>
/// <param name="Length">How many bytes the slot has: fewer than 64 KiB where the file ends in it.</param>
internal readonly record struct SlotHead(EvtxChunkHeader? Chunk, long? FirstTime, bool IsUnused, bool IsSound, int Length)
{
    /// <summary>How many bytes are looked at.</summary>
    public const int Size = EvtxLayout.ChunkHeaderSize + EvtxLayout.RecordHeaderSize;

    /// <summary>Whether it says which chunk it is.</summary>
    public bool IsTelling => Chunk is not null && FirstTime is not null;

    /// <summary>Reads the start of a slot.</summary>
    /// <param name="bytes">Its first bytes, or all where it has fewer than <see cref="Size"/>.</param>
    /// <param name="length">How many it has.</param>
    public static SlotHead Read(ReadOnlySpan<byte> bytes, int length)
    {
        if (!EvtxChunkHeader.TryRead(bytes, out EvtxChunkHeader chunk))
        {
            return new SlotHead(null, null, bytes.IndexOfAnyExceptZero() < 0, IsSound: false, length);
        }

        ReadOnlySpan<byte> record = bytes.Slice(EvtxLayout.ChunkHeaderSize);
        bool hasRecord = record.Length >= EvtxLayout.RecordHeaderSize
            && BinaryPrimitives.ReadUInt32LittleEndian(record) == EvtxLayout.RecordMagic;
        return new SlotHead(
            chunk,
            hasRecord ? BinaryPrimitives.ReadInt64LittleEndian(record.Slice(16)) : null,
            IsUnused: false,
            !chunk.HasChecksums || EvtxChunkHeader.Checksum(bytes) == chunk.HeaderChecksum,
            length);
    }

    /// <summary>What became of a chunk that stood in this slot.</summary>
    public SlotChange ChangeFrom(in SlotHead before)
    {
        if (before is not { Chunk: EvtxChunkHeader old, FirstTime: long oldTime })
        {
            return SlotChange.Grown;
        }

        if (Chunk is not EvtxChunkHeader chunk)
        {
            return IsUnused ? SlotChange.Gone : SlotChange.Torn;
        }

        if (chunk.FirstRecordNumber > old.FirstRecordNumber)
        {
            return SlotChange.Reused;
        }

        bool isSame = chunk.FirstRecordNumber == old.FirstRecordNumber && chunk.FirstRecordId == old.FirstRecordId
            && chunk.LastRecordNumber >= old.LastRecordNumber && FirstTime == oldTime;
        return isSame ? SlotChange.Grown : SlotChange.Restarted;
    }
}

/// <summary>What became of a slot.</summary>
internal enum SlotChange
{
    /// <summary>It is the same chunk, perhaps with more records.</summary>
    Grown,

    /// <summary>A later chunk took its place: the log has reached its size and begins again at its first slot.</summary>
    Reused,

    /// <summary>It is a chunk of another log: the log was cleared or replaced.</summary>
    Restarted,

    /// <summary>Another chunk seems to stand there, but one of the two is not whole: it may be damaged instead.</summary>
    Replaced,

    /// <summary>It cannot be told which chunk it is, as where it is being written at this moment.</summary>
    Torn,

    /// <summary>Nothing stands there any more.</summary>
    Gone,
}
