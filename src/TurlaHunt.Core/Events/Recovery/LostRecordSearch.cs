using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TurlaHunt.Evtx;

namespace TurlaHunt.Events;

/// <summary>
/// Gathers the records that a file holds and does not count as its own, each once, without those that are in use elsewhere
/// in the file.
/// </summary>
/// <remarks>
/// What lies behind the records of a chunk is mostly a copy of the chunk before it, as Windows writes both from one buffer.
/// Such copies are dropped at once. For the rest the chunks are looked at a second time that hold records with such ids.
/// </remarks>
internal sealed class LostRecordSearch(EvtxLimits limits)
{
    // A hidden record can have an id a little above those that a walk over the chunk sees.
    private const int Margin = 64;

    private readonly LostRecordScanner _scanner = new(limits);
    private readonly List<LostRecord> _found = [];
    private readonly List<int> _unclear = [];
    private readonly List<(long First, long Last, int Slot)> _used = [];
    private HashSet<RecordKey> _before = [];
    private HashSet<RecordKey> _here = [];

    /// <summary>The places that look like a record on the outside and hold no event.</summary>
    public UndecodableRecords Undecodable => _scanner.Undecodable;

    /// <summary>Searches one slot.</summary>
    public void Add(EvtxChunk chunk)
    {
        if (chunk.HasHeader)
        {
            NoteUsed(chunk);
        }

        int first = _found.Count;
        if (!_scanner.TryScan(chunk, _found, canDecode: false))
        {
            _unclear.Add(chunk.Slot);
        }

        int kept = first;
        for (int i = first; i < _found.Count; i++)
        {
            RecordKey key = KeyOf(_found[i]);
            if (!_here.Contains(key) && !_before.Contains(key))
            {
                _found[kept++] = _found[i];
            }
        }

        _found.RemoveRange(kept, _found.Count - kept);
    }

    /// <summary>What is left, in the order of the file, once all slots were searched.</summary>
    /// <exception cref="System.IO.IOException">The file cannot be read.</exception>
    public IReadOnlyList<LostRecord> Settle(EvtxFile file, CancellationToken cancellation)
    {
        DecodingCache cache = new(limits, hasStrictNames: true);
        foreach (EvtxChunk chunk in file.ReadSlots(_unclear, cache))
        {
            _scanner.TryScan(chunk, _found, canDecode: true);
        }

        HashSet<RecordKey> left = [.. _found.Select(KeyOf)];
        foreach (EvtxChunk chunk in file.ReadSlots(SlotsWithSuchIds(), cache))
        {
            if (cancellation.IsCancellationRequested)
            {
                break;
            }

            RemoveUsed(chunk.Bytes.Slice(0, chunk.UsedEnd), left);
        }

        // Of several copies the first one is as good as any.
        return [.. _found.OrderBy(record => record.Slot).Where(record => left.Remove(KeyOf(record)))];
    }

    private void NoteUsed(EvtxChunk chunk)
    {
        (_before, _here) = (_here, _before);
        _here.Clear();
        long first = long.MaxValue;
        long last = long.MinValue;
        EvtxRecordWalker walker = new(chunk);
        while (walker.MoveNext(out _))
        {
            EvtxRecordSpan record = walker.Current;
            _here.Add(new RecordKey(record.Id, record.FileTime));
            first = Math.Min(first, record.Id);
            last = Math.Max(last, record.Id);
        }

        if (_here.Count > 0)
        {
            _used.Add((first, last > long.MaxValue - Margin ? last : last + Margin, chunk.Slot));
        }
    }

    private List<int> SlotsWithSuchIds()
    {
        long[] ids = [.. _found.Select(record => record.Span.Id)];
        Array.Sort(ids);
        List<int> slots = [];
        foreach ((long first, long last, int slot) in _used)
        {
            int place = Array.BinarySearch(ids, first);
            place = place < 0 ? ~place : place;
            if (place < ids.Length && ids[place] <= last)
            {
                slots.Add(slot);
            }
        }

        return slots;
    }

    // Every place that has the head of a record, not only those that a walk comes by: a record that somebody hid inside
    // another is in use as well.
    private static void RemoveUsed(ReadOnlySpan<byte> used, HashSet<RecordKey> left)
    {
        ReadOnlySpan<byte> magic = [0x2A, 0x2A, 0, 0];
        int at = EvtxLayout.ChunkHeaderSize;
        while (used.Length - at >= EvtxLayout.MinRecordSize && used.Slice(at).IndexOf(magic) is int next and >= 0)
        {
            at += next;
            if (at % EvtxLayout.RecordAlignment == 0 && used.Length - at >= EvtxLayout.MinRecordSize)
            {
                left.Remove(new RecordKey(
                    BinaryPrimitives.ReadInt64LittleEndian(used.Slice(at + 8)),
                    BinaryPrimitives.ReadInt64LittleEndian(used.Slice(at + 16))));
            }

            at++;
        }
    }

    private static RecordKey KeyOf(LostRecord record) => new(record.Span.Id, record.Span.FileTime);
}
