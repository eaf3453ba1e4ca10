using System;
using System.Collections.Generic;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>How many different names there were, and some of them. Names are compared without case.</summary>
/// <param name="numbers">The numbers of all names that are counted anywhere, so that each is kept but once.</param>
internal sealed class NameCount(Dictionary<string, int> numbers)
{
    /// <summary>How many names are kept to be shown.</summary>
    public const int MostShown = 8;

    private readonly NumberSet _seen = new();
    private readonly SortedSet<string> _least = new(StringComparer.OrdinalIgnoreCase);

    public int Count => _seen.Count;

    /// <summary>The first of the names in the order of the alphabet, so that it does not matter which came first.</summary>
    public string[] Some => [.. _least];

    public void Add(string? name)
    {
        if (name is null)
        {
            return;
        }

        if (!numbers.TryGetValue(name, out int number))
        {
            number = numbers.Count;
            numbers.Add(name, number);
        }

        if (_seen.Add(number))
        {
            _least.Add(name);
            if (_least.Count > MostShown)
            {
                _least.Remove(_least.Max!);
            }
        }
    }
}
