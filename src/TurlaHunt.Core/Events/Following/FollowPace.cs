using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;

namespace TurlaHunt.Events.Following;

/// <summary>What time it is for somebody who waits for events, and how he waits.</summary>
internal class FollowPace
{
    private readonly DateTime _start = DateTime.UtcNow;
    private readonly Stopwatch _elapsed = Stopwatch.StartNew();

    /// <summary>This moment, in UTC. A clock that is set meanwhile does not matter.</summary>
    public virtual DateTime Now => _start + _elapsed.Elapsed;

    /// <summary>Events that are followed up to a moment.</summary>
    /// <param name="records">The events; null where there are no more for the moment.</param>
    /// <param name="end">The moment, or null. What happened before it may be written a little later, and is waited for.</param>
    /// <param name="slack">How long is waited.</param>
    public IEnumerable<EventRecord?> Until(IEnumerable<EventRecord?> records, DateTime? end, TimeSpan slack)
    {
        foreach (EventRecord? record in records)
        {
            yield return record;
            if (record is null && Now - end >= slack)
            {
                break;
            }
        }
    }

    /// <summary>Ends something after a while.</summary>
    public virtual void CancelAfter(CancellationTokenSource source, TimeSpan time) => source.CancelAfter(time);

    /// <summary>Waits a while.</summary>
    /// <returns>False where it was cancelled.</returns>
    public virtual bool Wait(TimeSpan time, CancellationToken cancellation) => !cancellation.WaitHandle.WaitOne(time);
}
