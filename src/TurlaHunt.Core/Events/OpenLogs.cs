using System;
using System.Collections.Generic;
using System.Threading;
using TurlaHunt.Evtx;

namespace TurlaHunt.Events;

/// <summary>The files of one reading: opened when their turn comes, closed when the last was taken of them.</summary>
internal sealed class OpenLogs(IEnumerable<string> paths, IReadListener listener) : IDisposable
{
    private readonly HashSet<OpenLog> _open = [];
    private readonly BatchSize _size = new();

    /// <summary>The pieces of work that the files are cut into, in order.</summary>
    public IEnumerable<SlotBatch> ToBatches(CancellationToken cancellation)
    {
        foreach (string path in paths)
        {
            OpenLog log = new(path, listener);
            _open.Add(log);
            foreach (SlotBatch batch in log.ToBatches(_size))
            {
                if (cancellation.IsCancellationRequested)
                {
                    yield break;
                }

                yield return batch;
            }
        }
    }

    /// <summary>Gives the results of a batch, and tells what is to be said, in order.</summary>
    public IEnumerable<ReadItem<TResult>> Take<TResult>(BatchResult<TResult> result)
    {
        OpenLog log = result.Batch.Log;
        log.OnBegin();
        int results = 0;
        foreach (SlotResult<TResult> slot in result.Slots)
        {
            if (slot.Unreadable is UnreadableSlot unreadable)
            {
                log.OnUnreadable(unreadable);
            }
            else
            {
                log.OnChunk();
            }

            foreach (ReadItem<TResult> item in slot.Items ?? [])
            {
                if (item.Defect is EvtxDefect defect)
                {
                    log.OnDefect(defect);
                }
                else
                {
                    results++;
                    yield return item;
                }
            }

            log.OnRead(slot.Length);
        }

        _size.Learn(results);
        if (result.Failure is Exception failure)
        {
            log.OnFailure(failure);
        }

        if (result.Batch.IsLast)
        {
            log.OnEnd();
            log.Dispose();
            _open.Remove(log);
        }
    }

    /// <summary>Closes what is still open.</summary>
    public void Dispose()
    {
        foreach (OpenLog log in _open)
        {
            log.Dispose();
        }
    }
}
