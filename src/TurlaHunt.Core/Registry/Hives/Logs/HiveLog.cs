using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace TurlaHunt.Registry.Hives.Logs;

/// <summary>
/// A transaction log of a hive (.LOG1, .LOG2, or .LOG): what Windows was about to write into the hive's file. Since Windows 8.1 it holds entries
/// (HvLE), before that one set of pages (DIRT).
/// </summary>
/// <remarks>M. Suhanov's "Windows registry file format specification", format of transaction log files.</remarks>
internal sealed class HiveLog
{
    private const uint NewType = 6;
    private const int MaxClustering = 8;

    private readonly byte[] _bytes;

    private HiveLog(string name, byte[] bytes, HiveBaseBlock baseBlock)
    {
        Name = name;
        _bytes = bytes;
        BaseBlock = baseBlock;
    }

    /// <summary>The name of the file.</summary>
    public string Name { get; }

    /// <summary>The hive's base block as it was when the log was begun, but for the type.</summary>
    public HiveBaseBlock BaseBlock { get; }

    /// <summary>Whether it holds entries, each with a number of its own.</summary>
    public bool HasEntries => BaseBlock.FileType == NewType;

    private static ReadOnlySpan<byte> DirtyMagic => "DIRT"u8;

    /// <summary>Reads a log.</summary>
    /// <param name="name">The name of its file.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="problem">Why it can be no help, in a sentence without a final stop; null for one that is empty, as half of them are.</param>
    /// <returns>The log; null where it is none.</returns>
    public static HiveLog? Read(string name, byte[] bytes, out string? problem)
    {
        problem = null;
        ReadOnlySpan<byte> start = bytes.AsSpan(0, Math.Min(bytes.Length, HiveLayout.SectorSize));
        if (IsZero(start))
        {
            return null;
        }

        if (start.Length < HiveLayout.SectorSize || !start.StartsWith(HiveLayout.BaseMagic))
        {
            problem = $"{name} is no transaction log of a hive";
            return null;
        }

        HiveBaseBlock baseBlock = HiveBaseBlock.Parse(start);
        problem = !baseBlock.HasValidChecksum ? $"{name} is damaged: the checksum of its base block does not fit its content"
            : baseBlock.MajorVersion != 1 || baseBlock.MinorVersion < HiveLayout.MinMinorVersion ? $"{name} has version {baseBlock.MajorVersion}.{baseBlock.MinorVersion}; 1.3 and later are read"
            : baseBlock.FileType is not (1 or 2 or NewType) ? $"{name} is no transaction log of a hive, but of type {baseBlock.FileType}"
            : baseBlock.PrimarySequence != baseBlock.SecondarySequence ? $"{name} was being written when it was copied"
            : null;
        return problem is null ? new HiveLog(name, bytes, baseBlock) : null;
    }

    /// <summary>The entries from its beginning on, as long as each follows the one before.</summary>
    /// <param name="problem">Why they end early, in a sentence without a final stop; null where they do not.</param>
    public IReadOnlyList<HiveLogEntry> ReadEntries(out string? problem)
    {
        List<HiveLogEntry> entries = [];
        uint next = BaseBlock.PrimarySequence;
        int place = HiveLayout.SectorSize;

        // Behind the last entry lies what is left of older ones. What has the next number and is not whole was being written.
        while (HiveLogEntry.SequenceAt(_bytes, place) is uint sequence && sequence == next)
        {
            if (HiveLogEntry.Read(_bytes, place, out string? damage) is not HiveLogEntry entry)
            {
                problem = $"the entry {sequence} of {Name} {damage}";
                return entries;
            }

            entries.Add(entry);
            next = unchecked(next + 1);
            place += entry.Size;
        }

        problem = entries.Count == 0 ? $"{Name} has no entry {next}, which should be its first" : null;
        return entries;
    }

    /// <summary>The pages of a log that has no entries.</summary>
    /// <param name="pages">The pages.</param>
    /// <param name="problem">Why there are none, in a sentence without a final stop.</param>
    public bool TryReadPages([NotNullWhen(true)] out IReadOnlyList<HiveLogPage>? pages, [NotNullWhen(false)] out string? problem)
    {
        pages = null;
        uint clustering = BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(44));
        int sector = (int)Math.Min(Math.Max(clustering, 1), MaxClustering) * HiveLayout.SectorSize;
        uint count = BaseBlock.BinsSize / HiveLayout.SectorSize;
        long start = sector + DirtyMagic.Length + (long)((count + 7) / 8);
        if (clustering > MaxClustering || start > _bytes.Length || !_bytes.AsSpan(sector).StartsWith(DirtyMagic))
        {
            problem = $"{Name} does not tell which pages it holds";
            return false;
        }

        List<HiveLogPage> found = [];
        long place = (start + sector - 1) / sector * sector;
        for (int i = 0; i < (int)count; i++)
        {
            if ((_bytes[sector + DirtyMagic.Length + (i / 8)] >> (i % 8) & 1) == 0)
            {
                continue;
            }

            if (place + HiveLayout.SectorSize > _bytes.Length)
            {
                problem = $"{Name} ends before its last page";
                return false;
            }

            found.Add(new HiveLogPage(i * HiveLayout.SectorSize, (int)place, HiveLayout.SectorSize));
            place += HiveLayout.SectorSize;
        }

        problem = null;
        pages = found;
        return true;
    }

    private static bool IsZero(ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes)
        {
            if (one != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The bytes of a page.</summary>
    public ReadOnlySpan<byte> Content(HiveLogPage page) => _bytes.AsSpan(page.Place, page.Length);

    /// <summary>The base block that it keeps, in the form that it has in the hive.</summary>
    public ReadOnlySpan<byte> Base => _bytes.AsSpan(0, HiveLayout.SectorSize);
}
