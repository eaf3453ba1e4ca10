using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Events;

/// <summary>Which events are wanted: those that one of the selectors fits, within a window of time.</summary>
public sealed class EventQuery
{
    /// <summary>Makes a query of selectors.</summary>
    /// <param name="selectors">The events wanted; none means all.</param>
    /// <param name="startTime">The first moment wanted, in UTC; included.</param>
    /// <param name="endTime">The moment from which on none is wanted, in UTC; excluded.</param>
    public EventQuery(IEnumerable<EventSelector> selectors, DateTime? startTime = null, DateTime? endTime = null)
    {
        // A selector that takes any event makes the others pointless, and the query one for all.
        EventSelector[] given = [.. selectors];
        Selectors = Array.Exists(given, selector => selector.IsAny) ? [] : given;
        StartTime = startTime;
        EndTime = endTime;
    }

    /// <summary>All events.</summary>
    public static EventQuery All { get; } = new([]);

    /// <summary>The events wanted; none means all.</summary>
    public IReadOnlyList<EventSelector> Selectors { get; }

    /// <summary>The first moment wanted, in UTC; included.</summary>
    public DateTime? StartTime { get; }

    /// <summary>The moment from which on none is wanted, in UTC; excluded.</summary>
    public DateTime? EndTime { get; }

    /// <summary>Whether it wants every event.</summary>
    public bool IsAll => Selectors.Count == 0 && StartTime is null && EndTime is null;

    /// <summary>The same events in another window of time.</summary>
    public EventQuery Within(DateTime? startTime, DateTime? endTime) => new(Selectors, startTime, endTime);

    /// <summary>What either query wants, in this one's window of time.</summary>
    public EventQuery Or(EventQuery? other) => other is null ? this
        : Selectors.Count == 0 || other.Selectors.Count == 0 ? new EventQuery([], StartTime, EndTime)
        : new EventQuery([.. Selectors, .. other.Selectors], StartTime, EndTime);

    /// <summary>
    /// Whether the event is wanted. One whose time is not known lies in no window, unless the window is open at both ends.
    /// </summary>
    public bool Matches(EventRecord record) =>
        (Selectors.Count == 0 || Selectors.Any(selector => selector.Matches(record)))
        && (StartTime is null || record.TimeCreated >= StartTime)
        && (EndTime is null || record.TimeCreated < EndTime);
}
