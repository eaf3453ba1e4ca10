using System;
using System.Collections.Generic;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>Cuts the history of a task into lives.</summary>
internal static class TaskLives
{
    /// <summary>What was starting when the task was deleted may be told a little later.</summary>
    private static readonly long Grace = TimeSpan.FromSeconds(10).Ticks;

    /// <summary>Cuts a history.</summary>
    /// <param name="changes">What was done to the task, oldest first.</param>
    /// <param name="marks">The traces of its runs, oldest first.</param>
    public static IReadOnlyList<TaskLife> Of(IReadOnlyList<TaskChange> changes, IReadOnlyList<TaskRunMark> marks)
    {
        List<TaskLife> lives = [];
        TaskLife? current = null;
        int next = 0;
        foreach (TaskChange change in changes)
        {
            for (; next < marks.Count && marks[next].Ticks < change.Ticks; next++)
            {
                current = Run(lives, current, marks[next]);
            }

            current = Change(lives, current, change);
        }

        for (; next < marks.Count; next++)
        {
            current = Run(lives, current, marks[next]);
        }

        return lives;
    }

    private static TaskLife? Change(List<TaskLife> lives, TaskLife? current, TaskChange change)
    {
        TaskLife? life = current is { Deletion: null } ? current : null;
        switch (change.Operation)
        {
            case TaskOperation.Registered:
                if (life is not null)
                {
                    life.Replaced = change.First.Time;
                }

                return Begin(lives, new TaskLife(change));
            case TaskOperation.Deleted:
                life ??= Begin(lives, new TaskLife(null, current?.Deletion?.First.Time));
                life.Deletion = change;
                return life;
            default:
                life ??= Begin(lives, new TaskLife(null, current?.Deletion?.First.Time));
                life.Changes.Add(change);
                return life;
        }
    }

    private static TaskLife? Run(List<TaskLife> lives, TaskLife? current, TaskRunMark mark)
    {
        bool isOver = current?.Deletion is TaskChange deletion && mark.IsStart && mark.Ticks - deletion.Ticks > Grace;
        TaskLife life = current is null || isOver
            ? Begin(lives, new TaskLife(null, current?.Deletion?.First.Time))
            : current;
        life.Marks.Add(mark);
        return life;
    }

    private static TaskLife Begin(List<TaskLife> lives, TaskLife life)
    {
        lives.Add(life);
        return life;
    }
}
