using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Hunting.Hunts;

namespace TurlaHunt.Hunting.Processes;

/// <summary>
/// Watches new processes. A shell, what it starts for its line, and the records of both logs come within moments: a chain is given when
/// all of it has been there for the settling time, or a part of it for a minute: a shell that starts one after the other for hours is
/// not waited for. What comes later than that is a finding of its own.
/// </summary>
internal sealed class NetUseWatch(NetUseProcessHunt hunt) : HuntWatch
{
    /// <summary>Of more that wait the oldest are given early.</summary>
    public const int MostWaiting = 4096;

    /// <summary>A shell and what it starts are put together within this time at most.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly LineGaps _gaps = new(isWhole: false);
    private readonly Dictionary<ProcessSighting, DateTime> _waiting = [];
    private List<IReadOnlyList<ProcessSighting>> _chosen = [];

    /// <summary>How many processes are waited with.</summary>
    internal int WaitingCount => _waiting.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<EvaluationGap> Gaps => _gaps.ToArray();

    /// <inheritdoc/>
    public override IEnumerable<Finding> Settle()
    {
        List<IReadOnlyList<ProcessSighting>> chosen = _chosen;
        _chosen = [];
        return chosen.Select(hunt.ToFinding);
    }

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Examine(EventRecord record)
    {
        if (NetUseProcessHunt.Look(record, _gaps) is ProcessSighting sighting)
        {
            _waiting.Add(sighting, Now);
            if (IsCaughtUp && _waiting.Count > MostWaiting)
            {
                HashSet<ProcessSighting> oldest = [.. _waiting.OrderBy(item => item.Value).Take(MostWaiting / 2).Select(item => item.Key)];
                Choose(chain => chain.Any(oldest.Contains));
                return Settle();
            }
        }

        return [];
    }

    /// <inheritdoc/>
    protected override EventQuery? Choose()
    {
        if (_waiting.Any(IsSettled))
        {
            Choose(chain => chain.All(sighting => IsSettled(new(sighting, _waiting[sighting])))
                || chain.Any(sighting => Now - _waiting[sighting] >= LongestWait));
        }

        return null;
    }

    private bool IsSettled(KeyValuePair<ProcessSighting, DateTime> item) => IsSettled(item.Value, item.Key.Evidence.TimeCreated);

    private void Choose(Func<IReadOnlyList<ProcessSighting>, bool> isSettled)
    {
        HashSet<object> gone = [];
        foreach (IReadOnlyList<ProcessSighting> chain in ProcessChains.Join(_waiting.Keys).Where(isSettled))
        {
            _chosen.Add(chain);
            gone.UnionWith(chain.Select(KeyOf));
        }

        // Of two copies of a record one is in the chain.
        foreach (ProcessSighting sighting in _waiting.Keys.Where(sighting => gone.Contains(KeyOf(sighting))).ToArray())
        {
            _waiting.Remove(sighting);
        }
    }

    private static object KeyOf(ProcessSighting sighting) => (
        $"{sighting.MachineName}\n{sighting.Evidence.LogName}\n{sighting.Line.Redacted}".ToUpperInvariant(),
        sighting.Evidence.RecordId, sighting.Evidence.TimeCreated, sighting.Evidence.Id);
}
