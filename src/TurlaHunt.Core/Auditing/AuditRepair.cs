using System;

namespace TurlaHunt;

/// <summary>What became of one setting that was to be repaired, or whose repair was to be taken back.</summary>
public sealed record AuditRepair
{
    internal AuditRepair()
    {
    }

    /// <summary>The control that asked for it.</summary>
    public string ControlId { get; internal init; } = "";

    /// <summary>The computer; null where nothing told its name.</summary>
    public string? MachineName { get; internal init; }

    /// <summary>The setting, or the title of the control where it is about none.</summary>
    public string Setting { get; internal init; } = "";

    /// <summary>What became of it.</summary>
    public AuditRepairStatus Status { get; internal init; }

    /// <summary>What it was; null where that is not known.</summary>
    public string? Before { get; internal init; }

    /// <summary>What it should become; null where nothing was to be changed.</summary>
    public string? Requested { get; internal init; }

    /// <summary>What it is now, as it was read back; null where nothing was changed, or that is not known.</summary>
    public string? After { get; internal init; }

    /// <summary>Why, in sentences; null where there is nothing to say.</summary>
    public string? Reason { get; internal init; }

    /// <summary>Who had set it before, as far as the computer tells; null where it does not.</summary>
    public string? Source { get; internal init; }

    /// <summary>Whether the change lasts.</summary>
    public AuditDurability Durability { get; internal init; }

    /// <summary>When it was looked at, UTC.</summary>
    public DateTime TimeCreated { get; internal init; }

    /// <summary>The journal, which Undo-AuditPolicyRepair takes; null where nothing was changed.</summary>
    public string? Journal { get; internal init; }

    /// <summary>It in a sentence.</summary>
    public override string ToString()
    {
        string change = Requested is null ? "" : $" (was {Before ?? "not known"}, should become {Requested}, is {After ?? Before ?? "not known"})";
        return $"{MachineName}: {Setting}: {Status}{change}.{(Reason is null ? "" : " " + Reason)}";
    }
}
