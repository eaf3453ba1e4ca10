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

/// <summary>The usual time, but an hour of it lasts a few seconds.</summary>
internal sealed class FastPace : FollowPace
{
    private const int Times = 1000;

    private readonly DateTime _start = DateTime.UtcNow;

    public override DateTime Now => _start + TimeSpan.FromTicks((base.Now - _start).Ticks * Times);

    public override bool Wait(TimeSpan time, CancellationToken cancellation) =>
        base.Wait(TimeSpan.FromTicks((time.Ticks / Times) + TimeSpan.TicksPerMillisecond), cancellation);
}
