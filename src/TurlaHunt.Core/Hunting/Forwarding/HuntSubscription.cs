namespace TurlaHunt;

/// <summary>A subscription of a collector that was written, with what it asks computers for.</summary>
public sealed class HuntSubscription
{
    internal HuntSubscription()
    {
    }

    /// <summary>The file.</summary>
    public string Path { get; internal init; } = "";

    /// <summary>What the collector calls it.</summary>
    public string SubscriptionId { get; internal init; } = "";

    /// <summary>Which computers it is for.</summary>
    public SubscriptionKind Kind { get; internal init; }

    /// <summary>The ids of the hunts whose events are in it.</summary>
    public string[] Hunts { get; internal init; } = [];

    /// <summary>The events that computers forward: a log, a colon, and the ids.</summary>
    public string[] Events { get; internal init; } = [];

    /// <summary>It in a sentence.</summary>
    public override string ToString() => $"{SubscriptionId} ({Path}): {string.Join("; ", Events)}.";
}
