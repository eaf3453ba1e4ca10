namespace TurlaHunt.Auditing.Repairs;

/// <summary>What a setting is to become.</summary>
/// <param name="Address">The setting.</param>
/// <param name="Requested">Its new state; null where it is to be removed.</param>
internal sealed record SettingChange(SettingAddress Address, string? Requested);
