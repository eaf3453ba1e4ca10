using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Registry;

namespace TurlaHunt.Auditing.Stores;

/// <summary>Several stores of one computer's registry as one.</summary>
internal sealed class RegistryStores(IReadOnlyList<IRegistryStore> stores) : IRegistryStore
{
    private static readonly string[] Hives = ["SECURITY", "SOFTWARE", "SYSTEM"];

    /// <inheritdoc/>
    public Reading<RegistryData> ReadValue(string key, string name) =>
        Readings.Together(stores.Select(store => store.ReadValue(key, name)), Missing(key));

    /// <inheritdoc/>
    public Reading<IReadOnlyDictionary<string, RegistryData>> ReadValues(string key) => First(store => store.ReadValues(key), key);

    /// <inheritdoc/>
    public Reading<IReadOnlyList<string>> ReadSubkeys(string key) => First(store => store.ReadSubkeys(key), key);

    private static string Missing(string key)
    {
        string? hive = Hives.FirstOrDefault(name => key.StartsWith($@"HKLM\{name}", StringComparison.OrdinalIgnoreCase));
        return hive is null ? $"Nothing here holds {key}." : $"The hive {hive} is not here, nor an export of {key}.";
    }

    private Reading<T> First<T>(Func<IRegistryStore, Reading<T>> read, string key) =>
        stores.Select(read).FirstOrDefault(reading => reading.State != ReadingState.NotCovered) ?? Readings.NotCovered<T>(Missing(key));
}
