using System;
using System.Management.Automation;
using TurlaHunt.Events;

namespace TurlaHunt.Commands;

/// <summary>A cmdlet that reads events within a window of time.</summary>
public abstract class EventWindowCommand : EventChannelCommand
{
    /// <summary>The first moment that is looked at; included. A time without an offset is local time.</summary>
    [Parameter]
    [Moment]
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>The moment from which on nothing is looked at; excluded. A time without an offset is local time.</summary>
    [Parameter]
    [Moment]
    public DateTimeOffset? EndTime { get; set; }

    /// <summary>A query within the window of time that the user asked for, and its own.</summary>
    protected EventQuery InWindow(EventQuery query)
    {
        DateTime? start = StartTime?.UtcDateTime;
        DateTime? end = EndTime?.UtcDateTime;
        return query.Within(start > query.StartTime ? start : query.StartTime ?? start, end < query.EndTime ? end : query.EndTime ?? end);
    }
}
