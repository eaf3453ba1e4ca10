using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TurlaHunt.Evtx;

namespace TurlaHunt.Events.Following;

/// <summary>
/// A file that is followed: which chunks it had and how far they were read. It is opened anew for each look, so that it can be renamed,
/// cleared and replaced meanwhile; a chunk is known again by its numbers and by when its first record was written.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="isLate">Whether it appeared while others were followed: then it may be a copy of what was read.</param>
/// <param name="listener">Who hears of what happens to it.</param>
internal sealed class FollowedFile(string path, bool isLate, IFollowListener listener)
{
    /// <summary>So long what cannot be read whole is taken for something that is being written.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly List<SlotMark> _marks = [];
    private readonly UnreadableSlots _unreadable = new(defect => listener.OnDefect(path, defect));
    private readonly byte[] _head = new byte[SlotHead.Size];
    private bool _isFirstLook = !isLate;
    private bool _isRepeating = isLate;
    private bool _isBegun;
    private bool _isGone;
    private bool _isFailureTold;
    private bool _isShortTold;
    private DateTime? _failingSince;
    private DateTime? _shortSince;
    private int _newest;
    private long _bytesRead;

    public string Path { get; } = path;

    /// <summary>Whether something of it is held back until it can be read whole.</summary>
    public bool IsHeldBack => _marks.Exists(mark => mark.TornSince is not null);

    /// <summary>Opens the file and finds what is new in it.</summary>
    /// <param name="now">This moment.</param>
    /// <param name="work">The slots that are to be read, in the order of their records. All of them are given to <see cref="Take"/>.</param>
    /// <returns>The file, to be closed after that; null where it cannot be read now.</returns>
    public EvtxFile? Look(DateTime now, out List<SlotWork> work)
    {
        work = [];
        EvtxFile? file = null;
        if (!_isBegun)
        {
            _isBegun = true;
            listener.OnBegin(Path);
        }

        try
        {
            file = EvtxFile.Open(Path, defect => listener.OnDefect(Path, defect));
            work = FindNews(file);
        }
        catch (Exception failure) when (EvtxFile.IsFileFailure(failure))
        {
            file?.Dispose();
            OnFailure(failure, now);
            _isFirstLook = false;
            return null;
        }

        _failingSince = null;
        _isFailureTold = false;
        if (_isGone)
        {
            _isGone = false;
            listener.OnChanged(Path, "It is there again, and is read on.");
        }

        return file;
    }

    /// <summary>Takes what was read of a slot, and tells what is to be said.</summary>
    public IEnumerable<EventRecord> Take(SlotReading reading, DateTime now, SeenRecords recent)
    {
        if (reading.Failure is Exception failure)
        {
            OnFailure(failure, now);
            yield break;
        }

        SlotMark mark = _marks[reading.Work.Slot];
        if (!reading.IsWhole && reading.Work.MayBeTorn && now - (mark.TornSince ??= now) < Patience)
        {
            yield break;
        }

        bool mayRepeat = _isRepeating || mark.IsGivenAhead;
        mark.Head = reading.Head;
        mark.IsSuspect = false;

        // Where the sum does not fit, any record may be one that is not all there yet.
        bool isSumWrong = reading.Items.Exists(item => item.Defect?.Kind == EvtxDefectKind.ChunkChecksumMismatch);
        mark.Advance(isSumWrong && reading.Work.Slot == _newest ? reading.Work.Start : reading.SoundEnd, reading.UsedEnd);
        if (reading.Unreadable is UnreadableSlot unreadable)
        {
            _unreadable.Add(unreadable);
        }
        else
        {
            _unreadable.Flush();
        }

        foreach (ReadItem<EventRecord> item in reading.Items)
        {
            if (item.Defect is EvtxDefect defect)
            {
                OnDefect(mark, reading.Work, defect);
            }
            else if (recent.Add(item.Result) || !mayRepeat)
            {
                yield return item.Result;
            }
        }

        _bytesRead += reading.Length;
        listener.OnProgress(Path, _bytesRead, _bytesRead);
    }

