using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Auditing.Origins;
using TurlaHunt.Registry;

namespace TurlaHunt.Auditing.Stores;

/// <summary>What policies want of a registry, where there is no registry to look at.</summary>
internal sealed class PolicyRegistryStore(IReadOnlyList<PolicyArtefact> policies) : IRegistryStore
{
    private const string Missing = "No policy here sets it.";

    /// <inheritdoc/>
    public Reading<RegistryData> ReadValue(string key, string name) =>
        Readings.Together(policies.Select(policy => policy.FindValue(key, name)), Missing);

    /// <inheritdoc/>
    public Reading<IReadOnlyDictionary<string, RegistryData>> ReadValues(string key)
    {
        string below = key.Substring(@"HKLM\".Length);
        string[] names =
        [
            .. policies
                .SelectMany(policy => policy.Registry?.Entries ?? [])
                .Where(entry => string.Equals(entry.Key, below, StringComparison.OrdinalIgnoreCase) && entry.ValueName.Length > 0)
                .Select(entry => entry.ValueName)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        Dictionary<string, RegistryData> values = new(StringComparer.OrdinalIgnoreCase);
        Reading<RegistryData>? last = null;
        foreach (string name in names)
        {
            Reading<RegistryData> reading = ReadValue(key, name);
            if (reading.State == ReadingState.Unknown)
            {
                return reading.With<IReadOnlyDictionary<string, RegistryData>>(ReadingState.Unknown, null);
            }

            if (reading.Value is not null)
            {
                values[name] = reading.Value;
                last = reading;
            }
        }

        return last is null
            ? Readings.NotCovered<IReadOnlyDictionary<string, RegistryData>>(Missing)
            : last.With<IReadOnlyDictionary<string, RegistryData>>(ReadingState.Found, values);
    }

    /// <inheritdoc/>
    public Reading<IReadOnlyList<string>> ReadSubkeys(string key) => Readings.NotCovered<IReadOnlyList<string>>(Missing);
}
