using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>The traces that the runs of one task left, in little memory and independent of the order they came in.</summary>
/// <remarks>
/// A few are kept as they are. Of more than <see cref="MostExact"/> those within a minute become one slot of some fifty
/// bytes that counts them: what is left of a run then. Past <see cref="MostSlots"/> slots get longer, each of them four
/// times as long as before. Slots nest, so the outcome depends on the traces alone. A task of several actions that runs
/// often is counted once for each of them.
/// </remarks>
internal sealed class TaskRunLog
{
    /// <summary>All traces of half a dozen runs.</summary>
    public const int MostExact = 24;

    /// <summary>Half a year of half hours.</summary>
    public const int MostSlots = 8192;

    private const string LogName = "Microsoft-Windows-TaskScheduler/Operational";
    private const int SlotGrowth = 4;

    private readonly ProgramTable _programs = new();
    private List<TaskRunMark>? _exact = [];
    private List<TaskRunSlot> _slots = [];
    private long _slot = TimeSpan.TicksPerMinute;
    private int _count;

    /// <summary>Takes a trace.</summary>
    /// <param name="mark">The trace.</param>
    /// <param name="isCopy">Whether its record was read before, in a copy of the log.</param>
    public void Add(TaskRunMark mark, bool isCopy)
    {
        _count += isCopy ? 0 : 1;
        if (_count > MostExact)
        {
            _exact = null;
        }

        _exact?.Add(mark);
        Add(new TaskRunSlot(mark, _programs), isCopy);
        while (_slots.Count > MostSlots)
        {
            Condense();
        }
    }

    /// <summary>The traces, oldest first, those of copied logs once.</summary>
    public IReadOnlyList<TaskRunMark> Marks()
    {
        if (_exact is null)
        {
            return [.. _slots.Select(slot => slot.ToMark(LogName, _programs))];
        }

        List<TaskRunMark> marks = [];
        foreach (TaskRunMark mark in _exact.OrderBy(mark => mark.Evidence, EvidenceOrder.Instance))
        {
            if (marks.Count == 0 || !EvidenceOrder.IsSame(marks[marks.Count - 1].Evidence, mark.Evidence))
            {
                marks.Add(mark);
            }
        }

        return marks;
    }

    private void Add(in TaskRunSlot added, bool isCopy)
    {
        long number = added.Ticks / _slot;
        int place = PlaceAfter(number);
        if (place == 0 || _slots[place - 1].Ticks / _slot != number)
        {
            _slots.Insert(place, added);
            return;
        }

        TaskRunSlot slot = _slots[place - 1];
        if (isCopy)
        {
            slot.SeeCopy(added);
        }
        else
        {
            slot.Add(added, _programs);
        }

        _slots[place - 1] = slot;
    }

    // Logs are read oldest first: nearly always it is the end.
    private int PlaceAfter(long number)
    {
        int low = 0;
        int high = _slots.Count;
        if (high > 0 && _slots[high - 1].Ticks / _slot <= number)
        {
            return high;
        }

        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_slots[middle].Ticks / _slot <= number)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private void Condense()
    {
        _slot *= SlotGrowth;
        List<TaskRunSlot> old = _slots;
        _slots = new List<TaskRunSlot>(old.Count / 2);
        foreach (TaskRunSlot slot in old)
        {
            Add(slot, isCopy: false);
        }
    }
}
