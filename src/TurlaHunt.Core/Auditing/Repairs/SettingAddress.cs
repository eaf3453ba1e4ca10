namespace TurlaHunt.Auditing.Repairs;

/// <summary>Names one setting of a computer, in the smallest part that is changed alone.</summary>
/// <param name="Kind">Where it stands.</param>
/// <param name="Path">The GUID of a subcategory, a registry key, a log; the name of a firewall rule.</param>
/// <param name="Item">The name of a registry value, the setting of a log; else empty.</param>
internal sealed record SettingAddress(SettingKind Kind, string Path, string Item);
