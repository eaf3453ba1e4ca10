using System;
using TurlaHunt.Evtx;

namespace TurlaHunt;

/// <summary>Whether an event log file is whole, and what it holds. Never changed after it was made.</summary>
public sealed class EvtxFileReport
{
    internal EvtxFileReport()
    {
    }

    /// <summary>The file.</summary>
    public string Path { get; internal init; } = "";

    /// <summary>What the check comes to.</summary>
    public EvtxFileStatus Status { get; internal init; }

    /// <summary>The same in a sentence.</summary>
    public string Summary { get; internal init; } = "";

    /// <summary>The length of the file in bytes.</summary>
    public long Length { get; internal init; }

    /// <summary>How many bytes are missing at the end of the file, as far as can be told.</summary>
    public long BytesCut { get; internal init; }

    /// <summary>The version of the format.</summary>
    public Version Version { get; internal init; } = new();

    /// <summary>
    /// The log was not closed, so that the counts of its header are old. Normal for a log that was copied while in use.
    /// </summary>
    public bool IsDirty { get; internal init; }

    /// <summary>The log had reached its size and kept no more events.</summary>
    public bool IsFull { get; internal init; }

    /// <summary>The log has begun anew at its first slot: its oldest chunk lies in the middle.</summary>
    public bool IsWrapped { get; internal init; }

    /// <summary>The file says that it keeps checksums. Where not, nothing tells a changed byte.</summary>
    public bool HasChecksums { get; internal init; }

    /// <summary>How many chunks the header counts; 16 bits.</summary>
    public int ChunksInHeader { get; internal init; }

    /// <summary>How many chunks are there.</summary>
    public int Chunks { get; internal init; }

    /// <summary>How many blocks hold nothing but zeros: room that the log has not used yet.</summary>
    public int EmptyBlocks { get; internal init; }

    /// <summary>How many blocks hold something and have no chunk's header.</summary>
    public int UnreadableBlocks { get; internal init; }

    /// <summary>How many chunks do not fit one of their checksums.</summary>
    public int ChunksWithWrongChecksum { get; internal init; }

    /// <summary>How many records are there, hidden ones included.</summary>
    public long Records { get; internal init; }

    /// <summary>The id of the oldest record.</summary>
    public long? FirstRecordId { get; internal init; }

    /// <summary>The id of the newest record.</summary>
    public long? LastRecordId { get; internal init; }

    /// <summary>The id that the header gives to the record after the last one.</summary>
    public long NextRecordId { get; internal init; }

    /// <summary>When the oldest record was written, in UTC.</summary>
    public DateTime? FirstRecordTime { get; internal init; }

    /// <summary>When the newest record was written, in UTC.</summary>
    public DateTime? LastRecordTime { get; internal init; }

    /// <summary>How many ids are missing between the oldest and the newest record.</summary>
    public long MissingRecords { get; internal init; }

    /// <summary>How many records have an id that is not above that of the one before them.</summary>
    public int RecordsOutOfOrder { get; internal init; }

    /// <summary>How many records were hidden inside others.</summary>
    public int HiddenRecords { get; internal init; }

    /// <summary>How many places hold a record that cannot be read, or only in part.</summary>
    public int DamagedRecords { get; internal init; }

    /// <summary>How many records can be recovered besides.</summary>
    public int RecoverableRecords { get; internal init; }

    /// <summary>All that is wrong, by place; where it is very much, the first thousand.</summary>
    public EvtxDefect[] Problems { get; internal init; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Status}. {Summary}";
}
