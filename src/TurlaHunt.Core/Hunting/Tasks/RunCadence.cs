using System;
using System.Collections.Generic;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>Whether a task runs at regular intervals.</summary>
internal static class RunCadence
{
    private const int FewestIntervals = 3;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The usual time between two starts; null where there are fewer than four, or where more than two in five are off it
    /// by more than a minute or a twentieth. Gaps, such as those of a computer asleep, are off it.
    /// </summary>
    /// <param name="starts">When the runs began, oldest first.</param>
    public static TimeSpan? Of(IReadOnlyList<DateTime> starts)
    {
        List<long> intervals = [];
        for (int i = 1; i < starts.Count; i++)
        {
            intervals.Add((starts[i] - starts[i - 1]).Ticks);
        }

        if (intervals.Count < FewestIntervals)
        {
            return null;
        }

        intervals.Sort();
        long median = intervals[intervals.Count / 2];
        long slack = Math.Min(median / 4, Math.Max(Slack.Ticks, median / 20));
        int regular = intervals.FindAll(interval => Math.Abs(interval - median) <= slack).Count;
        return median >= Shortest.Ticks && regular * 5 >= intervals.Count * 3 ? Round(TimeSpan.FromTicks(median)) : null;
    }

    /// <summary>Whether it is the half hour of Topinambour's dropper, give or take a minute.</summary>
    public static bool IsHalfHour(TimeSpan? interval) =>
        interval is TimeSpan time && Math.Abs(time.TotalMinutes - 30) <= 1;

    // What the scheduler starts on the minute arrives a little later, never at the same fraction of a second.
    private static TimeSpan Round(TimeSpan interval)
    {
        double minutes = Math.Round(interval.TotalMinutes);
        return Math.Abs(interval.TotalMinutes - minutes) <= 0.1 && minutes > 0
            ? TimeSpan.FromMinutes(minutes)
            : TimeSpan.FromSeconds(Math.Round(interval.TotalSeconds));
    }
}
