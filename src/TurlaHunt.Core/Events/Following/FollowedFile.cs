using System;
using System.Collections.Generic;
using System.IO;
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
    // From when on a file in which nothing happens is only looked at where it can grow, and how often it is looked at whole even so.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WholeLook = TimeSpan.FromSeconds(30);

    private readonly FollowedSlots _slots = new(isRepeating: isLate);
    private readonly UnreadableSlots _unreadable = new(defect => listener.OnDefect(path, defect));
    private bool _isFirstLook = !isLate;
    private bool _isBegun;
    private bool _isGone;
    private bool _hasFailed;
    private bool _isFailureTold;
    private bool _isShortTold;
    private int _goneTold;
    private DateTime _now;
    private DateTime? _failingSince;
    private DateTime? _quietSince;
    private DateTime _wholeLook;
    private Doubt _short;
    private Doubt _cut;
    private EvtxFileHeader _header;
    private long _length;
    private bool _isQuiet;
    private long _bytesRead;

    public string Path { get; } = path;

    /// <summary>Whether something of it is held back until it can be read whole.</summary>
    public bool IsHeldBack => _slots.IsHeldBack;

    /// <summary>Opens the file and finds what is new in it.</summary>
    /// <param name="now">This moment. It holds for all of the look.</param>
    /// <param name="work">The slots that are to be read, in the order of their records. All of them are given to <see cref="Take"/>.</param>
    /// <returns>The file, to be closed after that; null where it cannot be read now.</returns>
    public EvtxFile? Look(DateTime now, out List<SlotWork> work)
    {
        _now = now;
        _hasFailed = false;
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
            if (!IsAtRest(file))
            {
                work = FindNews(file);
            }
        }
        catch (Exception failure) when (EvtxFile.IsFileFailure(failure))
        {
            file?.Dispose();
            OnFailure(failure);
            if (_isFirstLook)
            {
                _isFirstLook = false;
                listener.OnEnd(Path);
            }

            return null;
        }

        if (_isGone)
        {
            _isGone = false;
            listener.OnChanged(Path, "It is there again, and is read on.");
        }

        return file;
    }

    /// <summary>Takes what was read of a slot, and tells what is to be said.</summary>
    public IEnumerable<EventRecord> Take(SlotReading reading, SeenRecords recent)
    {
        if (reading.Failure is Exception failure)
        {
            OnFailure(failure);
            yield break;
        }

        SlotMark mark = _slots[reading.Work.Slot];
        if (reading.IsUnchanged)
        {
            mark.Settle();
            yield break;
        }

        _isQuiet = false;

        // Where it has become another chunk since its head was looked at, the next look finds that out.
        if (mark.HoldsBack(reading, _now) || mark.ChangeTo(reading.Head) is SlotChange.Reused or SlotChange.Restarted)
        {
            yield break;
        }

        SeenRecords? ahead = mark.Ahead;

        // Where the sum does not fit, any record may be one that is not all there yet.
        bool isSumWrong = reading.Items.Exists(item => item.Defect?.Kind == EvtxDefectKind.ChunkChecksumMismatch);
        mark.Advance(reading, isSumWrong && reading.Work.IsNewest ? reading.Work.Start : reading.SoundEnd);
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
                continue;
            }

            bool isNewHere = (mark.Ahead?.Add(item.Result) ?? true) || ahead is null;
            bool isNew = recent.Add(item.Result) || !_slots.IsRepeating;
            if (isNewHere && isNew)
            {
                yield return item.Result;
            }
        }

        _bytesRead += reading.Length;
        listener.OnProgress(Path, _bytesRead, _bytesRead);
    }

    /// <summary>All that was found new was taken.</summary>
    public void EndLook(EvtxFile file)
    {
        _unreadable.Flush();
        if (!_hasFailed)
        {
            _failingSince = null;
            _isFailureTold = false;
        }

        TellShort(file);
        TellCut();
        _quietSince = _isQuiet && _slots.Gone == 0 ? _quietSince ?? _now : null;
        if (_isFirstLook)
        {
            _isFirstLook = false;
            listener.OnEnd(Path);
        }
    }

    /// <summary>
    /// Whether nothing can have come for a while, by a few bytes: a folder may hold hundreds of archives that never change, of which each
    /// has hundreds of slots.
    /// </summary>
    /// <remarks>
    /// Neither when the file was written last nor its length would do. Windows warrants the time only when whoever writes has closed the file
    /// (Microsoft, "File Times"), and the event log service keeps its logs open as long as it runs; and it lengthens them by many chunks at
    /// once. What does not stand where a log grows, as damage in its middle, is found when all of it is looked at, every half minute.
    /// </remarks>
    private bool IsAtRest(EvtxFile file) => _now - _quietSince >= Rest && _now - _wholeLook < WholeLook
        && file.Length == _length && file.Header == _header && _slots.IsAtRest(file);

    private List<SlotWork> FindNews(EvtxFile file)
    {
        _wholeLook = _now;
        _isQuiet = file.Length == _length && file.Header == _header;
        _length = file.Length;
        _header = file.Header;
        if (!_slots.Compare(file, _now, out List<int> news))
        {
            listener.OnChanged(Path, "It was cleared, cut or replaced: it is read from its beginning, without what was given already.");
        }

        int newest = _slots.Newest;
        int last = file.SlotCount - 1;
        return news.ConvertAll(slot => new SlotWork(
            file, Path, slot, _slots[slot].Next, !_isFirstLook || slot == newest || slot == last, slot == newest, _slots[slot].Print));
    }

    private void TellShort(EvtxFile file)
    {
        if (!file.IsShort)
        {
            _short.End();
            _isShortTold = false;
        }
        else if (_short.Lasts(file.Length, _now) && !_isShortTold)
        {
            _isShortTold = true;
            file.CheckChunkCount();
        }
    }

    private void TellCut()
    {
        int gone = _slots.Gone;
        if (gone == 0)
        {
            _cut.End();
            _goneTold = 0;
        }
        else if (_cut.Lasts((_length << 16) + gone, _now) && gone > _goneTold)
        {
            _goneTold = gone;
            listener.OnChanged(Path, "It was cut: blocks of it are gone. What is left, and what comes, is read on.");
        }
    }

    private void OnDefect(SlotMark mark, SlotWork work, EvtxDefect defect)
    {
        // Where the sum does not fit, bytes may follow that the header tells of already. In a log that is in use it is no damage yet.
        bool isSum = defect.Kind == EvtxDefectKind.ChunkChecksumMismatch;
        mark.IsSuspect |= isSum;
        if (!(isSum && work.IsNewest && work.File.Header.IsDirty) && mark.Tell(defect))
        {
            listener.OnDefect(Path, defect);
        }
    }

    private void OnFailure(Exception failure)
    {
        _hasFailed = true;
        _isQuiet = false;
        _quietSince = null;
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
        _failingSince ??= _now;
        if (!_isFailureTold && (_isFirstLook || _now - _failingSince >= Doubt.Patience))
        {
            _isFailureTold = true;
            listener.OnFailure(Path, failure);
        }
    }
}
