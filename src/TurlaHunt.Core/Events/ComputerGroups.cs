using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Events;

/// <summary>
/// Cuts files into groups that have no computer in common, so that what is known of one group can be let go before the next is read.
/// </summary>
internal sealed class ComputerGroups
{
    private readonly Dictionary<string, HashSet<string>> _filesOf = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HashSet<string>> _computersOf = new(StringComparer.Ordinal);

    /// <summary>The computers, in the order of their names.</summary>
    public IEnumerable<string> Computers => _filesOf.Keys.OrderBy(name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes that a file tells of a computer.</summary>
    public void Add(string path, string computer)
    {
        Set(_filesOf, computer, StringComparer.Ordinal).Add(path);
        Set(_computersOf, path, StringComparer.OrdinalIgnoreCase).Add(computer);
    }

    /// <summary>The files that must be read together with those of a computer, in the order of their names, and all of their computers.</summary>
    public (IReadOnlyList<string> Files, IReadOnlyCollection<string> Computers) GroupOf(string computer)
    {
        HashSet<string> computers = new(StringComparer.OrdinalIgnoreCase) { computer };
        HashSet<string> files = new(StringComparer.Ordinal);
        Queue<string> next = new(computers);
        while (next.Count > 0)
        {
            foreach (string file in _filesOf[next.Dequeue()].Where(files.Add))
            {
                foreach (string other in _computersOf[file].Where(computers.Add))
                {
                    next.Enqueue(other);
                }
            }
        }

        return ([.. files.OrderBy(file => file, StringComparer.Ordinal)], computers);
    }

    private static HashSet<string> Set(Dictionary<string, HashSet<string>> sets, string key, StringComparer comparer)
    {
        if (!sets.TryGetValue(key, out HashSet<string>? set))
        {
            set = new HashSet<string>(comparer);
            sets.Add(key, set);
        }

        return set;
    }
}
