namespace TurlaHunt.Evtx;

/// <summary>A slot that holds no chunk.</summary>
/// <param name="Number">Its place among the slots.</param>
/// <param name="FileOffset">Where it begins in the file.</param>
/// <param name="Length">How many bytes it has: fewer than 64 KiB where the file was cut.</param>
/// <param name="IsAllZero">Whether the log has not used it yet.</param>
/// <param name="Records">How many records seem to lie in it.</param>
internal readonly record struct UnreadableSlot(int Number, long FileOffset, int Length, bool IsAllZero, int Records)
{
    /// <summary>Describes a slot without a chunk's header.</summary>
    public static UnreadableSlot Of(EvtxChunk chunk)
    {
        // Most are slots that the log has not used yet, and these hold nothing.
        bool isAllZero = chunk.IsAllZero;
        int records = 0;
        int at = isAllZero ? chunk.Length : EvtxLayout.ChunkHeaderSize;
        while ((at = chunk.FindRecord(at, chunk.Length)) >= 0)
        {
            records++;
            at += EvtxLayout.RecordAlignment;
        }

        return new UnreadableSlot(chunk.Slot, chunk.FileOffset, chunk.Length, isAllZero, records);
    }
}
