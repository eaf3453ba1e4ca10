namespace TurlaHunt.Registry.Hives;

/// <summary>
/// The bounds within which a hive is believed. Each is far above what real hives hold and low enough that a hostile file can
/// neither hang the reader nor fill its memory. Lists need no bound of their own: none leads to the same cell twice, so none
/// is longer than the file.
/// </summary>
public sealed class HiveLimits
{
    /// <summary>The bounds for files of unknown origin, which is every file.</summary>
    public static HiveLimits Untrusted { get; } = new();

    /// <summary>How many bytes a file may have. It is held in memory; the largest of Windows has some hundred MiB.</summary>
    public int MaxFileSize { get; init; } = 1 << 29;

    /// <summary>How many bytes of data one value may have.</summary>
    public int MaxDataSize { get; init; } = 1 << 24;

    /// <summary>How deep keys may lie inside one another. Windows itself allows 512.</summary>
    public int MaxDepth { get; init; } = 512;

    /// <summary>How many defects one list or one file tells of.</summary>
    public int MaxDefects { get; init; } = 64;
}
