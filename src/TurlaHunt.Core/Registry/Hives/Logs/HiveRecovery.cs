using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Registry.Hives.Logs;

/// <summary>
/// Brings a hive that was in use when it was copied to the state that Windows would make of it: the writes that its transaction logs hold are
/// made in memory. Files are never written.
/// </summary>
/// <remarks>
/// M. Suhanov's "Windows registry file format specification", transaction log files. A log counts for a hive whose base block it has a copy of.
/// That Windows does not ask; but what a folder holds came from somewhere.
/// </remarks>
internal sealed class HiveRecovery
{
    private readonly HiveLimits _limits;
    private readonly List<string> _applied = [];
    private readonly List<string> _problems = [];
    private byte[] _bytes;
    private int _length;

    private HiveRecovery(byte[] bytes, HiveLimits limits)
    {
        _bytes = bytes;
        _length = bytes.Length;
        _limits = limits;
    }

    /// <summary>The hive as it is now.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>The names of the logs that something was taken from, in order.</summary>
    public IReadOnlyList<string> Applied => _applied;

    /// <summary>The log whose copy of the base block took the place of the hive's own, which is damaged; null where none did.</summary>
    public string? BaseFrom { get; private set; }

    /// <summary>What keeps the last changes from being there, in sentences without a final stop.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Whether changes were pending that are not all there by now.</summary>
    public bool HasChangesPending { get; private set; }

    private HiveBaseBlock BaseBlock { get; set; }

    /// <summary>Recovers a hive.</summary>
    /// <param name="bytes">The hive, or what was taken for one. It may be changed.</param>
    /// <param name="readLogs">Gives the logs beside it; not asked where the hive needs none.</param>
    /// <param name="limits">The bounds.</param>
    public static HiveRecovery Of(byte[] bytes, Func<IEnumerable<HiveLogContent>> readLogs, HiveLimits limits)
    {
        HiveRecovery recovery = new(bytes, limits);
        if (bytes.Length >= HiveLayout.BaseBlockSize && bytes.AsSpan().StartsWith(HiveLayout.BaseMagic))
        {
            recovery.BaseBlock = HiveBaseBlock.Parse(bytes);
            if (recovery.BaseBlock.HasChangesPending || !recovery.BaseBlock.HasValidChecksum)
            {
                recovery.Recover(readLogs());
                Array.Resize(ref recovery._bytes, recovery._length);
            }
        }

        return recovery;
    }

    private void Recover(IEnumerable<HiveLogContent> files)
    {
        List<HiveLog> logs = [];
        bool isAny = false;
        foreach (HiveLogContent file in files)
        {
            isAny = true;
            string? problem = file.Problem;
            HiveLog? log = problem is null ? HiveLog.Read(file.Name, file.Bytes, out problem) : null;
            if (log is not null && IsOfThis(log))
            {
                logs.Add(log);
            }
            else if (log is not null || problem is not null)
            {
                _problems.Add(problem ?? $"{file.Name} is of another hive");
            }
        }

        HiveLog[] byEntries = [.. logs.Where(log => log.HasEntries).OrderBy(log => log.BaseBlock.PrimarySequence)];
        if (byEntries.Length > 0)
        {
            ApplyEntries(byEntries);
        }
        else
        {
            ApplyPages([.. logs.Where(log => !log.HasEntries).OrderByDescending(log => log.BaseBlock.PrimarySequence)]);
        }

        if (_applied.Count == 0 && _problems.Count == 0)
        {
            _problems.Add(isAny ? "its transaction logs are empty" : "its transaction logs are not beside it");
        }

        // With a base block of a log nobody can say which changes the hive had.
        if (BaseFrom is not null)
        {
            _problems.Add($"its base block is damaged, and that of {BaseFrom} took its place: which changes the hive had is not told");
        }

        HasChangesPending = BaseBlock.HasChangesPending || ((_applied.Count > 0 || BaseFrom is not null) && _problems.Count > 0);
    }

    // A damaged base block may be damaged in either place, not in both. The name alone is the same on every computer.
    private bool IsOfThis(HiveLog log)
    {
        bool isSameName = string.Equals(log.BaseBlock.FileName, BaseBlock.FileName, StringComparison.Ordinal)
            && log.BaseBlock.RootOffset == BaseBlock.RootOffset;
        bool isSameTime = log.BaseBlock.LastWritten is not null && log.BaseBlock.LastWritten == BaseBlock.LastWritten;
        return BaseBlock.HasValidChecksum
            ? isSameName && (isSameTime || !log.HasEntries || log.BaseBlock.PrimarySequence < BaseBlock.SecondarySequence)
            : isSameName || isSameTime;
    }

