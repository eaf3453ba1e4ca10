using System;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>One occasion on which a task starts.</summary>
public sealed class TaskTrigger
{
    internal TaskTrigger(
        string type,
        string text,
        bool enabled,
        string? startBoundary,
        string? schedule,
        string? intervalText,
        string? durationText)
    {
        Type = type;
        Text = text;
        Enabled = enabled;
        StartBoundary = startBoundary;
        Schedule = schedule;
        RepetitionIntervalText = intervalText;
        RepetitionDurationText = durationText;
        RepetitionInterval = Iso8601Duration.Parse(intervalText);
        RepetitionDuration = Iso8601Duration.Parse(durationText);
    }

    /// <summary>The element's name without "Trigger": Time, Calendar, Boot, Logon, Idle, Event, Registration, …</summary>
    public string Type { get; }

    /// <summary>The trigger in one line.</summary>
    public string Text { get; }

    /// <summary>False only if the definition says so.</summary>
    public bool Enabled { get; }

    /// <summary>When it becomes active, as written; the zone is often missing, so it is no time yet.</summary>
    public string? StartBoundary { get; }

    /// <summary>A calendar's rule in a few words, the user of a logon, the query of an event, or null.</summary>
    public string? Schedule { get; }

    /// <summary>How often it repeats, or null if it does not or the text makes no sense.</summary>
    public TimeSpan? RepetitionInterval { get; }

    /// <summary>The interval as written, or null.</summary>
    public string? RepetitionIntervalText { get; }

    /// <summary>For how long it repeats; null with an interval means for ever.</summary>
    public TimeSpan? RepetitionDuration { get; }

    /// <summary>The duration as written, or null.</summary>
    public string? RepetitionDurationText { get; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
