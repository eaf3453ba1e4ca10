namespace TurlaHunt.Events;

/// <summary>An event that a scan wanted, or what a chunk holds besides.</summary>
/// <param name="Record">The event.</param>
/// <param name="Census">What the records of a chunk are, in order; comes behind the chunk's events.</param>
internal readonly record struct ScanItem(EventRecord? Record, CensusEntry[]? Census);