    private void ApplyEntries(HiveLog[] logs)
    {
        // Without a base block of its own nothing tells which entries the hive has; the later log has those that count.
        IEnumerable<HiveLog> inOrder = logs;
        if (!BaseBlock.HasValidChecksum)
        {
            TakeBase(logs[logs.Length - 1]);
            inOrder = [logs[logs.Length - 1]];
        }

        uint first = BaseBlock.SecondarySequence;
        uint? reached = null;
        foreach (HiveLog log in inOrder)
        {
            uint begin = log.BaseBlock.PrimarySequence;
            if (reached is uint last ? begin <= last : begin < first)
            {
                // What the hive has already is no loss, unless nothing else is there.
                if (reached is null && log == logs[logs.Length - 1])
                {
                    _problems.Add($"{log.Name} is older than the hive: it begins with {begin}, and the hive has all up to {first}");
                }

                continue;
            }

            // The hive has the write of its second number; the first number is that of the one that it was in the middle of.
            uint most = reached is uint end ? unchecked(end + 1) : BaseBlock.PrimarySequence;
            if (begin > most)
            {
                _problems.Add($"{log.Name} begins with the write {begin}, and those from {most} on are not there");
                break;
            }

            reached = Apply(log) ?? reached;
        }
    }

    private uint? Apply(HiveLog log)
    {
        uint? reached = null;
        IReadOnlyList<HiveLogEntry> entries = log.ReadEntries(out string? problem);
        foreach (HiveLogEntry entry in entries)
        {
            if (!TryWrite(log, entry.Pages, entry.BinsSize))
            {
                problem = $"the entry {entry.Sequence} of {log.Name} tells of {entry.BinsSize} bytes of bins, which the hive cannot have";
                break;
            }

            reached = entry.Sequence;
            SetBase(entry.BinsSize, entry.Sequence);
        }

        Note(log, reached is not null, problem);
        return reached;
    }

    // Such a log holds one write as a whole; the first one that fits is it.
    private void ApplyPages(HiveLog[] logs)
    {
        foreach (HiveLog log in logs)
        {
            if (BaseBlock.HasValidChecksum && log.BaseBlock.LastWritten != BaseBlock.LastWritten)
            {
                _problems.Add($"{log.Name} holds another write than the one that was not finished");
                continue;
            }

            bool isRead = log.TryReadPages(out IReadOnlyList<HiveLogPage>? pages, out string? problem);
            if (isRead && TryWrite(log, pages!, log.BaseBlock.BinsSize))
            {
                if (!BaseBlock.HasValidChecksum)
                {
                    TakeBase(log);
                }

                SetBase(log.BaseBlock.BinsSize, log.BaseBlock.PrimarySequence);
                _problems.Clear();
                Note(log, isApplied: true, null);
                return;
            }

            Note(log, isApplied: false, problem ?? $"{log.Name} tells of {log.BaseBlock.BinsSize} bytes of bins, which the hive cannot have");
        }
    }

    private void Note(HiveLog log, bool isApplied, string? problem)
    {
        if (isApplied)
        {
            _applied.Add(log.Name);
        }

        if (problem is not null)
        {
            _problems.Add(problem);
        }
    }

    // What a hive grows by is all in the log, so that no number can make it larger than hive and log together.
    private bool TryWrite(HiveLog log, IReadOnlyList<HiveLogPage> pages, uint binsSize)
    {
        long end = HiveLayout.BaseBlockSize + (long)binsSize;
        if (end > Math.Min(_limits.MaxFileSize, _length + pages.Sum(page => (long)page.Length)))
        {
            return false;
        }

        if (end > _length)
        {
            Grow(end);
        }

        foreach (HiveLogPage page in pages)
        {
            log.Content(page).CopyTo(_bytes.AsSpan(HiveLayout.BaseBlockSize + page.Offset));
        }

        return true;
    }

    // Ahead of what is needed, since each entry of a log may make the hive larger by a little.
    private void Grow(long end)
    {
        if (end > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(_limits.MaxFileSize, Math.Max(end, 2L * _bytes.Length)));
        }

        _length = (int)end;
    }

    private void TakeBase(HiveLog log)
    {
        BaseFrom = log.Name;
        log.Base.CopyTo(_bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(HiveLayout.FileTypeOffset), 0);
        Seal();
    }

    private void SetBase(uint binsSize, uint sequence)
    {
        Span<byte> bytes = _bytes;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.Slice(4), sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.Slice(8), sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.Slice(HiveLayout.BinsSizeOffset), binsSize);
        Seal();
    }

    private void Seal()
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(HiveLayout.ChecksumOffset), HiveBaseBlock.Checksum(_bytes));
        BaseBlock = HiveBaseBlock.Parse(_bytes);
    }
}
