using System;
using System.Threading;

namespace TurlaHunt.Events.Channels;

/// <summary>When a computer gave its last sign of life. It begins with one. Any thread may ask and tell.</summary>
/// <param name="clock">The time since some moment; goes on while nobody looks.</param>
internal sealed class HostPulse(Func<TimeSpan> clock)
{
    private long _last = clock().Ticks;
    private int _held;

    /// <summary>For how long it has told nothing; null while it is kept waiting by whoever takes what it tells.</summary>
    public TimeSpan? Silence => Volatile.Read(ref _held) > 0 ? null : clock() - new TimeSpan(Interlocked.Read(ref _last));

    /// <summary>It gave a sign of life.</summary>
    public void Beat() => Interlocked.Exchange(ref _last, clock().Ticks);

    /// <summary>It is kept waiting, whatever else is heard of it, until it is let go.</summary>
    public void Hold() => Interlocked.Increment(ref _held);

    /// <summary>It is let go, and alive.</summary>
    public void Release()
    {
        Beat();
        Interlocked.Decrement(ref _held);
    }
}
