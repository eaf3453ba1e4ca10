using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>One thing that was done to a task: what the scheduler's log and the Security log say of it, where they do.</summary>
internal sealed class TaskChange
{
    /// <summary>The audit event follows the scheduler's own by less than a millisecond; logs of collectors may be coarser.</summary>
    private static readonly long Apart = TimeSpan.FromSeconds(2).Ticks;

    private TaskChange(TaskEvent first)
    {
        First = first;
        See(first);
    }

    public TaskOperation Operation => First.Operation;

    /// <summary>The earlier of the two events.</summary>
    public TaskEvent First { get; }

    public long Ticks => First.Ticks;

    public TaskEvent? Scheduler { get; private set; }

    public TaskEvent? Audit { get; private set; }

    public IEnumerable<TaskEvent> Events => new[] { First, First == Scheduler ? Audit : Scheduler }.OfType<TaskEvent>();

    /// <summary>Who did it, as DOMAIN\name.</summary>
    public string? Caller => Audit?.Caller ?? Scheduler?.Caller;

    /// <summary>Joins what two logs say of one thing.</summary>
    /// <param name="events">The events of one task, oldest first.</param>
    public static List<TaskChange> Join(IEnumerable<TaskEvent> events)
    {
        List<TaskChange> changes = [];
        int open = 0;
        foreach (TaskEvent item in events)
        {
            while (open < changes.Count && changes[open].Ticks < item.Ticks - Apart)
            {
                open++;
            }

            int twin = changes.FindIndex(open, change => change.Takes(item));
            if (twin < 0)
            {
                changes.Add(new TaskChange(item));
            }
            else
            {
                changes[twin].See(item);
            }
        }

        return changes;
    }

    /// <summary>The change in a line.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{First.Time:yyyy-MM-dd HH:mm:ss}Z {Operation}") + (Caller is null ? "" : $" by {Caller}");

    private bool Takes(TaskEvent item) =>
        Operation == item.Operation && (item.IsAudit ? Audit : Scheduler) is null;

    private void See(TaskEvent item)
    {
        if (item.IsAudit)
        {
            Audit = item;
        }
        else
        {
            Scheduler = item;
        }
    }
}
