namespace TurlaHunt.Registry.Policies;

/// <summary>An entry of a registry policy.</summary>
/// <param name="Action">What it does.</param>
/// <param name="Key">The key below HKLM, or below HKCU in a policy for users.</param>
/// <param name="ValueName">The name of the value, without what says what is done to it.</param>
/// <param name="Data">The data.</param>
/// <param name="Policy">The group policy that it comes from, where the file says so.</param>
public sealed record RegistryPolicyEntry(RegistryPolicyAction Action, string Key, string ValueName, RegistryData Data, string? Policy);
