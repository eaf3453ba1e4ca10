namespace TurlaHunt.Registry.Hives;

/// <summary>What came of looking for something: it is there, it is not there, or that cannot be told.</summary>
/// <typeparam name="T">What was looked for.</typeparam>
/// <param name="Item">It; null where it is not there or cannot be read.</param>
/// <param name="Obstacle">Why it cannot be told; null where it can.</param>
public readonly record struct HiveLookup<T>(T? Item, HiveDefect? Obstacle)
    where T : class
{
    /// <summary>Whether it is surely not there.</summary>
    public bool IsAbsent => Item is null && Obstacle is null;
}
