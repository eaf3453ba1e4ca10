using System;
using TurlaHunt.Evtx;

namespace TurlaHunt.Events;

/// <summary>
/// Follows the ids of a log's records, oldest first. Windows counts up by one, also in the file of an export, where the event
/// itself keeps the number that it had: what is missing in between was removed, or lies in a damaged place.
/// </summary>
internal sealed class RecordSequence(Action<EvtxDefect> onDefect)
{
    private long _firstTime;
    private long _lastTime;

    public long Count { get; private set; }

    public long FirstId { get; private set; }

    public long LastId { get; private set; }

    public long Missing { get; private set; }

    /// <summary>When the first record was written; null where there is none or its time is no time.</summary>
    public DateTime? FirstTime => Count > 0 && EventTime.TryFromFileTime(_firstTime, out DateTime time) ? time : null;

    /// <summary>When the last record was written; null where there is none or its time is no time.</summary>
    public DateTime? LastTime => Count > 0 && EventTime.TryFromFileTime(_lastTime, out DateTime time) ? time : null;

    /// <summary>Takes the next record.</summary>
    public void Add(EvtxChunk chunk, in EvtxRecordSpan record)
    {
        if (Count++ == 0)
        {
            FirstId = record.Id;
            _firstTime = record.FileTime;
        }
        else if (record.Id != LastId + 1)
        {
            Report(chunk, record);
        }

        LastId = record.Id;
        _lastTime = record.FileTime;
    }

    private void Report(EvtxChunk chunk, in EvtxRecordSpan record)
    {
        long place = chunk.FileOffset + record.Offset;
        if (record.Id <= LastId)
        {
            onDefect(new EvtxDefect(
                EvtxDefectKind.RecordOutOfOrder, chunk.Slot, place, record.Id, $"A record follows one with the id {LastId}"));
            return;
        }

        long missing = record.Id - LastId - 1;
        Missing = missing < 0 || Missing + missing < 0 ? long.MaxValue : Missing + missing;
        string what = missing == 1 ? $"The record {LastId + 1} is missing" : $"The records {LastId + 1} to {record.Id - 1} are missing";
        onDefect(new EvtxDefect(EvtxDefectKind.RecordsMissing, chunk.Slot, place, record.Id, $"{what} in front of a record"));
    }
}
