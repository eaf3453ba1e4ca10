using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using TurlaHunt.Binary;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Events;

/// <summary>
/// Finds the records that a slot holds and does not count as its own: behind the used space of a chunk, or anywhere in a
/// block without a chunk's header.
/// </summary>
/// <remarks>
/// Bytes that merely look like one are kept out. A record has its size at both ends, an id, a time that a clock can show,
/// and a body that is an event: its values end where it ends and are those of every event, or it can be decoded to the end.
/// </remarks>
internal sealed class LostRecordScanner(EvtxLimits limits)
{
    // A PC's clock begins in 1980; its calendar has two digits for the year.
    private static readonly long Earliest = FileTimeOf(1980);
    private static readonly long Latest = FileTimeOf(2100);

    // What is tried in vain, over and over with other ends, must not cost more than a few chunks.
    private const int MaxTried = 4 * EvtxLayout.ChunkSize;

    /// <summary>The places that had the ends of a record, an id and a time, and no event in between.</summary>
    public UndecodableRecords Undecodable { get; } = new();

    /// <summary>Adds the records of a slot to a list.</summary>
    /// <param name="chunk">The slot.</param>
    /// <param name="found">The list.</param>
    /// <param name="canDecode">Whether what is not plain may be decoded: the chunk's names are strict.</param>
    /// <returns>False where something had to be decoded and might not; nothing was added then.</returns>
    public bool TryScan(EvtxChunk chunk, List<LostRecord> found, bool canDecode)
    {
        int before = found.Count;
        int tried = 0;
        int at = chunk.HasHeader ? chunk.UsedEnd : 0;
        while ((at = Find(chunk, at)) >= 0)
        {
            int size = (int)BinaryPrimitives.ReadUInt32LittleEndian(chunk.Bytes.Slice(at + 4));
            EvtxRecordSpan span = chunk.RecordAt(at, size, RecordIntegrity.Recovered);
            at += EvtxLayout.RecordAlignment;
            if (span.Id <= 0 || span.FileTime < Earliest || span.FileTime >= Latest)
            {
                continue;
            }

            bool isPlain = HasValuesOfEvent(chunk.Bytes, span);
            if (!isPlain && !canDecode)
            {
                found.RemoveRange(before, found.Count - before);
                return false;
            }

            if (isPlain || (tried < MaxTried && CanBeDecoded(chunk, span)))
            {
                found.Add(new LostRecord(chunk.Slot, span));
                at = span.Offset + size;
                continue;
            }

            tried += size;
            Undecodable.Add(chunk, span);
        }

        return true;
    }

    // Most slack holds no record for long stretches: the magic is looked for first.
    private static int Find(EvtxChunk chunk, int start)
    {
        ReadOnlySpan<byte> magic = [0x2A, 0x2A, 0, 0];
        ReadOnlySpan<byte> bytes = chunk.Bytes;
        int at = start;
        while (at <= bytes.Length - EvtxLayout.MinRecordSize)
        {
            int next = bytes.Slice(at).IndexOf(magic);
            if (next < 0)
            {
                break;
            }

            at += next;
            if (at % EvtxLayout.RecordAlignment == 0 && chunk.IsRecordAt(at, bytes.Length))
            {
                return at;
            }

            at++;
        }

        return -1;
    }

    private static bool HasValuesOfEvent(ReadOnlySpan<byte> bytes, in EvtxRecordSpan span)
    {
        ReadOnlySpan<byte> body = bytes.Slice(span.BodyOffset, span.BodyEnd - span.BodyOffset);
        if (!PlainInstance.TryRead(body, span.BodyOffset, out PlainInstance values)
            || !values.IsAll
            || values.Count < SystemValues.Count)
        {
            return false;
        }

        for (int i = 0; i < SystemValues.Count; i++)
        {
            int size = values.SizeOf(i, out BinXmlValueType type);
            if (!SystemValues.Fits(i, type, size))
            {
                return false;
            }
        }

        return true;
    }

    private bool CanBeDecoded(EvtxChunk chunk, in EvtxRecordSpan span)
    {
        try
        {
            BinXmlDocument document = BinXmlParser.ParseRecord(chunk, span, limits, out int bodyEnd);
            return span.BodyEnd - bodyEnd <= EvtxLayout.MaxRecordPadding
                && document.Fragments.Length > 0
                && document.Fragments[0].Program.Ops is { Length: > 0 } ops
                && ops[0] is { Code: BinXmlOpCode.OpenElement, Text: "Event" };
        }
        catch (MalformedDataException)
        {
            return false;
        }
    }

    private static long FileTimeOf(int year) => new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks - EventTime.Unset.Ticks;
}
