using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TurlaHunt.Evtx;

namespace TurlaHunt.Events;

/// <summary>
/// Gathers the records that a file holds and does not count as its own, each once, without those that are in use elsewhere
/// in the file: what lies behind the records of a chunk is often a copy of the chunk before it.
/// </summary>
internal sealed class LostRecordSearch(EvtxLimits limits)
{
    private readonly LostRecordScanner _scanner = new(limits);
    private readonly List<LostRecord> _found = [];

    /// <summary>The places that look like a record on the outside and hold no event.</summary>
    public UndecodableRecords Undecodable => _scanner.Undecodable;

    /// <summary>Searches one slot.</summary>
    public void Add(EvtxChunk chunk) => _scanner.Scan(chunk, _found);

    /// <summary>What is left, in the order of the file, once all slots were searched.</summary>
    /// <exception cref="System.IO.IOException">The file cannot be read.</exception>
    public IReadOnlyList<LostRecord> Settle(EvtxFile file, CancellationToken cancellation)
    {
        if (_found.Count == 0)
        {
            return [];
        }

        HashSet<(long Id, long Time)> left = [.. _found.Select(KeyOf)];
        DecodingCache cache = new(limits);
        foreach (EvtxChunk chunk in file.ReadSlots(Enumerable.Range(0, file.SlotCount), cache))
        {
            if (cancellation.IsCancellationRequested || left.Count == 0)
            {
                break;
            }

            if (chunk.HasHeader)
            {
                RemoveUsed(chunk.Bytes.Slice(0, chunk.UsedEnd), left);
            }
        }

        // Of several copies the first one is as good as any.
        return _found.FindAll(record => left.Remove(KeyOf(record)));
    }

    // Every place that has the head of a record, not only those that a walk comes by: a record that somebody hid inside
    // another is in use as well.
    private static void RemoveUsed(ReadOnlySpan<byte> used, HashSet<(long Id, long Time)> left)
    {
        ReadOnlySpan<byte> magic = [0x2A, 0x2A, 0, 0];
        int at = EvtxLayout.ChunkHeaderSize;
        while (used.Length - at >= EvtxLayout.MinRecordSize && used.Slice(at).IndexOf(magic) is int next and >= 0)
        {
            at += next;
            if (at % EvtxLayout.RecordAlignment == 0 && used.Length - at >= EvtxLayout.MinRecordSize)
            {
                left.Remove((
                    BinaryPrimitives.ReadInt64LittleEndian(used.Slice(at + 8)),
                    BinaryPrimitives.ReadInt64LittleEndian(used.Slice(at + 16))));
            }

            at++;
        }
    }

    private static (long Id, long Time) KeyOf(LostRecord record) => (record.Span.Id, record.Span.FileTime);
}
