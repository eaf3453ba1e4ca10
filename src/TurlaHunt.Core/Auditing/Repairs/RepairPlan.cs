using System.Collections.Generic;

namespace TurlaHunt.Auditing.Repairs;

/// <summary>What a control needs changed, or why nothing can be.</summary>
/// <param name="Changes">The changes, in the order in which they are made.</param>
/// <param name="Obstacle">Why there is something that cannot be changed, in sentences; null where there is not.</param>
internal sealed record RepairPlan(IReadOnlyList<SettingChange> Changes, string? Obstacle = null)
{
    /// <summary>Nothing, and why.</summary>
    public static RepairPlan Impossible(string obstacle) => new([], obstacle);

    /// <summary>One change.</summary>
    public static RepairPlan Of(SettingKind kind, string path, string item, string? requested) =>
        new([new SettingChange(new SettingAddress(kind, path, item), requested)]);
}
