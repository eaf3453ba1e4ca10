namespace TurlaHunt.Events;

/// <summary>A stretch of a text, in bytes.</summary>
internal readonly record struct TextRange(int Start, int Length);
