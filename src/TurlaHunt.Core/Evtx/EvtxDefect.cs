namespace TurlaHunt.Evtx;

/// <summary>What is wrong with a place in an event log.</summary>
public enum EvtxDefectKind
{
    /// <summary>The file ends inside a chunk; what is there was read.</summary>
    FileTruncated,

    /// <summary>A chunk's header is not one; its records, if any, could not be read.</summary>
    ChunkHeaderDamaged,

    /// <summary>A chunk's checksum does not fit its content; its records were read all the same.</summary>
    ChunkChecksumMismatch,

    /// <summary>Bytes where a record should start are none; the reader went on at the next one.</summary>
    RecordHeaderDamaged,

    /// <summary>A record's content cannot be decoded.</summary>
    RecordDamaged,

    /// <summary>The end of a record was overwritten. It was decoded all the same, and marked.</summary>
    RecordOverwritten,

    /// <summary>A record was hidden inside the one before it, by enlarging that one's size. It was read.</summary>
    RecordHidden,

    /// <summary>
    /// Places where a log keeps nothing any more look like records and cannot be decoded. Told only where records are
    /// recovered.
    /// </summary>
    RecordNotRecovered,

    /// <summary>The checksum of the file's header does not fit. Told only by a check of the file.</summary>
    FileHeaderChecksumMismatch,

    /// <summary>The file's header expects other records than there are. Told only by a check of the file.</summary>
    FileHeaderMismatch,

    /// <summary>A chunk's header tells of other records than there are. Told only by a check of the file.</summary>
    ChunkHeaderMismatch,

    /// <summary>Record ids are missing between two records. Told only by a check of the file.</summary>
    RecordsMissing,

    /// <summary>A record's id is not above that of the one before it. Told only by a check of the file.</summary>
    RecordOutOfOrder,
}

/// <summary>A place in an event log that could not be read as it should: where, what, and how much is affected.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Chunk">The slot of the chunk in the file, counted from 0.</param>
/// <param name="Offset">The place in the file, in bytes.</param>
/// <param name="RecordId">The identifier of the record, where one is known.</param>
/// <param name="Detail">The fact, in a sentence without a final stop.</param>
public sealed record EvtxDefect(EvtxDefectKind Kind, int Chunk, long Offset, long? RecordId, string Detail)
{
    /// <summary>Whether something that may have been an event is missing from the results because of it.</summary>
    public bool IsLoss => Kind is not (EvtxDefectKind.ChunkChecksumMismatch
        or EvtxDefectKind.FileHeaderChecksumMismatch
        or EvtxDefectKind.RecordOverwritten
        or EvtxDefectKind.RecordOutOfOrder
        or EvtxDefectKind.RecordHidden);

    /// <inheritdoc/>
    public override string ToString() =>
        RecordId is long id
            ? $"{Detail} (chunk {Chunk}, record {id}, offset {Offset})."
            : $"{Detail} (chunk {Chunk}, offset {Offset}).";
}
