namespace TurlaHunt;

/// <summary>Which computers forward the events of a subscription.</summary>
public enum SubscriptionKind
{
    /// <summary>All of them: what tells most for its volume, and what verdicts need.</summary>
    Baseline,

    /// <summary>Few, beside the baseline: servers, and computers that somebody suspects. Their events are many.</summary>
    Targeted,
}
