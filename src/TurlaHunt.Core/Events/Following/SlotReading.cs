using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Evtx;

namespace TurlaHunt.Events.Following;

/// <summary>A slot that is to be read, from a record on.</summary>
/// <param name="File">The file, open.</param>
/// <param name="Path">Its path.</param>
/// <param name="Slot">The number of the slot.</param>
/// <param name="Start">The first record that is looked at, from the start of the chunk.</param>
/// <param name="MayBeTorn">Whether somebody may be writing to it at this moment.</param>
/// <param name="IsNewest">Whether it is the newest chunk of the log.</param>
/// <param name="Before">What it was when it was read before.</param>
internal sealed record SlotWork(EvtxFile File, string Path, int Slot, int Start, bool MayBeTorn, bool IsNewest, SlotPrint? Before);

/// <summary>What was read of a slot.</summary>
internal sealed class SlotReading(SlotWork work)
{
    public SlotWork Work { get; } = work;

    /// <summary>Why it could not be read at all.</summary>
    public Exception? Failure { get; init; }

    /// <summary>What it is as a whole; null where nobody may be writing to it.</summary>
    public SlotPrint? Print { get; init; }

    /// <summary>Whether it is what it was when it was read before. Then it is not read again.</summary>
    public bool IsUnchanged => Print is not null && Print == Work.Before;

    /// <summary>What it is, where it holds no chunk.</summary>
    public UnreadableSlot? Unreadable { get; init; }

    /// <summary>What stands at its start.</summary>
    public SlotHead Head { get; init; }

    /// <summary>Its events and defects, in order.</summary>
    public List<ReadItem<EventRecord>> Items { get; init; } = [];

    /// <summary>How many bytes it has.</summary>
    public int Length { get; init; }

    /// <summary>Behind the last record up to which all stand where they should.</summary>
    public int SoundEnd { get; init; }

    /// <summary>Behind the last record.</summary>
    public int UsedEnd { get; init; }

    /// <summary>Whether the bytes belong together: nothing was written to it while it was read.</summary>
    public bool IsWhole => Unreadable is null or { IsAllZero: true } && Items.All(item => item.Defect is null) && UsedEnd - SoundEnd < EvtxLayout.MinRecordSize;
}

/// <summary>Reads slots, one at a time. It keeps what it learns of templates for the next.</summary>
internal sealed class SlotReader : IDisposable
{
    private readonly EvtxChunk _chunk;
    private readonly EventReader _reader;
    private List<ReadItem<EventRecord>> _items = [];

    public SlotReader(EventQuery query, EvtxLimits limits)
    {
        _chunk = new EvtxChunk(new DecodingCache(limits));
        _reader = new EventReader(query, limits, defect => _items.Add(new ReadItem<EventRecord>(null!, defect)));
    }

    public SlotReading Read(SlotWork work)
    {
        try
        {
            _chunk.Load(work.File, work.Slot);
        }
        catch (Exception failure) when (EvtxFile.IsFileFailure(failure))
        {
            return new SlotReading(work) { Failure = failure };
        }

        SlotPrint? print = work.MayBeTorn ? new SlotPrint(Crc32.Compute(_chunk.Bytes), work.IsNewest, work.File.Header.IsDirty) : null;
        if (print is not null && print == work.Before)
        {
            return new SlotReading(work) { Print = print };
        }

        SlotHead head = SlotHead.Read(_chunk.Bytes.Slice(0, Math.Min(SlotHead.Size, _chunk.Length)), _chunk.Length);
        if (!_chunk.HasHeader)
        {
            return new SlotReading(work) { Print = print, Unreadable = UnreadableSlot.Of(_chunk), Head = head, Length = _chunk.Length };
        }

        _items = [];
        _reader.Begin(_chunk, work.Path, work.Start);
        while (_reader.TryRead(out EventRecord record))
        {
            _items.Add(new ReadItem<EventRecord>(record, null));
        }

        _reader.CheckWhole(work.File.Header, verifyChecksum: work.MayBeTorn || _reader.NeedsVerifying);
        return new SlotReading(work)
        {
            Print = print,
            Head = head,
            Items = _items,
            Length = _chunk.Length,
            SoundEnd = FindSoundEnd(work.Start),
            UsedEnd = _chunk.UsedEnd,
        };
    }

    public void Dispose() => _chunk.Dispose();

    private int FindSoundEnd(int start)
    {
        int at = start;
        while (_chunk.IsRecordAt(at, _chunk.UsedEnd))
        {
            at += _chunk.RecordSizeAt(at);
        }

        return at;
    }
}
