using System;
using System.Collections.Generic;
using TurlaHunt.Evtx;

namespace TurlaHunt.Events;

/// <summary>Gathers what a check finds in a file, and says it.</summary>
internal sealed class EvtxReportBuilder(string path, EvtxFile file, ProblemList problems)
{
    // In the order of how much they tell; the rest follows from these.
    private static readonly (EvtxDefectKind Kind, string One, string Many)[] Sentences =
    [
        (EvtxDefectKind.RecordHidden, "a record was hidden inside another", "{0} records were hidden inside others"),
        (EvtxDefectKind.FileTruncated, "the file was cut", "the file was cut"),
        (EvtxDefectKind.ChunkHeaderDamaged, "blocks have no chunk's header", "blocks in {0} places have no chunk's header"),
        (EvtxDefectKind.ChunkChecksumMismatch, "a chunk does not fit its checksum", "{0} chunks do not fit their checksums"),
        (EvtxDefectKind.RecordHeaderDamaged, "a record is lost", "records in {0} places are lost"),
        (EvtxDefectKind.RecordDamaged, "a record cannot be decoded", "{0} records cannot be decoded"),
        (EvtxDefectKind.RecordOverwritten, "the end of a record was overwritten", "the ends of {0} records were overwritten"),
        (EvtxDefectKind.RecordsMissing, "record ids are missing in one place", "record ids are missing in {0} places"),
        (EvtxDefectKind.RecordOutOfOrder, "a record is out of order", "{0} records are out of order"),
        (EvtxDefectKind.FileHeaderChecksumMismatch, "the file's header does not fit its checksum", ""),
        (EvtxDefectKind.FileHeaderMismatch, "the file's header expects other records", ""),
        (EvtxDefectKind.ChunkHeaderMismatch, "a chunk's header tells of other records", "{0} chunks' headers tell of other records"),
    ];

    private int _chunks;
    private int _empty;
    private int _unreadable;
    private int _lastSlot = -1;
    private bool _isWrapped;
    private bool _isCutInside;

    /// <summary>Takes a slot: the chunks as their log orders them, then the others.</summary>
    public void Add(EvtxChunk slot)
    {
        bool isEmpty = !slot.HasHeader && slot.IsAllZero;
        _isCutInside |= slot.Length < EvtxLayout.ChunkSize && !isEmpty;
        if (slot.HasHeader)
        {
            _chunks++;
            _isWrapped |= slot.Slot < _lastSlot;
            _lastSlot = slot.Slot;
        }
        else if (isEmpty)
        {
            _empty++;
        }
        else
        {
            _unreadable++;
        }
    }

    /// <summary>The report, once all slots were looked at.</summary>
    public EvtxFileReport Finish(RecordSequence records, int recoverable)
    {
        CheckFileHeader(records);
        return new EvtxFileReport
        {
            Path = path,
            Status = Judge(),
            Summary = Summarize(recoverable),
            Length = file.Length,
            BytesCut = CountBytesCut(),
            Version = new Version(file.Header.MajorVersion, file.Header.MinorVersion),
            IsDirty = file.Header.IsDirty,
            IsFull = (file.Header.Flags & EvtxFileFlags.Full) != 0,
            IsWrapped = _isWrapped,
            HasChecksums = file.Header.HasChecksums,
            ChunksInHeader = file.Header.ChunkCount,
            Chunks = _chunks,
            EmptyBlocks = _empty,
            UnreadableBlocks = _unreadable,
            ChunksWithWrongChecksum = problems[EvtxDefectKind.ChunkChecksumMismatch],
            Records = records.Count,
            FirstRecordId = records.Count > 0 ? records.FirstId : null,
            LastRecordId = records.Count > 0 ? records.LastId : null,
            NextRecordId = file.Header.NextRecordId,
            FirstRecordTime = records.FirstTime,
            LastRecordTime = records.LastTime,
            MissingRecords = records.Missing,
            RecordsOutOfOrder = problems[EvtxDefectKind.RecordOutOfOrder],
            HiddenRecords = problems[EvtxDefectKind.RecordHidden],
            DamagedRecords = problems[EvtxDefectKind.RecordDamaged]
                + problems[EvtxDefectKind.RecordHeaderDamaged]
                + problems[EvtxDefectKind.RecordOverwritten],
            RecoverableRecords = recoverable,
            Problems = problems.ToArray(),
        };
    }

    // The header of a log that was not closed is old, and says nothing.
    private void CheckFileHeader(RecordSequence records)
    {
        if (file.Header.HasChecksums && file.Header.StoredChecksum != file.Header.ComputedChecksum)
        {
            AddProblem(EvtxDefectKind.FileHeaderChecksumMismatch, "The checksum of the file's header does not fit");
        }

        if (!file.Header.IsDirty && records.Count > 0 && file.Header.NextRecordId != records.LastId + 1)
        {
            AddProblem(
                EvtxDefectKind.FileHeaderMismatch,
                $"The file's header expects the record {file.Header.NextRecordId} next; the last one is {records.LastId}");
        }
    }

    private void AddProblem(EvtxDefectKind kind, string detail) => problems.Add(new EvtxDefect(kind, 0, 0, null, detail));

    private EvtxFileStatus Judge()
    {
        int suspect = problems[EvtxDefectKind.RecordHidden]
            + problems[EvtxDefectKind.RecordsMissing]
            + problems[EvtxDefectKind.RecordOutOfOrder]
            + problems[EvtxDefectKind.FileHeaderMismatch]
            + problems[EvtxDefectKind.ChunkHeaderMismatch];
        return problems.Count > suspect ? EvtxFileStatus.Damaged
            : suspect > 0 ? EvtxFileStatus.Suspect
            : EvtxFileStatus.Sound;
    }

    private string Summarize(int recoverable)
    {
        List<string> parts = [];
        foreach ((EvtxDefectKind kind, string one, string many) in Sentences)
        {
            if (problems[kind] > 0)
            {
                parts.Add(problems[kind] == 1 || many.Length == 0 ? one : many.Replace("{0}", Number(problems[kind])));
            }
        }

        if (parts.Count == 0)
        {
            parts.Add("all that can be checked fits");
        }

        if (!file.Header.HasChecksums)
        {
            parts.Add("no checksums are kept");
        }

        if (file.Header.IsDirty)
        {
            parts.Add("in use when it was copied");
        }

        if (recoverable > 0)
        {
            parts.Add(recoverable == 1 ? "a record more can be recovered" : $"{Number(recoverable)} records more can be recovered");
        }

        string text = string.Join("; ", parts);
        return char.ToUpperInvariant(text[0]) + text.Substring(1) + ".";
    }

    private long CountBytesCut()
    {
        if (file.Length < EvtxLayout.FileHeaderBlockSize)
        {
            return EvtxLayout.FileHeaderBlockSize - file.Length;
        }

        long rest = (file.Length - EvtxLayout.FileHeaderBlockSize) % EvtxLayout.ChunkSize;
        long inside = rest > 0 && _isCutInside ? EvtxLayout.ChunkSize - rest : 0;
        return inside + (Math.Max(0L, file.Header.ChunkCount - file.SlotCount) * EvtxLayout.ChunkSize);
    }

    private static string Number(int value) => FormattableString.Invariant($"{value:N0}");
}
