using System.Collections.Generic;
using TurlaHunt.Evtx;

namespace TurlaHunt.Events;

/// <summary>What is wrong with a file: counted by kind, and kept as far as anybody would read it.</summary>
internal sealed class ProblemList
{
    private const int MaxKept = 1000;

    private readonly Dictionary<EvtxDefectKind, int> _counts = [];
    private readonly List<EvtxDefect> _kept = [];

    /// <summary>How many problems there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many problems are of a kind.</summary>
    public int this[EvtxDefectKind kind] => _counts.TryGetValue(kind, out int count) ? count : 0;

    public void Add(EvtxDefect problem)
    {
        Count++;
        _counts[problem.Kind] = this[problem.Kind] + 1;
        if (_kept.Count < MaxKept)
        {
            _kept.Add(problem);
        }
    }

    /// <summary>The problems that are kept, by their place in the file.</summary>
    public EvtxDefect[] ToArray()
    {
        EvtxDefect[] problems = [.. _kept];
        System.Array.Sort(problems, (one, other) => one.Offset.CompareTo(other.Offset));
        return problems;
    }
}
