namespace TurlaHunt.Registry.Hives;

/// <summary>What is wrong with a place in a registry hive.</summary>
public enum HiveDefectKind
{
    /// <summary>The file ends before its last bin; what is there can be read.</summary>
    FileTruncated,

    /// <summary>
    /// The hive was in use when it was copied, and its transaction logs (.LOG1, .LOG2), which hold its last changes, are not beside
    /// it or not whole. What it says may be older than what the computer had.
    /// </summary>
    ChangesPending,

    /// <summary>The base block's checksum or sizes are not those that its content asks for.</summary>
    BaseBlockDamaged,

    /// <summary>A bin's header is not one. Its cells can be read as far as something leads to them.</summary>
    BinDamaged,

    /// <summary>A key cannot be read.</summary>
    KeyDamaged,

    /// <summary>A list of subkeys cannot be read, or not wholly: keys may be missing.</summary>
    SubkeysDamaged,

    /// <summary>A list of values cannot be read, or not wholly: values may be missing.</summary>
    ValuesDamaged,

    /// <summary>A value, or its data, cannot be read.</summary>
    ValueDamaged,
}

/// <summary>A place in a hive that could not be read as it should: where and what.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Offset">The place in the file, in bytes.</param>
/// <param name="Detail">The fact, in a sentence without a final stop.</param>
public sealed record HiveDefect(HiveDefectKind Kind, int Offset, string Detail)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Detail} (offset {Offset}).";
}
