using System;
using System.Collections.Generic;
using System.Threading;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.Rendering;

namespace TurlaHunt.Events;

/// <summary>Reads batches, one at a time. It keeps what it learns of templates for the next.</summary>
internal sealed class BatchReader<TResult> : IDisposable
{
    private readonly EvtxChunk _chunk;
    private readonly EvtxChunkReader<TResult> _reader;
    private List<ReadItem<TResult>>? _items;

    public BatchReader(DecodingCache cache, Func<Action<EvtxDefect>, EvtxChunkReader<TResult>> makeReader)
    {
        Cache = cache;
        _chunk = new EvtxChunk(cache);
        _reader = makeReader(defect => Add(new ReadItem<TResult>(default!, defect)));
    }

    public DecodingCache Cache { get; }

    /// <summary>Reads a batch. After cancellation it reads no further chunk.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="text">Where results that are text are written.</param>
    /// <param name="cancellation">Ends the reading between two chunks.</param>
    public BatchResult<TResult> Read(SlotBatch batch, Utf8Buffer text, CancellationToken cancellation)
    {
        BatchResult<TResult> result = new(batch, text);
        _reader.Output = text;
        try
        {
            foreach (int slot in batch.Slots)
            {
                if (cancellation.IsCancellationRequested)
                {
                    break;
                }

                result.Slots.Add(Read(batch.Log, slot));
            }
        }
        catch (Exception failure) when (EvtxFile.IsFileFailure(failure))
        {
            result.Failure = failure;
        }

        return result;
    }

    public void Dispose() => _chunk.Dispose();

    private SlotResult<TResult> Read(OpenLog log, int slot)
    {
        _chunk.Load(log.File, slot);
        if (!_chunk.HasHeader)
        {
            return new SlotResult<TResult>(_chunk.Length, UnreadableSlot.Of(_chunk), null);
        }

        _items = null;
        _reader.Begin(_chunk, log.Path);
        while (_reader.TryRead(out TResult item))
        {
            Add(new ReadItem<TResult>(item, null));
        }

        // A chunk that gave nothing is not worth its checksum: that would cost more than all the rest.
        _reader.CheckWhole(log.File.Header, verifyChecksum: _reader.NeedsVerifying);
        return new SlotResult<TResult>(_chunk.Length, null, _items);
    }

    private void Add(ReadItem<TResult> item) => (_items ??= []).Add(item);
}
