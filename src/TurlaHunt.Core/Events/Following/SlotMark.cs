using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Evtx;

namespace TurlaHunt.Events.Following;

/// <summary>What is known of one slot of a file that is followed: which chunk it was when it was last read, and how far.</summary>
internal sealed class SlotMark
{
    private List<(EvtxDefectKind Kind, long Offset)>? _told;
    private Doubt _torn;

    /// <summary>What stood at its start when it was last read, whatever that was; null where it was not read yet.</summary>
    public SlotHead? Head { get; private set; }

    /// <summary>
    /// The chunk that <see cref="Next"/> belongs to, as far as it was seen. It outlasts what cannot be read, so that another chunk is told
    /// from it when there is one again.
    /// </summary>
    public SlotHead? Known { get; private set; }

    /// <summary>Where the next record is expected, from the start of the chunk.</summary>
    public int Next { get; private set; } = EvtxLayout.ChunkHeaderSize;

    /// <summary>
    /// The records that were dealt with since some lay behind <see cref="Next"/>; null where none ever did. They are kept here and not only among the last
    /// events of all files, which other files push out while a chunk whose checksum never fits is read time and again.
    /// </summary>
    public SeenRecords? Ahead { get; private set; }

    /// <summary>Whether it could not be read whole the last time, and is waited for.</summary>
    public bool IsTorn => _torn.IsOpen;

    /// <summary>Whether its checksum did not fit when it was read: what its header tells of may follow.</summary>
    public bool IsSuspect { get; set; }

    /// <summary>Whether nothing stood there at the last look, or the file ended before it.</summary>
    public bool IsGone { get; set; }

    /// <summary>What it was when it was last read, and how; null where that does not matter.</summary>
    public SlotPrint? Print { get; private set; }

    /// <summary>Whether the slot, as it was found, holds anything that was not read.</summary>
    public bool HasNews(in SlotHead head) => IsTorn || IsSuspect || head != Head;

    /// <summary>What became of it, as far as its head says.</summary>
    public SlotChange ChangeTo(in SlotHead head) => Known is SlotHead known ? head.ChangeFrom(known) : SlotChange.Grown;

    /// <summary>Whether what could not be read whole is to be believed by now.</summary>
    public bool IsBelieved(DateTime now) => _torn.HasLasted(now);

    /// <summary>Whether what was read of it is held back, because somebody may be writing it.</summary>
    public bool HoldsBack(SlotReading reading, DateTime now) => !reading.IsWhole && reading.Work.MayBeTorn && !_torn.Lasts(reading.Length, now);

    /// <summary>Notes that it is again what was read before.</summary>
    public void Settle() => _torn.End();

    /// <summary>Notes what was read of it, and how far its records are given by that.</summary>
    /// <param name="reading">What was read.</param>
    /// <param name="soundEnd">Behind the last record up to which all are sound. What lies behind it may be whole the next time.</param>
    public void Advance(SlotReading reading, int soundEnd)
    {
        Head = reading.Head;
        Known = reading.Head.IsTelling ? reading.Head : Known;
        Print = reading.Print;
        Next = Math.Max(Next, soundEnd);
        Ahead ??= soundEnd < reading.UsedEnd ? new SeenRecords() : null;
        IsSuspect = false;
        _torn.End();
    }

    /// <summary>Notes that a defect is told.</summary>
    /// <returns>False where it was told before.</returns>
    public bool Tell(EvtxDefect defect)
    {
        _told ??= [];
        if (_told.Any(told => told.Kind == defect.Kind && told.Offset == defect.Offset))
        {
            return false;
        }

        _told.Add((defect.Kind, defect.Offset));
        return true;
    }
}

/// <summary>What a slot was when it was read. Where it is the same again, reading it says nothing new.</summary>
/// <param name="Checksum">Of all its bytes.</param>
/// <param name="IsNewest">Whether it was the newest chunk of its log.</param>
/// <param name="IsInUse">Whether the log called itself in use.</param>
internal readonly record struct SlotPrint(uint Checksum, bool IsNewest, bool IsInUse);
