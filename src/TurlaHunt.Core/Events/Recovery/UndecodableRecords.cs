using System;
using TurlaHunt.Evtx;

namespace TurlaHunt.Events;

/// <summary>Counts the places of a file that look like lost records and cannot be decoded, so that one sentence says it.</summary>
internal sealed class UndecodableRecords
{
    private EvtxDefect? _first;
    private int _count;

    /// <summary>Counts a place.</summary>
    public void Add(EvtxChunk chunk, in EvtxRecordSpan span)
    {
        _count++;
        _first ??= new EvtxDefect(
            EvtxDefectKind.RecordNotRecovered, chunk.Slot, chunk.FileOffset + span.Offset, span.Id, "");
    }

    /// <summary>Says how many there are and where the first one is; null where there is none.</summary>
    public EvtxDefect? Describe()
    {
        string count = _count == 1 ? "One place looks like a record" : FormattableString.Invariant($"{_count} places look like records");
        return _first is null ? null : _first with { Detail = $"{count} that the log does not keep any more and cannot be decoded" };
    }
}
