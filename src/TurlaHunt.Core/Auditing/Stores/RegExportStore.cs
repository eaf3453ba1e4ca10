using System;
using System.Collections.Generic;
using TurlaHunt.Registry;
using TurlaHunt.Registry.Exports;

namespace TurlaHunt.Auditing.Stores;

/// <summary>The part of a computer's registry that an export holds. Of keys that are not in it nothing is known.</summary>
/// <param name="export">The export.</param>
/// <param name="artefact">How results name the file.</param>
internal sealed class RegExportStore(RegExport export, string artefact) : IRegistryStore
{
    private const string Short = @"HKLM\";
    private const string Long = @"HKEY_LOCAL_MACHINE\";

    /// <inheritdoc/>
    public Reading<RegistryData> ReadValue(string key, string name)
    {
        Reading<IReadOnlyDictionary<string, RegistryData>> values = ReadValues(key);
        return values.Value is null
            ? values.With<RegistryData>(values.State, null)
            : values.Value.TryGetValue(name, out RegistryData? data) ? values.With(ReadingState.Found, data) : values.With<RegistryData>(ReadingState.Absent, null);
    }

    /// <inheritdoc/>
    public Reading<IReadOnlyDictionary<string, RegistryData>> ReadValues(string key)
    {
        string full = key.StartsWith(Short, StringComparison.OrdinalIgnoreCase) ? Long + key.Substring(Short.Length) : key;
        return export.Find(full) is not { } values
            ? NotCovered<IReadOnlyDictionary<string, RegistryData>>(key)
            : export.Problems.Count > 0
                ? Readings.Unknown<IReadOnlyDictionary<string, RegistryData>>(artefact, $"{artefact} cannot be read whole: {export.Problems[0]}")
                : new Reading<IReadOnlyDictionary<string, RegistryData>>(ReadingState.Found, values, artefact);
    }

    /// <inheritdoc/>
    public Reading<IReadOnlyList<string>> ReadSubkeys(string key) => NotCovered<IReadOnlyList<string>>(key);

    private Reading<T> NotCovered<T>(string key) => Readings.NotCovered<T>($"{artefact} does not hold {key}.");
}
