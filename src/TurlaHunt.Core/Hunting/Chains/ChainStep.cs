using System;
using System.Collections.Generic;

namespace TurlaHunt.Hunting.Chains;

/// <summary>A step that a finding shows, with all that may tie it to others.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Stage">Which step it is.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Text">What happened, in one line.</param>
/// <param name="Evidence">The record that shows it.</param>
internal sealed record ChainStep(Finding Finding, ChainStage Stage, DateTime Time, string Text, Evidence Evidence)
{
    public string? UserName { get; init; }

    /// <summary>The logon session; null where it is not told, or one that all services share.</summary>
    public long? LogonId { get; init; }

    public string? LogonText { get; init; }

    /// <summary>The servers that it is about, as others name them too.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The process that took it.</summary>
    public long? ProcessId { get; init; }

    /// <summary>The parent of that process.</summary>
    public long? ParentId { get; init; }

    /// <summary>The program that a run starts; null where it is one that starts anything.</summary>
    public string? Program { get; init; }

    /// <summary>The program that started the process, likewise.</summary>
    public string? ParentProgram { get; init; }

    /// <summary>Oldest first. What happened at the same moment comes in the order of the story, then of the records.</summary>
    public static int Compare(ChainStep one, ChainStep other)
    {
        int order = one.Time.CompareTo(other.Time);
        order = order != 0 ? order : one.Stage.CompareTo(other.Stage);
        order = order != 0 ? order : StringComparer.OrdinalIgnoreCase.Compare(one.Evidence.LogName, other.Evidence.LogName);
        order = order != 0 ? order : one.Evidence.RecordId.CompareTo(other.Evidence.RecordId);
        order = order != 0 ? order : StringComparer.Ordinal.Compare(one.Evidence.Source, other.Evidence.Source);
        return order != 0 ? order : string.CompareOrdinal(one.Text, other.Text);
    }

    /// <summary>Whether both are one step, read from two copies of a log.</summary>
    public bool IsCopyOf(ChainStep other) =>
        Time == other.Time
        && Stage == other.Stage
        && Evidence.RecordId == other.Evidence.RecordId
        && Evidence.Id == other.Evidence.Id
        && string.Equals(Evidence.LogName, other.Evidence.LogName, StringComparison.OrdinalIgnoreCase)
        && Text == other.Text;
}
