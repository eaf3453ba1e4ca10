using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.Rendering;

namespace TurlaHunt.Events;

/// <summary>
/// Reads events from .evtx files, on any operating system, one file after the other, each oldest first. The chunks of all
/// files are read by several threads, a few batches ahead; events and all that is said of them come in order, on the thread
/// that asks for them, and memory does not grow with the files.
/// </summary>
public sealed class EvtxFileSource
{
    // More would read further ahead than whoever takes the events could follow.
    private const int MaxDegree = 8;

    private readonly IReadListener _listener;
    private readonly EvtxLimits _limits;
    private readonly int _degree;
    private readonly ConcurrentBag<DecodingCache> _caches = [];
    private readonly ConcurrentBag<Utf8Buffer> _buffers = [];

    /// <summary>Makes a source.</summary>
    /// <param name="listener">Who hears of what is damaged or cannot be read.</param>
    /// <param name="limits">Bounds other than the usual ones.</param>
    /// <param name="degree">How many threads read; the number of processors where it is not given.</param>
    public EvtxFileSource(IReadListener listener, EvtxLimits? limits = null, int? degree = null)
    {
        _listener = listener;
        _limits = limits ?? EvtxLimits.Untrusted;
        _degree = degree ?? Math.Min(Environment.ProcessorCount, MaxDegree);
    }

    /// <summary>The events of files that a query wants. They come while the files are still being read.</summary>
    /// <param name="paths">The files, which Windows may still be writing to.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="cancellation">Ends the reading between two chunks.</param>
    public IEnumerable<EventRecord> Read(IEnumerable<string> paths, EventQuery query, CancellationToken cancellation) =>
        Read(paths, onDefect => new EventReader(query, _limits, onDefect), (_, record) => record, cancellation);

    /// <summary>The events of files that a query wants, each as a line of UTF-8 text without its end.</summary>
    /// <param name="paths">The files, which Windows may still be writing to.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="format">How events are written.</param>
    /// <param name="cancellation">Ends the reading between two chunks.</param>
    /// <returns>The lines. Each is good until the next is asked for.</returns>
    public IEnumerable<ReadOnlyMemory<byte>> ReadText(
        IEnumerable<string> paths, EventQuery query, EventTextFormat format, CancellationToken cancellation) =>
        Read(
            paths,
            onDefect => new EventTextReader(query, format, _limits, onDefect),
            (text, line) => text.Slice(line.Start, line.Length),
            cancellation);

    /// <summary>The events of files that a query wants, and behind those of each chunk what all its records are.</summary>
    /// <param name="paths">The files, which Windows may still be writing to.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="plan">Which logs the census is about.</param>
    /// <param name="cancellation">Ends the reading between two chunks.</param>
    internal IEnumerable<ScanItem> Scan(IEnumerable<string> paths, EventQuery query, CensusPlan plan, CancellationToken cancellation) =>
        Read(paths, onDefect => new ScanReader(query, plan, _limits, onDefect), (_, item) => item, cancellation);

    private IEnumerable<TOutput> Read<TResult, TOutput>(
        IEnumerable<string> paths,
        Func<Action<EvtxDefect>, EvtxChunkReader<TResult>> makeReader,
        Func<Utf8Buffer, TResult, TOutput> finish,
        CancellationToken cancellation)
    {
        using OpenLogs logs = new(paths, _listener);
        ConcurrentBag<BatchReader<TResult>> readers = [];
        try
        {
            foreach (BatchResult<TResult> result in OrderedWork.Run(logs.ToBatches(cancellation), Work, _degree))
            {
                foreach (ReadItem<TResult> item in logs.Take(result))
                {
                    yield return finish(result.Text, item.Result);
                    if (cancellation.IsCancellationRequested)
                    {
                        yield break;
                    }
                }

                result.Text.CutBack(0);
                _buffers.Add(result.Text);
            }
        }
        finally
        {
            foreach (BatchReader<TResult> reader in readers)
            {
                _caches.Add(reader.Cache);
                reader.Dispose();
            }
        }

        BatchResult<TResult> Work(SlotBatch batch)
        {
            if (!readers.TryTake(out BatchReader<TResult>? reader))
            {
                reader = new BatchReader<TResult>(TakeCache(), makeReader);
            }

            Utf8Buffer text = _buffers.TryTake(out Utf8Buffer? used) ? used : new Utf8Buffer();
            BatchResult<TResult> result = reader.Read(batch, text, cancellation);
            readers.Add(reader);
            return result;
        }
    }

    private DecodingCache TakeCache() => _caches.TryTake(out DecodingCache? cache) ? cache : new DecodingCache(_limits);
}
