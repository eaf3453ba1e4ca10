namespace TurlaHunt.Evtx;

/// <summary>Where a record lies in its chunk, and what its header says.</summary>
/// <param name="Offset">Its start, from the start of the chunk.</param>
/// <param name="Size">Its whole size in bytes, both size fields included.</param>
/// <param name="Id">The identifier of the record in this file. Forwarded events carry the source's own in their XML.</param>
/// <param name="FileTime">When it was written here, in 100 ns since 1601-01-01 UTC.</param>
/// <param name="Integrity">What its surroundings say about it.</param>
internal readonly record struct EvtxRecordSpan(int Offset, int Size, long Id, long FileTime, RecordIntegrity Integrity)
{
    public int BodyOffset => Offset + EvtxLayout.RecordHeaderSize;

    /// <summary>Where the body must have ended: the copy of the size stands there.</summary>
    public int BodyEnd => Offset + Size - sizeof(uint);
}
