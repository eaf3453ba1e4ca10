using System;

namespace TurlaHunt.Registry.Hives;

/// <summary>Sizes and marks of a registry hive.</summary>
/// <remarks>
/// The format is documented by M. Suhanov's "Windows registry file format specification" and by libyal's libregf. Offsets in a
/// hive count from the end of its base block.
/// </remarks>
internal static class HiveLayout
{
    /// <summary>The bytes in front of the bins.</summary>
    public const int BaseBlockSize = 4096;

    /// <summary>The bytes that the checksum of the base block covers.</summary>
    public const int ChecksumOffset = 508;

    /// <summary>Where the base block has its type: 0 for a hive, others for transaction logs.</summary>
    public const int FileTypeOffset = 28;

    /// <summary>Where the base block has the size of the bins.</summary>
    public const int BinsSizeOffset = 40;

    /// <summary>What transaction logs are made of.</summary>
    public const int SectorSize = 512;

    /// <summary>The size of a bin is a multiple of it.</summary>
    public const int BinAlignment = 4096;

    public const int BinHeaderSize = 32;

    /// <summary>The offset and the size of a cell are multiples of it.</summary>
    public const int CellAlignment = 8;

    /// <summary>An offset that leads nowhere.</summary>
    public const uint NoOffset = uint.MaxValue;

    /// <summary>Data beyond this size lies in several cells, from version 1.4 on.</summary>
    public const int SegmentSize = 16344;

    /// <summary>The oldest minor version whose cells and lists are those that are read here: that of Windows NT 4.</summary>
    public const uint MinMinorVersion = 3;

    /// <summary>The minor version from which on large data lies in several cells.</summary>
    public const uint BigDataMinorVersion = 4;

    /// <summary>Marks a size whose data lies in the place of the offset.</summary>
    public const uint InPlace = 0x8000_0000;

    /// <summary>Of a key: its name has one byte for each character.</summary>
    public const ushort KeyCompactName = 0x0020;

    /// <summary>Of a value: its name has one byte for each character.</summary>
    public const ushort ValueCompactName = 0x0001;

    public static ReadOnlySpan<byte> BaseMagic => "regf"u8;

    public static ReadOnlySpan<byte> BinMagic => "hbin"u8;
}
