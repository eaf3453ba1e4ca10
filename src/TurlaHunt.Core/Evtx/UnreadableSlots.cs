using System;

namespace TurlaHunt.Evtx;

/// <summary>
/// Slots that hold something but no chunk. Neighbours make one defect, which says how many records seem to lie in them.
/// All-zero slots are space that the log has not used yet and no defect.
/// </summary>
internal sealed class UnreadableSlots(Action<EvtxDefect> onDefect)
{
    private int _first;
    private int _count;
    private int _records;
    private long _offset;

    public void Add(in UnreadableSlot slot)
    {
        if (slot.IsAllZero)
        {
            Flush();
            return;
        }

        if (slot.Length < EvtxLayout.ChunkHeaderSize)
        {
            Flush();
            onDefect(new EvtxDefect(
                EvtxDefectKind.FileTruncated,
                slot.Number,
                slot.FileOffset + slot.Length,
                null,
                $"The file ends inside the header of a chunk, after {slot.Length} of {EvtxLayout.ChunkHeaderSize} bytes"));
            return;
        }

        if (_count++ == 0)
        {
            _first = slot.Number;
            _offset = slot.FileOffset;
        }

        _records += slot.Records;
    }

    public void Flush()
    {
        if (_count == 0)
        {
            return;
        }

        string what = _count == 1 ? "A block that should be a chunk has" : $"{_count} blocks that should be chunks have";
        string records = _records == 0 ? "no records are to be seen in them" : $"about {_records} records were not read";
        onDefect(new EvtxDefect(
            EvtxDefectKind.ChunkHeaderDamaged, _first, _offset, null, $"{what} no chunk signature; {records}"));
        _count = 0;
        _records = 0;
    }
}
