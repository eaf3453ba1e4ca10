namespace TurlaHunt.Events;

/// <summary>
/// How many slots make a batch. Where they give little, handing a batch over must cost little beside reading it; where they
/// give much, what waits to be taken must stay small, or the garbage collector moves all of it.
/// </summary>
internal sealed class BatchSize
{
    // 512 KiB are read in less than a tenth of a millisecond.
    private const int Most = 8;

    // A chunk holds some fifty to a few hundred records.
    private const int ManyResults = 64;

    /// <summary>How many slots the next batch gets.</summary>
    public int Slots { get; private set; } = 1;

    /// <summary>Learns from a batch.</summary>
    public void Learn(int results) =>
        Slots = results > ManyResults ? 1 : Slots < Most && results < ManyResults / 2 ? 2 * Slots : Slots;
}
