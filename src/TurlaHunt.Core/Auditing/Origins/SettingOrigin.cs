namespace TurlaHunt.Auditing.Origins;

/// <summary>Who set a setting, and whether a change on the computer itself would last.</summary>
/// <param name="Source">Who, in words; null where nothing tells.</param>
/// <param name="Durability">Whether it would last.</param>
internal sealed record SettingOrigin(string? Source, AuditDurability Durability)
{
    public static SettingOrigin Unknown { get; } = new(null, AuditDurability.Unknown);
}
