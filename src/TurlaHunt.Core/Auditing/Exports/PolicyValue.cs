using TurlaHunt.Registry;

namespace TurlaHunt.Auditing.Exports;

/// <summary>A registry value that a policy sets.</summary>
/// <param name="Key">The key with its root, as HKLM\SOFTWARE\….</param>
/// <param name="Name">The name of the value.</param>
/// <param name="Data">The data.</param>
internal sealed record PolicyValue(string Key, string Name, RegistryData Data)
{
    private const string Machine = @"HKLM\";

    /// <summary>The key below the root.</summary>
    public string Below => Key.Substring(Machine.Length);
}
