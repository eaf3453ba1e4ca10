using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using TurlaHunt.Evtx;

namespace TurlaHunt.Events;

/// <summary>Reads events from .evtx files, on any operating system, one after the other, each oldest first.</summary>
public sealed class EvtxFileSource(IReadListener listener, EvtxLimits? limits = null)
{
    private readonly DecodingCache _cache = new(limits ?? EvtxLimits.Untrusted);

    /// <summary>
    /// The events of a file that a query wants. They come while the file is still being read; memory does not grow with it.
    /// </summary>
    /// <param name="path">The file, which Windows may still be writing to.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="cancellation">Ends the reading between two chunks.</param>
    public IEnumerable<EventRecord> Read(string path, EventQuery query, CancellationToken cancellation)
    {
        using EvtxFile? file = TryOpen(path);
        if (file is null)
        {
            yield break;
        }

        EvtxChunkReader reader = new(new RecordFilter(query), _cache.Limits, defect => listener.OnDefect(path, defect));
        long total = file.Length;
        long done = EvtxLayout.FileHeaderBlockSize;
        using IEnumerator<EvtxChunk> chunks = file.ReadChunks().GetEnumerator();
        while (!cancellation.IsCancellationRequested && TryMoveNext(path, chunks))
        {
            bool isTaken = false;
            reader.Begin(chunks.Current);
            while (reader.Read(path) is EventRecord record)
            {
                if (!query.Matches(record))
                {
                    continue;
                }

                isTaken = true;
                yield return record;
                if (cancellation.IsCancellationRequested)
                {
                    yield break;
                }
            }

            // A chunk that gave nothing is not worth its checksum: that would cost more than all the rest.
            reader.CheckWhole(file.Header, verifyChecksum: isTaken);
            done += chunks.Current.Length;
            listener.OnProgress(path, Math.Min(done, total), total);
        }
    }

    /// <summary>Opens a file that may be anything.</summary>
    /// <exception cref="NotAnEventLogException">It is no event log. What else it throws, <see cref="IsFileFailure"/> tells.</exception>
    internal static EvtxFile Open(string path, DecodingCache cache, Action<EvtxDefect> onDefect)
    {
        // A pipe or device has no length. It is never opened: that could wait for ever.
        if (new FileInfo(path).Length == 0)
        {
            throw new NotAnEventLogException("The file is empty.");
        }

        return EvtxFile.Open(path, cache, onDefect);
    }

    private EvtxFile? TryOpen(string path)
    {
        try
        {
            return Open(path, _cache, defect => listener.OnDefect(path, defect));
        }
        catch (Exception failure) when (IsFileFailure(failure))
        {
            listener.OnFailure(path, failure);
            return null;
        }
    }

    private bool TryMoveNext(string path, IEnumerator<EvtxChunk> chunks)
    {
        try
        {
            return chunks.MoveNext();
        }
        catch (Exception failure) when (IsFileFailure(failure))
        {
            listener.OnFailure(path, failure);
            return false;
        }
    }

    internal static bool IsFileFailure(Exception failure) =>
        failure is IOException or UnauthorizedAccessException or NotAnEventLogException
            or System.Security.SecurityException or NotSupportedException;
}
