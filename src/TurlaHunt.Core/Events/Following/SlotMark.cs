using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Evtx;

namespace TurlaHunt.Events.Following;

/// <summary>What is known of one slot of a file that is followed: which chunk it was when it was last read, and how far.</summary>
internal sealed class SlotMark
{
    private List<(EvtxDefectKind Kind, long Offset)>? _told;

    /// <summary>What stood at its start when it was last read; null where that was no chunk.</summary>
    public SlotHead? Head { get; set; }

    /// <summary>Where the next record is expected, from the start of the chunk.</summary>
    public int Next { get; private set; } = EvtxLayout.ChunkHeaderSize;

    /// <summary>Since when it cannot be read whole; null where it can.</summary>
    public DateTime? TornSince { get; set; }

    /// <summary>Whether its checksum did not fit when it was read, which in a chunk that is being written says nothing.</summary>
    public bool IsSuspect { get; set; }

    /// <summary>Whether some of the records behind <see cref="Next"/> were given.</summary>
    public bool IsGivenAhead { get; private set; }

    /// <summary>Whether the slot, as it was found, holds anything that was not read.</summary>
    public bool HasNews(in SlotHead? head) => TornSince is not null || head != Head;

    /// <summary>Notes how far its records were given.</summary>
    /// <param name="soundEnd">Behind the last record up to which all are sound.</param>
    /// <param name="usedEnd">Behind the last record at all. What lies in between may be whole the next time.</param>
    public void Advance(int soundEnd, int usedEnd)
    {
        Next = Math.Max(Next, soundEnd);
        IsGivenAhead = soundEnd < usedEnd;
        TornSince = null;
    }

    /// <summary>Notes that a defect is told.</summary>
    /// <returns>False where it was told before.</returns>
    public bool Tell(EvtxDefect defect)
    {
        _told ??= [];
        if (_told.Any(told => told.Kind == defect.Kind && told.Offset == defect.Offset))
        {
            return false;
        }

        _told.Add((defect.Kind, defect.Offset));
        return true;
    }
}

/// <summary>What stands at the start of a slot: the header of its chunk, and when its first record was written.</summary>
/// <param name="Chunk">The header; null where the bytes are none.</param>
/// <param name="FirstTime">The time in the header of its first record; null where it has no record.</param>
/// <param name="IsUnused">Whether the bytes are all zero.</param>
internal readonly record struct SlotHead(EvtxChunkHeader? Chunk, long? FirstTime, bool IsUnused)
{
    /// <summary>How many bytes are looked at.</summary>
    public const int Size = EvtxLayout.ChunkHeaderSize + EvtxLayout.RecordHeaderSize;

    /// <summary>Reads the start of a slot; it may be cut short.</summary>
    public static SlotHead Read(ReadOnlySpan<byte> bytes)
    {
        if (!EvtxChunkHeader.TryRead(bytes, out EvtxChunkHeader chunk))
        {
            return new SlotHead(null, null, bytes.IndexOfAnyExceptZero() < 0);
        }

        ReadOnlySpan<byte> record = bytes.Slice(EvtxLayout.ChunkHeaderSize);
        bool hasRecord = record.Length >= EvtxLayout.RecordHeaderSize
            && System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(record) == EvtxLayout.RecordMagic;
        return new SlotHead(
            chunk, hasRecord ? System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(record.Slice(16)) : null, IsUnused: false);
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
            return IsUnused ? SlotChange.Restarted : SlotChange.Torn;
        }

        if (chunk.FirstRecordNumber > old.FirstRecordNumber)
        {
            return SlotChange.Reused;
        }

        bool isSame = chunk.FirstRecordNumber == old.FirstRecordNumber && chunk.FirstRecordId == old.FirstRecordId && FirstTime == oldTime;
        return isSame && chunk.LastRecordNumber >= old.LastRecordNumber ? SlotChange.Grown : SlotChange.Restarted;
    }
}

/// <summary>What became of a slot.</summary>
internal enum SlotChange
{
    /// <summary>It is the same chunk, perhaps with more records.</summary>
    Grown,

    /// <summary>A later chunk took its place: the log has reached its size and begins again at its first slot.</summary>
    Reused,

    /// <summary>It is a chunk of another log, or none any more: the log was cleared or replaced.</summary>
    Restarted,

    /// <summary>It is no chunk, as where it is being written at this moment.</summary>
    Torn,
}
