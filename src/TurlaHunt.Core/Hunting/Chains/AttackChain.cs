using System;
using System.Linq;

namespace TurlaHunt;

/// <summary>
/// Findings of one computer that tell one story: a share is connected, SMB leaves, something is fetched, a task registered
/// and run. Each step names its record, each tie its reason. Never changed after it was made.
/// </summary>
public sealed class AttackChain
{
    internal AttackChain()
    {
    }

    /// <summary>The computer.</summary>
    public string? MachineName { get; internal init; }

    /// <summary>When its first step happened, in UTC.</summary>
    public DateTime? StartTime { get; internal init; }

    /// <summary>When its last step happened, in UTC.</summary>
    public DateTime? EndTime { get; internal init; }

    /// <summary>The greatest severity of its findings.</summary>
    public Severity Severity { get; internal init; }

    /// <summary>Whether each step of the story was seen.</summary>
    public bool IsComplete => MissingStages.Length == 0;

    /// <summary>The steps that were seen, in the order of the story.</summary>
    public ChainStage[] Stages { get; internal init; } = [];

    /// <summary>The steps that were not seen, in the order of the story. The logs may not have been able to show them.</summary>
    public ChainStage[] MissingStages { get; internal init; } = [];

    /// <summary>The servers that it reaches for.</summary>
    public string[] Targets { get; internal init; } = [];

    /// <summary>The accounts that act in it, as DOMAIN\name.</summary>
    public string[] UserNames { get; internal init; } = [];

    /// <summary>The tasks that it registers.</summary>
    public string[] TaskNames { get; internal init; } = [];

    /// <summary>What happened, oldest first.</summary>
    public ChainEntry[] Timeline { get; internal init; } = [];

    /// <summary>How many steps of a kind that came very often are not in the timeline; its first and last ones are.</summary>
    public int EntriesLeftOut { get; internal init; }

    /// <summary>Why the steps belong together.</summary>
    public ChainTie[] Ties { get; internal init; } = [];

    /// <summary>The story in a sentence.</summary>
    public string Summary { get; internal init; } = "";

    /// <summary>The findings that it is made of.</summary>
    internal Finding[] Findings { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Summary;

    /// <summary>Whether a finding is part of it.</summary>
    internal bool Holds(Finding finding) => Findings.Contains(finding);
}
