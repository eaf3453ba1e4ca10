using System;
using System.Buffers.Binary;
using TurlaHunt.Evtx;

namespace TurlaHunt.Registry.Hives;

/// <summary>The first block of a hive.</summary>
/// <param name="PrimarySequence">Counted up when a write begins.</param>
/// <param name="SecondarySequence">Counted up when it has ended.</param>
/// <param name="LastWritten">When the hive was written last, UTC; null where no calendar holds it.</param>
/// <param name="MajorVersion">The major version of the format.</param>
/// <param name="MinorVersion">The minor version of the format.</param>
/// <param name="FileType">0 for a hive, others for transaction logs.</param>
/// <param name="RootOffset">Where the root key lies.</param>
/// <param name="BinsSize">How many bytes the bins have together.</param>
/// <param name="FileName">The end of the path that the file once had.</param>
/// <param name="HasValidChecksum">Whether its checksum is that of its content.</param>
internal readonly record struct HiveBaseBlock(
    uint PrimarySequence,
    uint SecondarySequence,
    DateTime? LastWritten,
    uint MajorVersion,
    uint MinorVersion,
    uint FileType,
    uint RootOffset,
    uint BinsSize,
    string FileName,
    bool HasValidChecksum)
{
    private const int FileNameOffset = 48;
    private const int FileNameLength = 64;

    /// <summary>Whether a write had begun and not ended when the file was copied.</summary>
    public bool HasChangesPending => PrimarySequence != SecondarySequence;

    /// <summary>Reads the block.</summary>
    /// <exception cref="NotARegistryHiveException">The bytes do not begin with the signature, are too few, or of a version that is not read.</exception>
    public static HiveBaseBlock Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            throw new NotARegistryHiveException("The file is empty.");
        }

        if (!bytes.StartsWith(HiveLayout.BaseMagic))
        {
            throw new NotARegistryHiveException("The file does not begin with the signature of a registry hive (regf).");
        }

        if (bytes.Length < HiveLayout.BaseBlockSize + HiveLayout.BinAlignment)
        {
            throw new NotARegistryHiveException($"The file ends after {bytes.Length} bytes; the smallest hive has {HiveLayout.BaseBlockSize + HiveLayout.BinAlignment}.");
        }

        HiveBaseBlock block = Parse(bytes);
        if (block.FileType != 0)
        {
            throw new NotARegistryHiveException($"The file is a transaction log of a hive (type {block.FileType}), not the hive itself.");
        }

        if (block.MajorVersion != 1 || block.MinorVersion < HiveLayout.MinMinorVersion)
        {
            throw new NotARegistryHiveException($"The hive has version {block.MajorVersion}.{block.MinorVersion}; 1.3 and later are read.");
        }

        return block;
    }

    /// <summary>Reads the block, or the copy of its first sector in a transaction log, whatever it says.</summary>
    /// <param name="bytes">A sector at least.</param>
    public static HiveBaseBlock Parse(ReadOnlySpan<byte> bytes) => new(
        UInt32(bytes, 4),
        UInt32(bytes, 8),
        EventTime.TryFromFileTime(BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(12)), out DateTime time) ? time : null,
        UInt32(bytes, 20),
        UInt32(bytes, 24),
        UInt32(bytes, HiveLayout.FileTypeOffset),
        UInt32(bytes, 36),
        UInt32(bytes, HiveLayout.BinsSizeOffset),
        HiveText.Utf16(bytes.Slice(FileNameOffset, FileNameLength)).Split('\0')[0],
        UInt32(bytes, HiveLayout.ChecksumOffset) == Checksum(bytes));

    // All words before it, each exclusive with the others; the two values that could be taken for none are avoided.
    internal static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        for (int offset = 0; offset < HiveLayout.ChecksumOffset; offset += sizeof(uint))
        {
            sum ^= UInt32(bytes, offset);
        }

        return sum switch
        {
            0 => 1,
            uint.MaxValue => uint.MaxValue - 1,
            _ => sum,
        };
    }

    private static uint UInt32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(offset));
}