    /// <summary>All that was found new was taken.</summary>
    public void EndLook(EvtxFile file, DateTime now)
    {
        _unreadable.Flush();
        if (file.Header.ChunkCount <= file.SlotCount)
        {
            _shortSince = null;
        }
        else if (now - (_shortSince ??= now) >= Patience && !_isShortTold)
        {
            _isShortTold = true;
            file.CheckChunkCount();
        }

        if (_isFirstLook)
        {
            _isFirstLook = false;
            listener.OnEnd(Path);
        }
    }

    private List<SlotWork> FindNews(EvtxFile file)
    {
        SlotHead[] heads = new SlotHead[file.SlotCount];
        for (int slot = 0; slot < heads.Length; slot++)
        {
            int length = file.ReadAt(EvtxLayout.ChunkOffset(slot), _head, _head.Length);
            heads[slot] = SlotHead.Read(_head.AsSpan(0, length));
        }

        Compare(heads);
        _newest = Enumerable.Range(0, heads.Length).OrderByDescending(slot => heads[slot].Chunk?.FirstRecordNumber ?? -1).FirstOrDefault();
        return
        [
            .. InOrder(heads).Where(slot => !heads[slot].IsUnused && (_marks[slot].IsSuspect || _marks[slot].HasNews(heads[slot])))
                .Select(slot => new SlotWork(
                    file, Path, slot, _marks[slot].Next, !_isFirstLook || slot == _newest || slot == heads.Length - 1)),
        ];
    }

    // Finds out what became of the slots that are known, and makes room for those that are not.
    private void Compare(SlotHead[] heads)
    {
        SlotChange[] changes = [.. heads.Take(_marks.Count).Select((head, slot) =>
            _marks[slot].Head is SlotHead before ? head.ChangeFrom(before) : SlotChange.Grown)];
        if (Array.IndexOf(changes, SlotChange.Restarted) >= 0)
        {
            _marks.Clear();
            _isRepeating = true;
            listener.OnChanged(Path, "It was cleared, cut or replaced: it is read from its beginning, without what was given already.");
        }
        else if (heads.Length < _marks.Count)
        {
            bool isLoss = _marks.Skip(heads.Length).Any(mark => mark.Head?.FirstTime is not null);
            _marks.RemoveRange(heads.Length, _marks.Count - heads.Length);
            _isRepeating = true;
            if (isLoss)
            {
                listener.OnChanged(Path, "It was cut: blocks of it are gone. What is left, and what comes, is read on.");
            }
        }

        for (int slot = 0; slot < heads.Length; slot++)
        {
            if (slot == _marks.Count)
            {
                _marks.Add(new SlotMark());
            }
            else if (slot < changes.Length && changes[slot] == SlotChange.Reused)
            {
                _marks[slot] = new SlotMark();
            }
        }
    }

    private static IEnumerable<int> InOrder(SlotHead[] heads)
    {
        long last = 0;
        List<(long Number, int Slot)> order = [];
        for (int slot = 0; slot < heads.Length; slot++)
        {
            // A slot that is no chunk stays behind the one before it.
            last = heads[slot].Chunk?.FirstRecordNumber ?? last;
            order.Add((last, slot));
        }

        order.Sort();
        return order.Select(item => item.Slot);
    }

    private void OnDefect(SlotMark mark, SlotWork work, EvtxDefect defect)
    {
        // Where the sum does not fit, bytes may follow that the header tells of already. In a log that is in use it is no damage yet.
        mark.IsSuspect |= defect.Kind == EvtxDefectKind.ChunkChecksumMismatch && work.Slot == _newest;
        if (!(mark.IsSuspect && work.File.Header.IsDirty) && mark.Tell(defect))
        {
            listener.OnDefect(Path, defect);
        }
    }

    private void OnFailure(Exception failure, DateTime now)
    {
        if (!_isFirstLook && failure is FileNotFoundException or DirectoryNotFoundException)
        {
            if (!_isGone)
            {
                _isGone = true;
                listener.OnChanged(Path, "It is gone. It is read on when it is there again.");
            }

            return;
        }

        // Somebody may just be making the file.
        _failingSince ??= now;
        if (!_isFailureTold && (_isFirstLook || now - _failingSince >= Patience))
        {
            _isFailureTold = true;
            listener.OnFailure(Path, failure);
        }

        if (_isFirstLook)
        {
            listener.OnEnd(Path);
        }
    }
}
