using System;

namespace TurlaHunt;

/// <summary>What came of one control on one computer.</summary>
public sealed class AuditResult
{
    internal AuditResult()
    {
    }

    /// <summary>The control, as its baseline calls it.</summary>
    public string ControlId { get; internal init; } = "";

    /// <summary>What the control is about.</summary>
    public string Title { get; internal init; } = "";

    /// <summary>How much it matters.</summary>
    public ControlLevel Level { get; internal init; }

    /// <summary>What came of it.</summary>
    public AuditStatus Status { get; internal init; }

    /// <summary>The computer; null where nothing told its name.</summary>
    public string? MachineName { get; internal init; }

    /// <summary>What it should be.</summary>
    public string Expected { get; internal init; } = "";

    /// <summary>What it is; null where that is not known.</summary>
    public string? Actual { get; internal init; }

    /// <summary>Why it is not known, not applicable or not as it should be, and what may make the answer old; null where there is nothing to say.</summary>
    public string? Reason { get; internal init; }

    /// <summary>Who set it, as far as what there is tells; null where it does not.</summary>
    public string? Source { get; internal init; }

    /// <summary>
    /// When the place that holds the setting was written last, UTC: it has not changed since. Null where that is not known.
    /// </summary>
    public DateTime? Since { get; internal init; }

    /// <summary>Whether a change that is made on the computer itself would last.</summary>
    public AuditDurability Durability { get; internal init; }

    /// <summary>The hunts that are blind, or see less, because of it: none where it is as it should be.</summary>
    public string[] BlindHunts { get; internal init; } = [];

    /// <summary>The file, or the part of the computer, that gave the value; null where none did.</summary>
    public string? Evidence { get; internal init; }

    /// <summary>Whether it is about the state of a computer or about what a policy wants.</summary>
    public AuditBasis Basis { get; internal init; }

    /// <summary>The baseline that the control belongs to.</summary>
    public string Baseline { get; internal init; } = "";

    /// <summary>The file or folder that was looked at; empty where it was the computer itself.</summary>
    public string Path { get; internal init; } = "";

    /// <summary>The result in a sentence.</summary>
    public override string ToString()
    {
        string actual = Actual is null ? "" : $" (is {Actual}, should be {Expected})";
        return $"{MachineName ?? Path}: {Title}: {Status}{actual}.{(Reason is null ? "" : " " + Reason)}";
    }
}
