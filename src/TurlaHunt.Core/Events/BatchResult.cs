using System;
using System.Collections.Generic;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.Rendering;

namespace TurlaHunt.Events;

/// <summary>What was made of a batch: for each slot its results and defects, in order.</summary>
internal sealed class BatchResult<TResult>(SlotBatch batch, Utf8Buffer text)
{
    public SlotBatch Batch { get; } = batch;

    /// <summary>Where the results lie that are stretches of text.</summary>
    public Utf8Buffer Text { get; } = text;

    public List<SlotResult<TResult>> Slots { get; } = new(batch.Slots.Length);

    /// <summary>Why the rest of the slots could not be read.</summary>
    public Exception? Failure { get; set; }
}

/// <summary>What was made of a slot.</summary>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Unreadable">What it is, where it holds no chunk.</param>
/// <param name="Items">What its chunk gave; null where that is nothing.</param>
internal readonly record struct SlotResult<TResult>(int Length, UnreadableSlot? Unreadable, List<ReadItem<TResult>>? Items);

/// <summary>A result, or a defect that was met in its place.</summary>
internal readonly record struct ReadItem<TResult>(TResult Result, EvtxDefect? Defect);
