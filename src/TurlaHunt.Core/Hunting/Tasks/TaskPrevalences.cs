using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.KnownGood;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>
/// Counts dossiers by the identity of their task. Every name of a computer or account is kept once; each identity, and each
/// definition of it, has a bit for each of them.
/// </summary>
internal sealed class TaskPrevalences
{
    private readonly Dictionary<string, TaskTally> _tallies = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _machines = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _registrars = new(StringComparer.OrdinalIgnoreCase);
    private DateTime? _first;
    private DateTime? _last;

    /// <summary>Counts a dossier.</summary>
    public void Add(TaskCreation dossier)
    {
        string identity = TaskIdentity.Of(dossier.TaskName, dossier.MachineName);
        if (!_tallies.TryGetValue(identity, out TaskTally? tally))
        {
            tally = new TaskTally(identity, _machines, _registrars);
            _tallies.Add(identity, tally);
        }

        tally.Add(dossier, identity);
        _first = TaskTally.Earlier(_first, dossier.TimeCreated);
        _last = TaskTally.Later(_last, dossier.TimeCreated);
    }

    /// <summary>The counts: those with tasks that only have a known name first, then the rarest first.</summary>
    public IEnumerable<TaskPrevalence> Measure()
    {
        double days = Math.Max(1, (_last - _first)?.TotalDays ?? 1);
        return _tallies.Values
            .Select(tally => tally.ToPrevalence(_machines.Count, days))
            .OrderBy(prevalence => prevalence.HijackedCount == 0)
            .ThenBy(prevalence => prevalence.HostCount)
            .ThenBy(prevalence => prevalence.Count)
            .ThenBy(prevalence => prevalence.Identity, StringComparer.OrdinalIgnoreCase);
    }
}
