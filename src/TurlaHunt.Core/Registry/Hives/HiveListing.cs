using System.Collections.Generic;

namespace TurlaHunt.Registry.Hives;

/// <summary>What a key has of subkeys or values, and what of it could not be read.</summary>
/// <typeparam name="T">Keys or values.</typeparam>
/// <param name="Items">What was read, in the order of the hive.</param>
/// <param name="Defects">What could not be read: with any, more may be there than was read.</param>
public sealed record HiveListing<T>(IReadOnlyList<T> Items, IReadOnlyList<HiveDefect> Defects)
{
    /// <summary>Whether it is all there is.</summary>
    public bool IsWhole => Defects.Count == 0;
}
