using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Auditing.Stores.Live;
using TurlaHunt.Evtx;
using TurlaHunt.Registry;

namespace TurlaHunt.Auditing.Repairs;

/// <summary>Registry values. A state is the number of the type, a colon, and the bytes in hexadecimal digits.</summary>
internal sealed class RegistryValueAccess(IRegistryStore store, IRegistryWriter writer) : ISettingAccess
{
    /// <summary>The state of data.</summary>
    public static string StateOf(RegistryData data)
    {
        byte[] digits = new byte[data.Bytes.Length * 2];
        HexDigits.Write(data.Bytes, digits);
        return $"{((int)data.Kind).ToString(CultureInfo.InvariantCulture)}:{Encoding.ASCII.GetString(digits)}";
    }

    /// <summary>The data of a state.</summary>
    /// <exception cref="FormatException">It is none of a registry value.</exception>
    public static RegistryData DataOf(string state) => TryParse(state) ?? throw new FormatException($"'{state}' is no data of a registry value.");

    /// <inheritdoc/>
    public Reading<string> Read(SettingAddress address)
    {
        Reading<RegistryData> reading = store.ReadValue(address.Path, address.Item);
        return reading.With(reading.State, reading.Value is null ? null : StateOf(reading.Value));
    }

    /// <inheritdoc/>
    public int Write(SettingAddress address, string? from, string? to) => to is null
        ? writer.Delete(address.Path, address.Item)
        : writer.Set(address.Path, address.Item, DataOf(to));

    /// <inheritdoc/>
    public bool IsBetween(SettingAddress address, string? state, string? to) => false;

    /// <inheritdoc/>
    public bool IsState(SettingAddress address, string? state) =>
        WindowsRegistryPath.IsOfComputer(address.Path) && (state is null || TryParse(state) is not null);

    /// <inheritdoc/>
    public string? ObstacleTo(SettingAddress address, string? from, string? to) => null;

    /// <inheritdoc/>
    public string Name(SettingAddress address) => $"{address.Path}, {address.Item}";

    /// <inheritdoc/>
    public string Describe(SettingAddress address, string? state) => state is null ? "not set" : DataOf(state).ToString();

    private static RegistryData? TryParse(string state)
    {
        string[] parts = state.Split(':');
        string digits = parts.Length == 2 ? parts[1] : "?";
        bool isData = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int kind)
            && digits.Length % 2 == 0
            && digits.All(Uri.IsHexDigit);
        IEnumerable<int> places = Enumerable.Range(0, digits.Length / 2);
        return isData
            ? new RegistryData((RegistryKind)kind, [.. places.Select(place => Convert.ToByte(digits.Substring(place * 2, 2), 16))])
            : null;
    }
}
