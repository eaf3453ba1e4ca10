using TurlaHunt.Evtx;

namespace TurlaHunt.Events;

/// <summary>A record that no chunk counts as its own any more.</summary>
/// <param name="Slot">The slot that it lies in.</param>
/// <param name="Span">Its place there, and what its header says.</param>
internal readonly record struct LostRecord(int Slot, EvtxRecordSpan Span);
