namespace TurlaHunt.KnownGood;

/// <summary>What a list of known tasks says of a task, and why in a sentence.</summary>
internal sealed record KnownVerdict(KnownStatus Status, string Reason);
