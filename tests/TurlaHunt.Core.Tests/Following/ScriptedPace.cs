using System;
using System.Collections.Generic;
using System.Threading;
using TurlaHunt.Events.Following;

namespace TurlaHunt.Tests.Following;

/// <summary>Time that passes only where somebody waits, and that something happens in: one step for each wait. After the last it ends.</summary>
internal sealed class ScriptedPace(params IEnumerable<Action> steps) : FollowPace
{
    private readonly Queue<Action> _steps = new(steps);
    private DateTime _now = new(2019, 7, 10, 12, 0, 0, DateTimeKind.Utc);

    public override DateTime Now => _now;

    public override bool Wait(TimeSpan time, CancellationToken cancellation)
    {
        _now += time;
        if (_steps.Count == 0)
        {
            return false;
        }

        _steps.Dequeue()();
        return true;
    }
}

/// <summary>
/// The usual time, but an hour of it lasts a few seconds. No wait is longer than half a second: where processors are busy, a pause that is a
/// share of what came before it would become a thousand times as long as they kept that waiting.
/// </summary>
internal sealed class FastPace : FollowPace
{
    private const int Times = 1000;
    private const long Longest = TimeSpan.TicksPerSecond / 2;

    private readonly DateTime _start = DateTime.UtcNow;

    public override DateTime Now => _start + TimeSpan.FromTicks((base.Now - _start).Ticks * Times);

    public override bool Wait(TimeSpan time, CancellationToken cancellation) =>
        base.Wait(TimeSpan.FromTicks(Math.Min(time.Ticks / Times, Longest) + TimeSpan.TicksPerMillisecond), cancellation);
}

/// <summary>Time of somebody who follows a computer: while it is followed something ends that after a while, each time.</summary>
internal sealed class TickingPace(TimeSpan held, int rounds, Action lose) : FollowPace, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private DateTime _now = new(2019, 7, 10, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>Is cancelled after the last round.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>How long it was waited before each attempt but the first.</summary>
    public List<TimeSpan> Pauses { get; } = [];

    public override DateTime Now => _now;

    public void Dispose() => _stop.Dispose();

    public override bool Wait(TimeSpan time, CancellationToken cancellation)
    {
        if (time == HostConnection.BetweenProbes)
        {
            _now += held;
            lose();
            return !cancellation.WaitHandle.WaitOne(Timeout.Infinite);
        }

        _now += time;
        Pauses.Add(time);
        if (Pauses.Count == rounds)
        {
            _stop.Cancel();
        }

        return !cancellation.IsCancellationRequested;
    }
}
