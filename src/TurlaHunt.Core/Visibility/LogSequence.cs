namespace TurlaHunt.Visibility;

/// <summary>
/// The record of a log that was last met in a file. By the log alone: where a computer gets another name its log goes on.
/// </summary>
internal sealed class LogSequence
{
    public bool IsBegun { get; private set; }

    public long Id { get; private set; }

    /// <summary>When it happened, in ticks; the time of one before it where it has none.</summary>
    public long Ticks { get; private set; }

    public void GoOn(long id, long ticks)
    {
        IsBegun = true;
        Id = id;
        Ticks = ticks != 0 ? ticks : Ticks;
    }
}
