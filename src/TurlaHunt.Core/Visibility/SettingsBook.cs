using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Auditing;

namespace TurlaHunt.Visibility;

/// <summary>The settings that a sweep knows beside the logs, and whose they are.</summary>
internal sealed class SettingsBook
{
    private readonly List<ComputerSettings> _all = [];
    private readonly List<string> _problems = [];

    /// <summary>Whether somebody asked for them, so that a computer without any is told.</summary>
    public bool IsAsked { get; set; }

    /// <summary>What was not used of them and why, in sentences. Complete when all results were given.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Adds those of a computer.</summary>
    public void Add(AuditTarget target)
    {
        if (target.Basis == AuditBasis.Policy)
        {
            _problems.Add($"'{target.Path}' holds policies only, which do not tell what a computer has: the verdict does not go by it.");
            return;
        }

        _all.Add(ComputerSettings.Read(target));
    }

    /// <summary>
    /// Finds out whose they are. Settings of a computer of which there is no log, and those that cannot be told apart, are nobody's: what
    /// one computer has says nothing of another. Those that name no computer are taken for the only one that there is.
    /// </summary>
    /// <param name="machines">The computers whose logs were read.</param>
    /// <returns>The settings by computer; none where no settings are known at all.</returns>
    public IReadOnlyDictionary<string, ComputerSettings> Assign(IEnumerable<string> machines)
    {
        Dictionary<string, ComputerSettings> owned = new(StringComparer.OrdinalIgnoreCase);
        string[] names = [.. machines.Where(name => name.Length > 0)];
        foreach (ComputerSettings settings in _all)
        {
            string[] owners = [.. names.Where(name => settings.MachineName is null ? names.Length == 1 : settings.AreOf(name))];
            string? problem = ProblemOf(settings, owners, names);
            if (problem is not null)
            {
                // Nobody asked for those of this computer.
                if (settings.Path.Length > 0)
                {
                    _problems.Add($"'{settings.Path}': {problem}");
                }

                continue;
            }

            foreach (string owner in owners)
            {
                owned[owner] = !owned.ContainsKey(owner) ? settings
                    : new ComputerSettings(null, "", [], $"More than one place tells of the settings of {owner}, so that none is gone by.");
            }
        }

        foreach (string name in names.Where(name => IsAsked && !owned.ContainsKey(name)))
        {
            owned[name] = new ComputerSettings(null, "", [], $"The settings of {name} are not known: none of those that were given are of it.");
        }

        return owned;
    }

    private static string? ProblemOf(ComputerSettings settings, string[] owners, string[] names) =>
        settings.MachineName is not string name
            ? owners.Length == 1 ? null : $"nothing in it names the computer, and the logs are of {names.Length}: the verdict does not go by it."
            : owners.Length == 0 ? $"the settings are of {name}, and no log of that computer was read: the verdict does not go by them."
            : AreSeveral(owners) ? $"the settings are of {name}, and the logs of {string.Join(" and ", owners)}: which of these is not told, so that the verdict does not go by them."
            : null;

    // One computer with its domain and without is one. Names cut off after fifteen letters may be of several.
    private static bool AreSeveral(string[] owners) =>
        owners.Count(owner => owner.IndexOf('.') > 0) > 1
        || owners.Select(owner => owner.Split('.')[0]).Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1;
}
