namespace TurlaHunt;

/// <summary>Why two steps belong to one chain.</summary>
public sealed class ChainTie
{
    internal ChainTie()
    {
    }

    /// <summary>The number of the earlier entry.</summary>
    public int From { get; internal init; }

    /// <summary>The number of the later entry.</summary>
    public int To { get; internal init; }

    /// <summary>What they have in common.</summary>
    public ChainTieKind Kind { get; internal init; }

    /// <summary>Its value, such as the address or the logon session; null where there is none to name.</summary>
    public string? Value { get; internal init; }

    /// <summary>The reason in a sentence.</summary>
    public string Reason { get; internal init; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"{From} - {To}: {Reason}";
}
