using System;
using System.Collections.Generic;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>The traces that the runs of one task left, in bounded memory and independent of the order they came in.</summary>
/// <remarks>
/// Each trace is kept as it is up to <see cref="Capacity"/>. Past that, traces within one slot of time become one that
/// counts them; slots are as short as suffices, a minute at first. Slots nest, so the outcome depends on the traces alone.
/// </remarks>
internal sealed class TaskRunLog
{
    /// <summary>Some 40 days of a task that runs every half hour with four events to a run; a year of it in slots of a minute.</summary>
    public const int Capacity = 8192;

    private const int SlotGrowth = 4;

    private List<TaskRunMark> _marks = [];
    private long _slot;

    public void Add(TaskRunMark mark)
    {
        _marks.Add(mark);
        if (_marks.Count >= 2 * Capacity)
        {
            Condense();
        }
    }

    /// <summary>The traces, oldest first, those of copied logs once.</summary>
    public IReadOnlyList<TaskRunMark> Marks()
    {
        Condense();
        return _marks;
    }

    private void Condense()
    {
        _marks.Sort((one, other) => EvidenceOrder.Compare(one.Evidence, other.Evidence));
        _marks = Merge(_marks, (one, other) => !EvidenceOrder.IsSame(one.Evidence, other.Evidence)
            ? null
            : one.Traces >= other.Traces ? one : other);
        if (_slot > 0)
        {
            MergeSlots();
        }

        while (_marks.Count > Capacity)
        {
            _slot = _slot == 0 ? TimeSpan.TicksPerMinute : _slot * SlotGrowth;
            MergeSlots();
        }
    }

    private void MergeSlots() =>
        _marks = Merge(_marks, (one, other) => one.Ticks / _slot == other.Ticks / _slot ? one.With(other) : null);

    private static List<TaskRunMark> Merge(List<TaskRunMark> marks, Func<TaskRunMark, TaskRunMark, TaskRunMark?> join)
    {
        List<TaskRunMark> merged = new(Math.Min(marks.Count, 2 * Capacity));
        foreach (TaskRunMark mark in marks)
        {
            if (merged.Count > 0 && join(merged[merged.Count - 1], mark) is TaskRunMark joined)
            {
                merged[merged.Count - 1] = joined;
            }
            else
            {
                merged.Add(mark);
            }
        }

        return merged;
    }
}
