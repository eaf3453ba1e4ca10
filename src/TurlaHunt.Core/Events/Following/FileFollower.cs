using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using TurlaHunt.Evtx;

namespace TurlaHunt.Events.Following;

/// <summary>
/// Reads event log files, and then what is written to them, until it is stopped. What is read at once is read by several threads; events
/// and all that is said of them come in order, on the thread that asks for them.
/// </summary>
/// <param name="listener">Who hears of what is damaged, cannot be read, or was cleared or replaced.</param>
/// <param name="pace">What time it is, and how to wait.</param>
/// <param name="limits">Bounds other than the usual ones.</param>
/// <param name="recent">How many of the last events are known at least, so that what is read again is not given again.</param>
internal sealed class FileFollower(
    IFollowListener listener, FollowPace pace, EvtxLimits? limits = null, int recent = SeenRecords.Recent)
{
    /// <summary>How long nothing is looked at after each look, at least.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How many times as long as a look the pause after it is, so that many or large files cost little.</summary>
    private const int PauseShare = 20;

    private const int MaxDegree = 8;

    private readonly EvtxLimits _limits = limits ?? EvtxLimits.Untrusted;
    private readonly SeenRecords _recent = new(recent);

    /// <summary>The events that a query wants: those that are there, file by file, and then those that come.</summary>
    /// <param name="find">The files. It is asked before each look; those that it did not give before are followed from then on.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <returns>The events; null where there are no more for the moment.</returns>
    public IEnumerable<EventRecord?> Follow(Func<IEnumerable<string>> find, EventQuery query, CancellationToken cancellation)
    {
        List<FollowedFile> files = [];
        HashSet<string> known = new(StringComparer.Ordinal);
        ConcurrentBag<SlotReader> readers = [];
        DateTime start = pace.Now;
        bool hasPaused = false;
        try
        {
            for (bool isFirst = true; ; isFirst = false)
            {
                DateTime begun = pace.Now;
                foreach (string path in find())
                {
                    if (known.Add(path))
                    {
                        files.Add(new FollowedFile(path, isLate: !isFirst, listener));
                    }
                }

                int given = 0;
                foreach (EventRecord record in LookAll(files, work => Read(readers, query, work), cancellation))
                {
                    given++;
                    yield return record;
                    if (cancellation.IsCancellationRequested)
                    {
                        yield break;
                    }
                }

                // What is held back at first belongs to what is there: it is read or told within moments.
                hasPaused = hasPaused || !files.Exists(file => file.IsHeldBack) || begun - start > Doubt.Patience + Doubt.Patience;
                if (hasPaused)
                {
                    yield return null;
                }

                TimeSpan pause = TimeSpan.FromTicks(given > 0 ? 0 : (pace.Now - begun).Ticks * PauseShare);
                if (!pace.Wait(pause > Interval ? pause : Interval, cancellation))
                {
                    yield break;
                }
            }
        }
        finally
        {
            foreach (SlotReader reader in readers)
            {
                reader.Dispose();
            }
        }
    }

    private IEnumerable<EventRecord> LookAll(List<FollowedFile> files, Func<SlotWork, SlotReading> read, CancellationToken cancellation)
    {
        foreach (FollowedFile file in files)
        {
            if (cancellation.IsCancellationRequested)
            {
                yield break;
            }

            using EvtxFile? open = file.Look(pace.Now, out List<SlotWork> work);
            if (open is null)
            {
                continue;
            }

            int degree = work.Count > 1 ? Math.Min(Environment.ProcessorCount, MaxDegree) : 1;
            foreach (SlotReading reading in OrderedWork.Run(work, read, degree))
            {
                foreach (EventRecord record in file.Take(reading, _recent))
                {
                    yield return record;
                }

                if (cancellation.IsCancellationRequested)
                {
                    yield break;
                }
            }

            file.EndLook(open);
        }
    }

    private SlotReading Read(ConcurrentBag<SlotReader> readers, EventQuery query, SlotWork work)
    {
        if (!readers.TryTake(out SlotReader? reader))
        {
            reader = new SlotReader(query, _limits);
        }

        SlotReading reading = reader.Read(work);
        readers.Add(reader);
        return reading;
    }
}
