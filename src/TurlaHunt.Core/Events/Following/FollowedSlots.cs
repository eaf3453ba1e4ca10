using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Evtx;

namespace TurlaHunt.Events.Following;

/// <summary>The slots of a file that is followed: how far each was read, and what became of it since.</summary>
/// <param name="isRepeating">Whether the file may be a copy of what was read.</param>
internal sealed class FollowedSlots(bool isRepeating)
{
    private readonly List<SlotMark> _marks = [];
    private readonly byte[] _head = new byte[SlotHead.Size];

    public SlotMark this[int slot] => _marks[slot];

    /// <summary>The newest chunk.</summary>
    public int Newest { get; private set; }

    /// <summary>How many held events and hold nothing any more, or lie behind the end of the file.</summary>
    public int Gone { get; private set; }

    /// <summary>Whether what is read may have been read before in another slot, or in another file.</summary>
    public bool IsRepeating { get; private set; } = isRepeating;

    /// <summary>Whether something in one of them is held back until it can be read whole.</summary>
    public bool IsHeldBack => _marks.Exists(mark => mark.IsTorn);

    /// <summary>Finds out what became of the slots.</summary>
    /// <param name="file">The file, as it is now.</param>
    /// <param name="now">This moment.</param>
    /// <param name="news">Those that hold something that was not read, in the order of their records.</param>
    /// <returns>False where it is another log than before, and all of it is new.</returns>
    /// <exception cref="System.IO.IOException">It cannot be read.</exception>
    public bool Compare(EvtxFile file, DateTime now, out List<int> news)
    {
        SlotHead[] heads = new SlotHead[file.SlotCount];
        SlotChange[] changes = new SlotChange[heads.Length];
        long length = file.Length;
        for (int slot = 0; slot < heads.Length; slot++)
        {
            heads[slot] = ReadHead(file, slot, length);
            changes[slot] = slot < _marks.Count ? FindChange(file, slot, heads[slot], now) : SlotChange.Grown;
        }

        bool isSame = IsSameLog(changes);
        if (!isSame)
        {
            IsRepeating = true;
            _marks.Clear();
        }

        for (int slot = 0; slot < Math.Max(heads.Length, _marks.Count); slot++)
        {
            if (slot == _marks.Count)
            {
                _marks.Add(new SlotMark());
            }
            else if (slot >= heads.Length)
            {
                // It is kept, so that nothing comes twice where the file is just being written anew.
                _marks[slot].IsGone = _marks[slot].Known is not null;
            }
            else if (changes[slot] is SlotChange.Reused or SlotChange.Replaced or SlotChange.Restarted)
            {
                IsRepeating |= changes[slot] != SlotChange.Reused || _marks[slot].IsGone || !heads[slot].IsSound;
                _marks[slot] = new SlotMark();
            }
            else
            {
                _marks[slot].IsGone = changes[slot] == SlotChange.Gone;
            }
        }

        Newest = 0;
        Gone = _marks.Count(mark => mark.IsGone);
        news = InOrder(heads).FindAll(slot => _marks[slot].HasNews(heads[slot]));
        return isSame;
    }

    /// <summary>
    /// Whether nothing can have been added since the last <see cref="Compare"/>: a log is written to at its newest chunk, then in the slot
    /// behind it, or in the first where it has reached its size; the first also shows that it was cleared.
    /// </summary>
    /// <exception cref="System.IO.IOException">The file cannot be read.</exception>
    public bool IsAtRest(EvtxFile file)
    {
        int count = file.SlotCount;
        long length = file.Length;
        return count > Newest && IsUnchanged(0) && IsUnchanged(Newest) && IsUnchanged((Newest + 1) % count);

        bool IsUnchanged(int slot) => ReadHead(file, slot, length) == _marks[slot].Head;
    }

    // One damaged block is no other log as long as others are what they were.
    private bool IsSameLog(SlotChange[] changes)
    {
        List<int> present = [.. Enumerable.Range(0, Math.Min(changes.Length, _marks.Count)).Where(slot => !_marks[slot].IsGone)];
        return !present.Exists(slot => changes[slot] == SlotChange.Restarted)
            && (present.Exists(slot => changes[slot] == SlotChange.Grown && _marks[slot].Known is not null)
                || !present.Exists(slot => changes[slot] == SlotChange.Replaced));
    }

    // A header or a first record that is being written, or was damaged, looks like that of another chunk. What is whole, or lasts, is one.
    private SlotChange FindChange(EvtxFile file, int slot, in SlotHead head, DateTime now)
    {
        SlotMark mark = _marks[slot];
        return mark.ChangeTo(head) switch
        {
            SlotChange.Reused when !head.IsSound && !mark.IsBelieved(now) => SlotChange.Torn,
            SlotChange.Restarted when !IsWhole(file, slot) => mark.IsBelieved(now) ? SlotChange.Replaced : SlotChange.Torn,
            SlotChange.Restarted when mark.IsSuspect => SlotChange.Replaced,
            SlotChange change => change,
        };
    }

    private static bool IsWhole(EvtxFile file, int slot)
    {
        using EvtxChunk chunk = new(new DecodingCache(EvtxLimits.Untrusted));
        chunk.Load(file, slot);
        return chunk.Length == EvtxLayout.ChunkSize && chunk.FindChecksumMismatch() is null;
    }

    private List<int> InOrder(SlotHead[] heads)
    {
        long last = 0;
        long highest = -1;
        List<(long Number, int Slot)> order = [];
        for (int slot = 0; slot < heads.Length; slot++)
        {
            long? number = heads[slot].Chunk?.FirstRecordNumber;
            if (number > highest)
            {
                highest = number.Value;
                Newest = slot;
            }

            // A slot that is no chunk stays behind the one before it.
            last = number ?? last;
            order.Add((last, slot));
        }

        order.Sort();
        return order.ConvertAll(item => item.Slot);
    }

    private SlotHead ReadHead(EvtxFile file, int slot, long fileLength)
    {
        long offset = EvtxLayout.ChunkOffset(slot);
        int length = file.ReadAt(offset, _head, _head.Length);
        return SlotHead.Read(_head.AsSpan(0, length), (int)Math.Min(EvtxLayout.ChunkSize, fileLength - offset));
    }
}
