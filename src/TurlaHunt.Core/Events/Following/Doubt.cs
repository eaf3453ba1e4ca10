using System;

namespace TurlaHunt.Events.Following;

/// <summary>Something that is odd in a file that somebody may just be writing: it is believed once it has lasted and nothing moved meanwhile.</summary>
internal struct Doubt
{
    /// <summary>How long it has to last.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private DateTime? _since;
    private long _extent;

    /// <summary>Whether there is any.</summary>
    public readonly bool IsOpen => _since is not null;

    /// <summary>Whether what was odd before is to be believed by now.</summary>
    public readonly bool HasLasted(DateTime now) => now - _since >= Patience;

    /// <summary>Notes that it is odd, still or again.</summary>
    /// <param name="extent">How much there is of it. Where that has changed somebody is at work, and it begins anew.</param>
    /// <param name="now">This moment.</param>
    /// <returns>Whether it is to be believed.</returns>
    public bool Lasts(long extent, DateTime now)
    {
        if (_since is null || extent != _extent)
        {
            _since = now;
            _extent = extent;
        }

        return HasLasted(now);
    }

    /// <summary>Notes that nothing is odd.</summary>
    public void End() => _since = null;
}
