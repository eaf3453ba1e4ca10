namespace TurlaHunt.Yaml;

/// <summary>What a file may not exceed: many times what anybody writes, and little enough to be read at once.</summary>
internal static class YamlLimits
{
    /// <summary>Bytes of a file.</summary>
    public const int File = 4 * 1024 * 1024;

    /// <summary>Entries of a list.</summary>
    public const int Entries = 20_000;

    /// <summary>Actions of a task. The task scheduler itself allows 32.</summary>
    public const int Actions = 32;

    /// <summary>Controls of a baseline, and items of a list within one.</summary>
    public const int Controls = 1000;

    /// <summary>Characters of one value. A command line of Windows has 32767 at most.</summary>
    public const int Value = 32 * 1024;
}
