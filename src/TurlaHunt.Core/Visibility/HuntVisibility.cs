using System;

namespace TurlaHunt;

/// <summary>
/// How much the logs of one computer could have shown one hunt in a window of time, and what keeps it from being all. Never
/// changed after it was made.
/// </summary>
public sealed class HuntVisibility
{
    internal HuntVisibility()
    {
    }

    /// <summary>The computer. Null for events that name none.</summary>
    public string? MachineName { get; internal init; }

    /// <summary>The hunt, by its lasting id.</summary>
    public string HuntId { get; internal init; } = "";

    /// <summary>What the hunt is about.</summary>
    public string Title { get; internal init; } = "";

    /// <summary>How much it could have seen.</summary>
    public VisibilityLevel Level { get; internal init; }

    /// <summary>The same in a sentence.</summary>
    public string Summary { get; internal init; } = "";

    /// <summary>
    /// The start of the window, in UTC: the one that was given, else the first event of the computer in any of the logs.
    /// Null where neither is known.
    /// </summary>
    public DateTime? StartTime { get; internal init; }

    /// <summary>
    /// The end of the window, in UTC: the one that was given, else the last event of the computer in any of the logs. Null
    /// where neither is known.
    /// </summary>
    public DateTime? EndTime { get; internal init; }

    /// <summary>
    /// The facts, those that take most first, then by time. Those of the level Full take nothing: they tell of what happened
    /// to the logs.
    /// </summary>
    public VisibilityReason[] Reasons { get; internal init; } = [];

    /// <summary>What to do, a sentence each, without repetition.</summary>
    public string[] Advice { get; internal init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Summary;
}
