using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.KnownGood;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>Counts dossiers by the identity of their task, in memory that grows with the identities and their computers alone.</summary>
/// <remarks>
/// Computers and registrars are counted by 64-bit hashes of their names: eight bytes each, and exact as long as no two of
/// them share one, which among a hundred thousand computers happens once in billions.
/// </remarks>
internal sealed class TaskPrevalences
{
    private const int MostNames = 8;

    private readonly Dictionary<string, Tally> _tallies = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<ulong> _machines = [];
    private DateTime? _first;
    private DateTime? _last;

    /// <summary>Counts a dossier.</summary>
    public void Add(TaskCreation dossier)
    {
        string identity = TaskIdentity.Of(dossier.TaskName, dossier.MachineName);
        if (!_tallies.TryGetValue(identity, out Tally? tally))
        {
            tally = new Tally(identity);
            _tallies.Add(identity, tally);
        }

        tally.Add(dossier, identity);
        _machines.Add(HashOf(dossier.MachineName));
        _first = Earlier(_first, tally.First);
        _last = Later(_last, tally.Last);
    }

    /// <summary>The counts, the rarest first.</summary>
    public IEnumerable<TaskPrevalence> Measure()
    {
        double days = Math.Max(1, (_last - _first)?.TotalDays ?? 1);
        return _tallies.Values
            .Select(tally => tally.ToPrevalence(_machines.Count, days))
            .OrderBy(prevalence => prevalence.HostCount)
            .ThenBy(prevalence => prevalence.Count)
            .ThenBy(prevalence => prevalence.Identity, StringComparer.OrdinalIgnoreCase);
    }

    private static ulong HashOf(string? name)
    {
        // FNV-1a. String.GetHashCode has 32 bits, and others in each process.
        ulong hash = 14695981039346656037;
        foreach (char letter in name ?? "")
        {
            hash = unchecked((hash ^ char.ToUpperInvariant(letter)) * 1099511628211);
        }

        return hash;
    }

    private static DateTime? Earlier(DateTime? one, DateTime? other) => one is null || other < one ? other : one;

    private static DateTime? Later(DateTime? one, DateTime? other) => one is null || other > one ? other : one;

    private sealed class Tally(string identity)
    {
        private readonly HashSet<ulong> _machines = [];
        private readonly HashSet<ulong> _registrars = [];
        private readonly SortedSet<string> _machineNames = new(StringComparer.OrdinalIgnoreCase);
        private readonly SortedSet<string> _registrarNames = new(StringComparer.OrdinalIgnoreCase);
        private string _identity = identity;
        private Severity _severity;
        private int _count;
        private int _registrations;

        public DateTime? First { get; private set; }

        public DateTime? Last { get; private set; }

        public void Add(TaskCreation dossier, string identity)
        {
            _identity = string.CompareOrdinal(identity, _identity) < 0 ? identity : _identity;
            _severity = dossier.Severity > _severity ? dossier.Severity : _severity;
            _count++;
            _registrations += dossier.Operation == TaskOperation.Registered ? 1 : 0;
            First = Earlier(First, dossier.TimeCreated);
            Last = Later(Last, dossier.TimeCreated);
            Keep(_machines, _machineNames, dossier.MachineName);
            Keep(_registrars, _registrarNames, dossier.Registrar);
        }

        public TaskPrevalence ToPrevalence(int allMachines, double days) => new(_identity)
        {
            HostCount = _machines.Count,
            Rarity = allMachines == 0 ? 0 : Math.Round(1 - ((double)_machines.Count / allMachines), 4),
            Hosts = [.. _machineNames],
            Count = _count,
            RegistrationCount = _registrations,
            PerDay = Math.Round(_registrations / days, 3),
            RegistrarCount = _registrars.Count,
            Registrars = [.. _registrarNames],
            FirstSeen = First,
            LastSeen = Last,
            Severity = _severity,
        };

        // Of many names the least are kept, so that it does not matter which came first.
        private static void Keep(HashSet<ulong> hashes, SortedSet<string> names, string? name)
        {
            if (name is not null && hashes.Add(HashOf(name)))
            {
                names.Add(name);
                if (names.Count > MostNames)
                {
                    names.Remove(names.Max!);
                }
            }
        }
    }
}
