using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TurlaHunt.Evtx;

namespace TurlaHunt.Events;

/// <summary>
/// Checks whether event log files are whole: headers, checksums, the order of the records, and what is left of others. Where
/// a checksum vouches for them, only the records that are not plain are decoded.
/// </summary>
public sealed class EvtxFileCheck(IReadListener listener, EvtxLimits? limits = null)
{
    private readonly DecodingCache _cache = new(limits ?? EvtxLimits.Untrusted);

    /// <summary>Checks one file.</summary>
    /// <param name="path">The file, which Windows may still be writing to.</param>
    /// <param name="cancellation">Ends the check between two chunks.</param>
    /// <returns>What was found; null where the file could not be read, which the listener hears, or the check was ended.</returns>
    public EvtxFileReport? Check(string path, CancellationToken cancellation)
    {
        ProblemList problems = new();
        listener.OnBegin(path);
        try
        {
            using EvtxFile file = EvtxFile.Open(path, problems.Add);
            return Check(path, file, problems, cancellation);
        }
        catch (Exception failure) when (EvtxFile.IsFileFailure(failure))
        {
            listener.OnFailure(path, failure);
            return null;
        }
        finally
        {
            listener.OnEnd(path);
        }
    }

    private EvtxFileReport? Check(string path, EvtxFile file, ProblemList problems, CancellationToken cancellation)
    {
        EvtxReportBuilder report = new(path, file, problems);
        RecordSequence sequence = new(problems.Add);
        LostRecordSearch lost = new(_cache.Limits);
        List<EvtxDefect> hidden = [];
        EventReader quick = new(EventQuery.All, RecordFilter.RefusingWhole, _cache.Limits, Note);
        EventReader thorough = new(EventQuery.All, _cache.Limits, Note);
        HashSet<int> others = [.. Enumerable.Range(0, file.SlotCount)];
        long done = EvtxLayout.FileHeaderBlockSize;
        foreach (EvtxChunk chunk in file.ReadChunks(_cache))
        {
            if (cancellation.IsCancellationRequested)
            {
                return null;
            }

            others.Remove(chunk.Slot);
            bool isVouched = file.Header.HasChecksums && chunk.Header.HasChecksums && chunk.Length == EvtxLayout.ChunkSize;
            bool hasMismatch = isVouched && chunk.FindChecksumMismatch() is not null;
            EventReader reader = isVouched && !hasMismatch ? quick : thorough;
            hidden.Clear();
            reader.Begin(chunk, path);
            while (reader.TryRead(out EventRecord _))
            {
            }

            reader.CheckWhole(file.Header, verifyChecksum: hasMismatch);
            Follow(chunk, hidden, sequence, problems);
            lost.Add(chunk);
            report.Add(chunk);
            done += chunk.Length;
            listener.OnProgress(path, Math.Min(done, file.Length), file.Length);
        }

        foreach (EvtxChunk other in file.ReadSlots(others.OrderBy(slot => slot), _cache))
        {
            lost.Add(other);
            report.Add(other);
        }

        int recoverable = lost.Settle(file, cancellation).Count;
        return cancellation.IsCancellationRequested ? null : report.Finish(sequence, recoverable);

        void Note(EvtxDefect defect)
        {
            problems.Add(defect);
            if (defect.Kind == EvtxDefectKind.RecordHidden)
            {
                hidden.Add(defect);
            }
        }
    }

    // The records of a chunk in their order, those that were hidden in others among them.
    private static void Follow(EvtxChunk chunk, List<EvtxDefect> hidden, RecordSequence sequence, ProblemList problems)
    {
        long before = sequence.Count;
        int next = 0;
        EvtxRecordWalker walker = new(chunk);
        while (walker.MoveNext(out _))
        {
            AddHidden(walker.Current.Offset);
            sequence.Add(chunk, walker.Current);
        }

        AddHidden(chunk.Length);
        CheckHeader(chunk, sequence.Count - before, sequence.LastId, problems);

        void AddHidden(int end)
        {
            for (; next < hidden.Count && hidden[next].Offset < chunk.FileOffset + end; next++)
            {
                sequence.Add(chunk, chunk.RecordAt((int)(hidden[next].Offset - chunk.FileOffset), 0, RecordIntegrity.Hidden));
            }
        }
    }

    // An empty chunk has no last id, and a cut one has lost its last records.
    private static void CheckHeader(EvtxChunk chunk, long count, long lastId, ProblemList problems)
    {
        if (chunk.Length < EvtxLayout.ChunkSize)
        {
            return;
        }

        EvtxChunkHeader header = chunk.Header;
        long told = unchecked(header.LastRecordNumber - header.FirstRecordNumber + 1);
        if (count == 0 ? told > 0 && header.LastRecordId != -1 : told != count || header.LastRecordId != lastId)
        {
            string found = count == 0 ? "none is there" : $"{count} are there, up to the id {lastId}";
            Add($"A chunk's header counts {told} records up to the id {header.LastRecordId}; {found}");
        }

        if (header.FreeSpaceOffset != chunk.UsedEnd)
        {
            Add($"A chunk's header says that its records end at {header.FreeSpaceOffset}, which cannot be");
        }

        void Add(string detail) => problems.Add(
            new EvtxDefect(EvtxDefectKind.ChunkHeaderMismatch, chunk.Slot, chunk.FileOffset, null, detail));
    }
}
