namespace TurlaHunt.Hunting.Chains;

/// <summary>A tie between two steps, by their places in the order of time.</summary>
internal readonly record struct ChainLink(int From, int To, ChainTieKind Kind, string? Value, string Reason);
