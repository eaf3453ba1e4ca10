using System;
using System.Threading;

namespace TurlaHunt.Events.Channels;

/// <summary>When a computer gave its last sign of life. It begins with one. Any thread may ask and tell.</summary>
/// <param name="clock">The time since some moment; goes on while nobody looks.</param>
internal sealed class HostPulse(Func<TimeSpan> clock)
{
    private const long Held = long.MinValue;

    private long _last = clock().Ticks;

    /// <summary>For how long it has told nothing; null while it is kept waiting by whoever takes what it tells.</summary>
    public TimeSpan? Silence => Interlocked.Read(ref _last) is long last and not Held ? clock() - new TimeSpan(last) : null;

    /// <summary>It gave a sign of life.</summary>
    public void Beat() => Interlocked.Exchange(ref _last, clock().Ticks);

    /// <summary>It is kept waiting, up to the next sign of life.</summary>
    public void Hold() => Interlocked.Exchange(ref _last, Held);
}
