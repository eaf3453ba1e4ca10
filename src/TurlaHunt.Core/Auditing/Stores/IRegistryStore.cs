using System.Collections.Generic;
using TurlaHunt.Registry;

namespace TurlaHunt.Auditing.Stores;

/// <summary>Where registry values are read: a hive, an export, a live registry. Keys are given with their root, as HKLM\SOFTWARE\…</summary>
internal interface IRegistryStore
{
    /// <summary>Reads a value; empty is the name of the default one.</summary>
    Reading<RegistryData> ReadValue(string key, string name);

    /// <summary>Reads all values of a key. Absent where there is no such key.</summary>
    Reading<IReadOnlyDictionary<string, RegistryData>> ReadValues(string key);

    /// <summary>Reads the names of the keys below one. Absent where there is no such key.</summary>
    Reading<IReadOnlyList<string>> ReadSubkeys(string key);
}
