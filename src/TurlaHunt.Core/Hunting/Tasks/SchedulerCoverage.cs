using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>When the scheduler's log of one computer was alive, by the hours in which it holds events.</summary>
internal sealed class SchedulerCoverage
{
    /// <summary>A computer may be off for a night. A log that is silent for longer may have been off, cleared or cut.</summary>
    private const int LongestSilence = 12;

    private const int FewestHours = 12;

    private readonly SortedSet<long> _hours = [];
    private readonly SortedSet<DateTime> _clears = [];
    private readonly SeenRecords _records = new();

    /// <summary>Whether it holds the registration, update or deletion of any task: some collectors leave these out.</summary>
    public bool HoldsChanges { get; private set; }

    /// <summary>When the last event of the computer was, by its clock, whatever log tells it.</summary>
    public DateTime Latest { get; private set; } = DateTime.MinValue;

    /// <summary>Whether anything of the log was read.</summary>
    public bool IsRead => _hours.Count > 0;

    /// <summary>Takes an event of the log.</summary>
    /// <returns>False where it was read before, in a copy of the log.</returns>
    public bool See(DateTime? time, long recordId, bool isChange)
    {
        if (time is DateTime moment)
        {
            _hours.Add(HourOf(moment));
        }

        HoldsChanges |= isChange;
        return _records.Add(time, recordId);
    }

    /// <summary>A moment has come on the computer.</summary>
    public void Pass(DateTime? time) => Latest = time > Latest ? time.Value : Latest;

    /// <summary>The log was cleared.</summary>
    public void Clear(DateTime time) => _clears.Add(time);

    /// <summary>Forgets what was before a moment.</summary>
    public void Forget(DateTime before)
    {
        _hours.RemoveWhere(hour => hour < HourOf(before));
        _clears.RemoveWhere(time => time < before);
        _records.Forget(before);
    }

    /// <summary>
    /// Since when the log has been alive without a break up to a moment; null where it was not, or not for long enough to
    /// say anything.
    /// </summary>
    public DateTime? AliveSince(DateTime moment)
    {
        long last = HourOf(moment);
        long first = last;
        int hours = 0;
        DateTime cleared = _clears.Where(time => time <= moment).DefaultIfEmpty(DateTime.MinValue).Last();
        foreach (long hour in _hours.GetViewBetween(HourOf(cleared), last).Reverse())
        {
            if (first - hour > LongestSilence)
            {
                break;
            }

            first = hour;
            hours++;
        }

        DateTime since = new(first * TimeSpan.TicksPerHour, DateTimeKind.Utc);
        return hours >= FewestHours ? (since > cleared ? since : cleared) : null;
    }

    /// <summary>Whether nothing that happened between two moments can have escaped the log.</summary>
    public bool IsAlive(DateTime from, DateTime to)
    {
        if (_clears.Any(time => time >= from && time <= to))
        {
            return false;
        }

        long last = HourOf(from);
        foreach (long hour in _hours.GetViewBetween(last, Math.Max(last, HourOf(to))))
        {
            if (hour - last > LongestSilence)
            {
                return false;
            }

            last = hour;
        }

        return HourOf(to) - last <= LongestSilence;
    }

    private static long HourOf(DateTime time) => time.Ticks / TimeSpan.TicksPerHour;
}
