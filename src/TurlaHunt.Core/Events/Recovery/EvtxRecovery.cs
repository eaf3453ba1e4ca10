using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TurlaHunt.Binary;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Events;

/// <summary>
/// Reads the records of .evtx files that no chunk counts as its own any more: older ones behind the records of a chunk, and
/// what lies in blocks without a chunk's header. Each is marked as recovered. None is given that the file has in use, nor
/// one twice.
/// </summary>
/// <remarks>
/// Where a template was written over, the event still has its id, time and record id, and of most logs its provider, log and
/// account; its values come without their names. A file is read up to three times, and memory grows with the number of such
/// records: some hundred bytes for each.
/// </remarks>
public sealed class EvtxRecovery(IReadListener listener, EvtxLimits? limits = null)
{
    private readonly EvtxLimits _limits = limits ?? EvtxLimits.Untrusted;

    /// <summary>The recovered events of a file that a query wants, in the order of the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="cancellation">Ends the reading between two chunks.</param>
    public IEnumerable<EventRecord> Read(string path, EventQuery query, CancellationToken cancellation)
    {
        DecodingCache cache = new(_limits, hasStrictNames: true);
        LostRecordSearch search = new(_limits);
        using EvtxFile? file = Try(path, () => EvtxFile.Open(path, _ => { }));
        if (file is null || Try(path, () => Find(file, search, cache, cancellation)) is not IReadOnlyList<LostRecord> found)
        {
            yield break;
        }

        foreach (IGrouping<int, LostRecord> slot in found.GroupBy(record => record.Slot))
        {
            foreach (EventRecord record in Try(path, () => Decode(path, file, slot, cache, search.Undecodable)) ?? [])
            {
                if (cancellation.IsCancellationRequested)
                {
                    yield break;
                }

                if (query.Matches(record))
                {
                    yield return record;
                }
            }
        }

        if (search.Undecodable.Describe() is EvtxDefect defect)
        {
            listener.OnDefect(path, defect);
        }
    }

    private static IReadOnlyList<LostRecord> Find(
        EvtxFile file, LostRecordSearch search, DecodingCache cache, CancellationToken cancellation)
    {
        foreach (EvtxChunk chunk in file.ReadSlots(Enumerable.Range(0, file.SlotCount), cache))
        {
            if (cancellation.IsCancellationRequested)
            {
                return [];
            }

            search.Add(chunk);
        }

        return search.Settle(file, cancellation);
    }

    private List<EventRecord> Decode(
        string path, EvtxFile file, IGrouping<int, LostRecord> slot, DecodingCache cache, UndecodableRecords undecodable)
    {
        List<EventRecord> records = [];
        EventRecordBuilder builder = new();
        UnfoldingBudget budget = new(_limits);
        foreach (EvtxChunk chunk in file.ReadSlots([slot.Key], cache))
        {
            foreach (LostRecord lost in slot)
            {
                try
                {
                    // Windows may have written to the log since the record was found.
                    if (chunk.IsRecordAt(lost.Span.Offset, chunk.Length)
                        && chunk.RecordAt(lost.Span.Offset, lost.Span.Size, RecordIntegrity.Recovered) == lost.Span)
                    {
                        BinXmlDocument document = BinXmlParser.ParseRecord(chunk, lost.Span, _limits, out _);
                        records.Add(builder.Build(document, lost.Span, path, _limits, budget));
                    }
                }
                catch (MalformedDataException)
                {
                    undecodable.Add(chunk, lost.Span);
                }
            }
        }

        return records;
    }

    private T? Try<T>(string path, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (EvtxFile.IsFileFailure(failure))
        {
            listener.OnFailure(path, failure);
            return null;
        }
    }
}
