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

    public void Add(EvtxChunk chunk)
    {
        if (chunk.IsAllZero)
        {
            Flush();
            return;
        }

        if (_count++ == 0)
        {
            _first = chunk.Slot;
            _offset = chunk.FileOffset;
        }

        int start = Math.Min(EvtxLayout.ChunkHeaderSize, chunk.Length);
        for (int at = chunk.FindRecord(start, chunk.Length); at >= 0; at = chunk.FindRecord(at + 8, chunk.Length))
        {
            _records++;
        }
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
