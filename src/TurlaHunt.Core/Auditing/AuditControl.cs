using System.Collections.Generic;
using TurlaHunt.Auditing.Repairs;

namespace TurlaHunt.Auditing;

/// <summary>One thing that a baseline asks of a computer.</summary>
public abstract record AuditControl
{
    private protected AuditControl()
    {
    }

    /// <summary>What it is called in commands: unique within its baseline.</summary>
    public string Id { get; internal init; } = "";

    /// <summary>What it is about, in a line.</summary>
    public string Title { get; internal init; } = "";

    /// <summary>How much it matters.</summary>
    public ControlLevel Level { get; internal init; }

    /// <summary>Why it is asked for.</summary>
    public string Why { get; internal init; } = "";

    /// <summary>The ids of the hunts that need it.</summary>
    public IReadOnlyList<string> Hunts { get; internal init; } = [];

    /// <summary>What it should be, in words.</summary>
    internal abstract string Expected(AuditTarget target);

    /// <summary>Looks at a computer.</summary>
    internal abstract ControlFinding Examine(AuditTarget target);

    /// <summary>What must be changed where it is not as it should be. Nothing is changed by that.</summary>
    internal abstract RepairPlan Plan(AuditTarget target);
}
