namespace TurlaHunt.Visibility;

/// <summary>Events of one id in a log, within the window.</summary>
internal sealed class IdTally
{
    public long Count { get; private set; }

    /// <summary>How many of them have a layout that lacks a field.</summary>
    public long Lacking { get; private set; }

    public ActivitySpans Active { get; } = new();

    public void Add(long ticks, bool lacksField)
    {
        Count++;
        Lacking += lacksField ? 1 : 0;
        if (ticks != 0)
        {
            Active.Add(ticks);
        }
    }
}
