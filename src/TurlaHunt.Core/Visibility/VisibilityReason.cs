using System;

namespace TurlaHunt;

/// <summary>
/// One fact about what the logs of a computer could show a hunt: what, where, when, how much of it, and what makes it better
/// next time. Never changed after it was made; null means that it does not apply or is not told.
/// </summary>
public sealed class VisibilityReason
{
    internal VisibilityReason()
    {
    }

    /// <summary>What it is about.</summary>
    public VisibilityCause Cause { get; internal init; }

    /// <summary>What it takes from the hunt by itself. Full: nothing, it is a plain fact.</summary>
    public VisibilityLevel Level { get; internal init; }

    /// <summary>The fact in a sentence.</summary>
    public string Detail { get; internal init; } = "";

    /// <summary>What to do about it, in a sentence; null where there is nothing to do.</summary>
    public string? Advice { get; internal init; }

    /// <summary>The log that it is about.</summary>
    public string? LogName { get; internal init; }

    /// <summary>The file that it is about, where it is about one.</summary>
    public string? Source { get; internal init; }

    /// <summary>How many events or records it is about.</summary>
    public long? Count { get; internal init; }

    /// <summary>Of how many.</summary>
    public long? Total { get; internal init; }

    /// <summary>Since when, in UTC.</summary>
    public DateTime? StartTime { get; internal init; }

    /// <summary>Until when, in UTC.</summary>
    public DateTime? EndTime { get; internal init; }

    /// <summary>Who did it, as DOMAIN\name, where somebody did.</summary>
    public string? UserName { get; internal init; }

    /// <summary>The control of the baseline Turla that it is about, for Repair-AuditPolicy, where it is about a setting.</summary>
    public string? ControlId { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Level == VisibilityLevel.Full ? Detail : $"{Level}: {Detail}";
}
