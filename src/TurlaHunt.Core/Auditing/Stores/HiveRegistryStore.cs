using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TurlaHunt.Registry;
using TurlaHunt.Registry.Hives;

namespace TurlaHunt.Auditing.Stores;

/// <summary>The registry of a computer as one of its hives holds it.</summary>
/// <param name="hive">The hive.</param>
/// <param name="root">The key that it is, as HKLM\SYSTEM.</param>
/// <param name="artefact">How results name the file.</param>
internal sealed class HiveRegistryStore(RegistryHive hive, string root, string artefact) : IRegistryStore
{
    private const string CurrentSet = "CurrentControlSet";

    private readonly string _prefix = root + "\\";

    private string? Caveat => hive.HasChangesPending
        ? $"{artefact} was in use when it was copied, and not all of its last changes are there."
        : null;

    /// <inheritdoc/>
    public Reading<RegistryData> ReadValue(string key, string name)
    {
        Reading<HiveKey> found = Find(key);
        if (found.Value is not HiveKey place)
        {
            return found.With<RegistryData>(found.State, null);
        }

        HiveLookup<HiveValue> value = place.FindValue(name);
        if (value.Item is null)
        {
            return value.Obstacle is null ? found.With<RegistryData>(ReadingState.Absent, null) : Unreadable<RegistryData>(value.Obstacle);
        }

        HiveLookup<RegistryData> data = value.Item.Data;
        return data.Item is null ? Unreadable<RegistryData>(data.Obstacle!) : found.With(ReadingState.Found, data.Item);
    }

    /// <inheritdoc/>
    public Reading<IReadOnlyDictionary<string, RegistryData>> ReadValues(string key)
    {
        Reading<HiveKey> found = Find(key);
        if (found.Value is not HiveKey place)
        {
            return found.With<IReadOnlyDictionary<string, RegistryData>>(found.State, null);
        }

        HiveListing<HiveValue> listing = place.Values;
        if (!listing.IsWhole)
        {
            return Unreadable<IReadOnlyDictionary<string, RegistryData>>(listing.Defects[0]);
        }

        Dictionary<string, RegistryData> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (HiveValue value in listing.Items)
        {
            HiveLookup<RegistryData> data = value.Data;
            if (data.Item is null)
            {
                return Unreadable<IReadOnlyDictionary<string, RegistryData>>(data.Obstacle!);
            }

            values[value.Name] = data.Item;
        }

        return found.With<IReadOnlyDictionary<string, RegistryData>>(ReadingState.Found, values);
    }

    /// <inheritdoc/>
    public Reading<IReadOnlyList<string>> ReadSubkeys(string key)
    {
        Reading<HiveKey> found = Find(key);
        if (found.Value is not HiveKey place)
        {
            return found.With<IReadOnlyList<string>>(found.State, null);
        }

        HiveListing<HiveKey> listing = place.Subkeys;
        return listing.IsWhole
            ? found.With<IReadOnlyList<string>>(ReadingState.Found, [.. listing.Items.Select(item => item.Name)])
            : Unreadable<IReadOnlyList<string>>(listing.Defects[0]);
    }

    private Reading<HiveKey> Find(string key)
    {
        string path = key + "\\";
        if (!path.StartsWith(_prefix, StringComparison.OrdinalIgnoreCase))
        {
            return Readings.NotCovered<HiveKey>($"{artefact} does not hold {key}.");
        }

        string below = path.Substring(_prefix.Length).TrimEnd('\\');
        if (below.StartsWith(CurrentSet, StringComparison.OrdinalIgnoreCase))
        {
            HiveLookup<string> set = CurrentControlSet();
            if (set.Item is null)
            {
                return set.Obstacle is null
                    ? Readings.Unknown<HiveKey>(artefact, $"{artefact} does not say which control set is the current one.")
                    : Unreadable<HiveKey>(set.Obstacle);
            }

            below = set.Item + below.Substring(CurrentSet.Length);
        }

        HiveLookup<HiveKey> found = hive.Find(below);
        return found.Obstacle is not null
            ? Unreadable<HiveKey>(found.Obstacle)
            : new Reading<HiveKey>(found.Item is null ? ReadingState.Absent : ReadingState.Found, found.Item, artefact)
            {
                Since = found.Item?.LastWritten,
                Caveat = Caveat,
            };
    }

    // CurrentControlSet is a link that Windows makes at its start; the file has the numbered sets and which one was current.
    private HiveLookup<string> CurrentControlSet()
    {
        HiveLookup<HiveKey> select = hive.Find("Select");
        if (select.Item is null)
        {
            return new HiveLookup<string>(null, select.Obstacle);
        }

        HiveLookup<HiveValue> current = select.Item.FindValue("Current");
        HiveLookup<RegistryData> data = current.Item?.Data ?? new HiveLookup<RegistryData>(null, current.Obstacle);
        return new HiveLookup<string>(
            data.Item?.Number is ulong number ? "ControlSet" + number.ToString("000", CultureInfo.InvariantCulture) : null,
            data.Obstacle);
    }

    private Reading<T> Unreadable<T>(HiveDefect defect) => Readings.Unknown<T>(artefact, $"{artefact} is damaged: {defect}");
}
