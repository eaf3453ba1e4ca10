using System;
using System.Collections.Generic;
using System.IO;
using TurlaHunt.Binary;
using TurlaHunt.Evtx;
using TurlaHunt.Registry.Hives.Logs;

namespace TurlaHunt.Registry.Hives;

/// <summary>
/// A registry hive: the file in which Windows keeps a part of the registry. It is only read. Nothing in it is believed
/// unchecked; what cannot be read is a <see cref="HiveDefect"/>, and only "not a hive" ends the reading.
/// </summary>
public sealed class RegistryHive
{
    private readonly List<HiveDefect> _defects = [];

    private RegistryHive(byte[] bytes, HiveLimits limits, Func<IEnumerable<HiveLogContent>> readLogs)
    {
        Limits = limits;
        HiveRecovery recovery = HiveRecovery.Of(bytes, readLogs, limits);
        bytes = recovery.Bytes;
        BaseBlock = HiveBaseBlock.Read(bytes);
        HasChangesPending = recovery.HasChangesPending;
        AppliedLogs = recovery.Applied;
        if (!BaseBlock.HasValidChecksum || recovery.BaseFrom is not null)
        {
            string instead = recovery.BaseFrom is null ? "" : $"; that of {recovery.BaseFrom} is used instead";
            Report(HiveDefectKind.BaseBlockDamaged, HiveLayout.ChecksumOffset, "The checksum of the base block does not fit its content" + instead);
        }

        if (HasChangesPending)
        {
            string some = AppliedLogs.Count > 0 ? $"not all of its last changes are in {string.Join(" and ", AppliedLogs)}" : "its last changes are missing";
            Report(
                HiveDefectKind.ChangesPending,
                sizeof(uint),
                $"The hive was in use when it was copied, and {some}: {string.Join("; ", recovery.Problems)}");
        }

        long end = HiveLayout.BaseBlockSize + (long)BaseBlock.BinsSize;
        if (BaseBlock.BinsSize == 0 || BaseBlock.BinsSize % HiveLayout.BinAlignment != 0)
        {
            Report(HiveDefectKind.BaseBlockDamaged, 40, $"The base block tells of {BaseBlock.BinsSize} bytes of bins, which no hive has");
            end = bytes.Length;
        }
        else if (end > bytes.Length)
        {
            Report(HiveDefectKind.FileTruncated, bytes.Length, $"The file ends after {bytes.Length} of {end} bytes");
            end = bytes.Length;
        }

        Cells = new HiveCells(bytes, (int)end, Add);
    }

    /// <summary>When the hive was written last, UTC; null where no calendar holds it.</summary>
    public DateTime? LastWritten => BaseBlock.LastWritten;

    /// <summary>The end of the path that the file once had; empty where it has none.</summary>
    public string FileName => BaseBlock.FileName;

    /// <summary>Whether its last changes are missing, or may be: they lie in transaction logs, which are not beside it or not whole.</summary>
    public bool HasChangesPending { get; }

    /// <summary>The names of the transaction logs whose changes it is read with. The files themselves stay as they are.</summary>
    public IReadOnlyList<string> AppliedLogs { get; }

    /// <summary>What is wrong with the file as a whole. What is wrong with keys and values is told where these are asked for.</summary>
    public IReadOnlyList<HiveDefect> Defects => _defects;

    /// <summary>The root key.</summary>
    public HiveLookup<HiveKey> Root => HiveKey.Read(this, BaseBlock.RootOffset, null, 36);

    internal HiveBaseBlock BaseBlock { get; }

    internal HiveLimits Limits { get; }

    internal HiveCells Cells { get; }

    /// <summary>Opens a hive, with the changes that the transaction logs beside it hold where it needs them.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <exception cref="NotARegistryHiveException">The file is no hive, or one that is not read.</exception>
    public static RegistryHive Open(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Read(stream, HiveLimits.Untrusted, () => HiveLogContent.Beside(path, HiveLimits.Untrusted));
    }

    /// <summary>Reads a hive from a stream that knows its length.</summary>
    /// <exception cref="NotARegistryHiveException">It is no hive, or one that is not read.</exception>
    public static RegistryHive Read(Stream stream, HiveLimits? limits = null) => Read(stream, limits ?? HiveLimits.Untrusted, () => []);

    /// <summary>Reads a hive with its transaction logs, which are asked for where it needs them.</summary>
    internal static RegistryHive Read(Stream stream, HiveLimits limits, Func<IEnumerable<HiveLogContent>> readLogs)
    {
        long length = stream.Length - stream.Position;
        if (length > limits.MaxFileSize)
        {
            throw new NotARegistryHiveException($"The file has {length} bytes; hives of up to {limits.MaxFileSize} are read.");
        }

        byte[] bytes = new byte[length];
        int read = stream.ReadFully(bytes, bytes.Length);
        Array.Resize(ref bytes, read);
        return new RegistryHive(bytes, limits, readLogs);
    }

    /// <summary>Looks for a key.</summary>
    /// <param name="path">Its names below the root, with backslashes between them; upper and lower case are alike.</param>
    public HiveLookup<HiveKey> Find(string path)
    {
        HiveLookup<HiveKey> found = Root;
        foreach (string name in path.Split(['\\'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (found.Item is not HiveKey key)
            {
                return found;
            }

            found = key.FindSubkey(name);
        }

        return found;
    }

    internal static HiveDefect ToDefect(HiveDefectKind kind, MalformedDataException failure) => new(kind, failure.Offset, failure.Message);

    private void Report(HiveDefectKind kind, int offset, string detail) => Add(new HiveDefect(kind, offset, detail));

    private void Add(HiveDefect defect)
    {
        if (_defects.Count < Limits.MaxDefects)
        {
            _defects.Add(defect);
        }
    }
}
