using System;
using TurlaHunt.Events.Channels;
using static TurlaHunt.Visibility.VisibilityText;

namespace TurlaHunt.Events.Following;

/// <summary>
/// Whether a live log that was followed holds all that was written to it since. It knows the oldest record of the log as it was when somebody
/// looked, the last event that was given, and until when the log was followed.
/// </summary>
/// <remarks>
/// A log that reaches its size loses its oldest records all the time, and one that is cleared counts on or begins anew. Where only some
/// events are wanted, the last one that was given may be old: what was written behind it was seen, up to when the computer was lost. Nothing
/// is missing where the oldest event that is left was seen.
/// </remarks>
/// <param name="channel">The log.</param>
/// <param name="warn">Is told what is missing.</param>
internal sealed class LogContinuity(ChannelAddress channel, Action<string> warn)
{
    /// <summary>So much may the clocks of two computers of a domain differ (Kerberos).</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private LogEnd? _before;
    private bool _isDoubtTold;

    /// <summary>Until when it was followed, by the clock of who waits; null where it never was.</summary>
    public DateTime? FollowedUntil { get; set; }

    /// <summary>It was cleared while it was followed, and counts from the start again: what it holds since then was seen.</summary>
    public void BeginAnew() => _before = new LogEnd(IsEmpty: true, null, null);

    /// <summary>Looks at the log before it is read on.</summary>
    /// <param name="session">The computer.</param>
    /// <param name="query">What is wanted of it.</param>
    /// <param name="last">The place of the last event that was given; null where none was.</param>
    /// <returns>False where all that the log holds is new.</returns>
    public bool IsGoingOn(IChannelSession session, EventQuery query, ChannelPlace? last)
    {
        LogEnd oldest = Find(session, isNewestFirst: false);
        long? newest = last is null ? null : Find(session, isNewestFirst: true).Number;
        LogEnd? known = _before;
        _before = oldest;
        if (known is not LogEnd before)
        {
            return true;
        }

        bool wasSeen = oldest.Time < FollowedUntil - ClockSkew;
        if (oldest.IsEmpty
            ? !before.IsEmpty || last is not null
            : newest < last?.RecordNumber || oldest.Number < before.Number || oldest.IsAnotherThan(before))
        {
            warn(wasSeen
                ? "It was cleared. What it holds now is read."
                : "It was cleared while it was not followed. What was written before that is missing; what it holds now is read.");
            return false;
        }

        // Where the oldest record is the same, none is gone.
        bool isWhole = oldest.IsEmpty || (oldest.Number is not null && (before.IsEmpty ? oldest.Number <= 1 : oldest.Number == before.Number));
        if (last is null)
        {
            if (!isWhole && !wasSeen)
            {
                warn($"Events may be missing: while it was not followed the log was cleared or reached its size. Its oldest event is of {Time(oldest.Time)}.");
            }
        }
        else if (oldest.Number is null || newest is null || last.RecordNumber is null)
        {
            if (!_isDoubtTold)
            {
                _isDoubtTold = true;
                warn("Whether events are missing that were written while it was not followed cannot be seen: records have no numbers.");
            }
        }
        else if (!isWhole && oldest.Number > last.RecordNumber + 1 && (query.IsAll || !wasSeen))
        {
            warn(FormattableString.Invariant(
                $"Events are missing: while it was not followed the log was cleared or reached its size. Record {last.RecordNumber} was the last one that was read, and {oldest.Number} is the oldest one that is left."));
        }

        // Where the last event is gone, all that is left is behind it: whoever looked for its place might find the wrong one.
        return !(oldest.Number > last?.RecordNumber);
    }

    // What is known of the oldest or newest record.
    private LogEnd Find(IChannelSession session, bool isNewestFirst)
    {
        foreach (ChannelEvent given in session.Read(channel.LogName, EventQuery.All.ToQueryList(channel.LogName), isNewestFirst))
        {
            return new LogEnd(IsEmpty: false, given.TryPlace()?.RecordNumber, given.TryTime());
        }

        return new LogEnd(IsEmpty: true, null, null);
    }

    private readonly record struct LogEnd(bool IsEmpty, long? Number, DateTime? Time)
    {
        // A log that begins anew has the same numbers again, at other times.
        public bool IsAnotherThan(LogEnd other) => Number is not null && Number == other.Number && Time is not null && other.Time is not null && Time != other.Time;
    }
}
