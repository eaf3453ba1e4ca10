using System;

namespace TurlaHunt;

/// <summary>One step of a chain: when, what, and which record shows it.</summary>
public sealed class ChainEntry
{
    internal ChainEntry()
    {
    }

    /// <summary>Its place in the timeline, from 1. Ties name entries by it.</summary>
    public int Number { get; internal init; }

    /// <summary>When it happened, in UTC.</summary>
    public DateTime? TimeCreated { get; internal init; }

    /// <summary>Which step it is.</summary>
    public ChainStage Stage { get; internal init; }

    /// <summary>What happened, in one line, with passwords blotted out.</summary>
    public string Text { get; internal init; } = "";

    /// <summary>How urgent the finding is that it belongs to.</summary>
    public Severity Severity { get; internal init; }

    /// <summary>The hunt that found it, by its lasting id.</summary>
    public string HuntId { get; internal init; } = "";

    /// <summary>The account behind it, as DOMAIN\name.</summary>
    public string? UserName { get; internal init; }

    /// <summary>The logon session behind it, in hexadecimal.</summary>
    public string? LogonId { get; internal init; }

    /// <summary>The server that it is about: an address in its usual form, or a name.</summary>
    public string? Target { get; internal init; }

    /// <summary>The id of the event that shows it.</summary>
    public int Id { get; internal init; }

    /// <summary>The log of that event.</summary>
    public string? LogName { get; internal init; }

    /// <summary>The number of that event in its log.</summary>
    public long RecordId { get; internal init; }

    /// <summary>The file that the event was read from.</summary>
    public string? Source { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Number}. {TimeCreated:yyyy-MM-dd HH:mm:ss}Z {Stage}: {Text} ({LogName} {Id}, record {RecordId})");
}
