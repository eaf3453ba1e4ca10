using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>What was counted of the tasks that are called alike. The outcome does not depend on the order of the dossiers.</summary>
internal sealed class TaskTally(string identity, Dictionary<string, int> machines, Dictionary<string, int> registrars)
{
    /// <summary>Of more different definitions the first in the order of the alphabet are kept.</summary>
    public const int MostDefinitions = 64;

    private readonly NameCount _machines = new(machines);
    private readonly NameCount _registrars = new(registrars);
    private readonly NameCount _hijacked = new(machines);
    private readonly SortedDictionary<string, NameCount> _definitions = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _gaps = new(StringComparer.Ordinal);
    private string _identity = identity;
    private Severity _severity;
    private int _count;
    private int _registrations;
    private bool _hasMoreDefinitions;
    private int _unseen;
    private int _hijacks;
    private DateTime? _first;
    private DateTime? _last;

    public void Add(TaskCreation dossier, string identity)
    {
        _identity = string.CompareOrdinal(identity, _identity) < 0 ? identity : _identity;
        _severity = dossier.Severity > _severity ? dossier.Severity : _severity;
        _count++;
        _registrations += dossier.Operation == TaskOperation.Registered ? 1 : 0;
        _first = Earlier(_first, dossier.TimeCreated);
        _last = Later(_last, dossier.TimeCreated);
        _machines.Add(dossier.MachineName);
        _registrars.Add(dossier.Registrar);
        if (dossier.KnownStatus == KnownStatus.Hijacked)
        {
            _hijacks++;
            _hijacked.Add(dossier.MachineName);
        }

        if (dossier.Definitions is null)
        {
            _unseen++;
            _gaps.Add(dossier.DefinitionGap ?? "No event holds its definition.");
        }

        foreach (string definition in dossier.Definitions ?? [])
        {
            Count(definition, dossier.MachineName);
        }
    }

    /// <summary>What was counted.</summary>
    /// <param name="allMachines">How many computers there are.</param>
    /// <param name="days">How many days all dossiers span.</param>
    public TaskPrevalence ToPrevalence(int allMachines, double days)
    {
        KeyValuePair<string, NameCount>[] definitions = [.. _definitions.OrderByDescending(item => item.Value.Count)];
        return new TaskPrevalence(_identity)
        {
            HostCount = _machines.Count,
            Rarity = allMachines == 0 ? 0 : Math.Round(1 - ((double)_machines.Count / allMachines), 4),
            Hosts = _machines.Some,
            Count = _count,
            RegistrationCount = _registrations,
            PerDay = Math.Round(_registrations / days, 3),
            RegistrarCount = _registrars.Count,
            Registrars = _registrars.Some,
            FirstSeen = _first,
            LastSeen = _last,
            Severity = _severity,
            HijackedCount = _hijacks,
            HijackedHosts = _hijacked.Some,
            Definitions = [.. definitions.Select(item => item.Key)],
            DefinitionHostCounts = [.. definitions.Select(item => item.Value.Count)],
            HasMoreDefinitions = _hasMoreDefinitions,
            UnseenCount = _unseen,
            UnseenReasons = [.. _gaps],
        };
    }

    public static DateTime? Earlier(DateTime? one, DateTime? other) => one is null || other < one ? other : one;

    public static DateTime? Later(DateTime? one, DateTime? other) => one is null || other > one ? other : one;

    // One of those that stay in the end was never left out: at no time were there so many before it. So its count is exact.
    private void Count(string definition, string? machine)
    {
        if (!_definitions.TryGetValue(definition, out NameCount? count))
        {
            count = new NameCount(machines);
            _definitions.Add(definition, count);
        }

        count.Add(machine);
        if (_definitions.Count > MostDefinitions)
        {
            _definitions.Remove(_definitions.Keys.Last());
            _hasMoreDefinitions = true;
        }
    }
}
