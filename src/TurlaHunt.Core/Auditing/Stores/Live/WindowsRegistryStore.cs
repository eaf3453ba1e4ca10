using System;
using System.Collections.Generic;
using TurlaHunt.Native;
using TurlaHunt.Registry;

namespace TurlaHunt.Auditing.Stores.Live;

/// <summary>The registry of the computer that this runs on, in the view of 64 bits whatever this process has.</summary>
internal sealed class WindowsRegistryStore : IRegistryStore
{
    private const string Artefact = "registry";

    // Names of values have up to 16,383 characters, those of keys 255.
    private const int LongestName = 16384;
    private const int Attempts = 5;

    private delegate int ReadName(RegistryKeyHandle key, uint place, char[] name, ref uint length);

    /// <inheritdoc/>
    public Reading<RegistryData> ReadValue(string key, string name)
    {
        using RegistryKeyHandle? handle = Open(key, out Reading<RegistryData>? failed, out DateTime? since);
        return handle is null ? failed! : ReadValue(handle, key, name, since);
    }

    /// <inheritdoc/>
    public Reading<IReadOnlyDictionary<string, RegistryData>> ReadValues(string key)
    {
        using RegistryKeyHandle? handle = Open(key, out Reading<IReadOnlyDictionary<string, RegistryData>>? failed, out DateTime? since);
        if (handle is null)
        {
            return failed!;
        }

        List<string> names = [];
        int error = Names(handle, names, ValueName);
        if (error != WindowsError.None)
        {
            return Unknown<IReadOnlyDictionary<string, RegistryData>>(key, error);
        }

        Dictionary<string, RegistryData> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (string name in names)
        {
            Reading<RegistryData> value = ReadValue(handle, key, name, since);
            if (value.State == ReadingState.Unknown)
            {
                return value.With<IReadOnlyDictionary<string, RegistryData>>(ReadingState.Unknown, null);
            }

            // One that is gone by now was removed in between.
            if (value.Value is not null)
            {
                values[name] = value.Value;
            }
        }

        return Found<IReadOnlyDictionary<string, RegistryData>>(values, since);
    }

    /// <inheritdoc/>
    public Reading<IReadOnlyList<string>> ReadSubkeys(string key)
    {
        using RegistryKeyHandle? handle = Open(key, out Reading<IReadOnlyList<string>>? failed, out DateTime? since);
        if (handle is null)
        {
            return failed!;
        }

        List<string> names = [];
        int error = Names(handle, names, KeyName);
        return error == WindowsError.None ? Found<IReadOnlyList<string>>(names, since) : Unknown<IReadOnlyList<string>>(key, error);
    }

    private static RegistryKeyHandle? Open<T>(string key, out Reading<T>? failed, out DateTime? since)
    {
        since = null;
        RegistryKeyHandle? handle = null;
        int error = WindowsRegistryPath.Open(key, WindowsRegistryPath.Read, out handle);
        if (error == WindowsError.None)
        {
            failed = null;
            since = LastWritten(handle!);
            return handle;
        }

        failed = error == WindowsError.FileNotFound ? new Reading<T>(ReadingState.Absent, default, Artefact) : Unknown<T>(key, error);
        handle?.Dispose();
        return null;
    }

    private static Reading<RegistryData> ReadValue(RegistryKeyHandle handle, string key, string name, DateTime? since)
    {
        // The value may grow between the two calls.
        byte[]? data = null;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            uint size = (uint)(data?.Length ?? 0);
            int error = Advapi32.RegQueryValueExW(handle, name, IntPtr.Zero, out uint kind, data, ref size);
            if (error == WindowsError.FileNotFound)
            {
                return new Reading<RegistryData>(ReadingState.Absent, null, Artefact) { Since = since };
            }

            if (error == WindowsError.None && (data is not null || size == 0))
            {
                data ??= [];
                Array.Resize(ref data, (int)size);
                return Found(new RegistryData((RegistryKind)kind, data), since);
            }

            if (error is not WindowsError.None and not WindowsError.MoreData)
            {
                return Unknown<RegistryData>($@"{key}\{name}", error);
            }

            data = new byte[size];
        }

        return Unknown<RegistryData>($@"{key}\{name}", WindowsError.MoreData);
    }

    private static int Names(RegistryKeyHandle key, List<string> names, ReadName read)
    {
        char[] buffer = new char[LongestName];
        for (uint place = 0; ; place++)
        {
            uint length = (uint)buffer.Length;
            int error = read(key, place, buffer, ref length);
            if (error != WindowsError.None)
            {
                return error == WindowsError.NoMoreItems ? WindowsError.None : error;
            }

            names.Add(new string(buffer, 0, (int)length));
        }
    }

    private static int ValueName(RegistryKeyHandle key, uint place, char[] name, ref uint length) =>
        Advapi32.RegEnumValueW(key, place, name, ref length, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero);

    private static int KeyName(RegistryKeyHandle key, uint place, char[] name, ref uint length) =>
        Advapi32.RegEnumKeyExW(key, place, name, ref length, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero);

    private static DateTime? LastWritten(RegistryKeyHandle key)
    {
        IntPtr none = IntPtr.Zero;
        int error = Advapi32.RegQueryInfoKeyW(key, none, none, none, none, none, none, none, none, none, none, out long time);
        return error == WindowsError.None && time > 0 && time <= DateTime.MaxValue.ToFileTimeUtc() ? DateTime.FromFileTimeUtc(time) : null;
    }

    private static Reading<T> Found<T>(T value, DateTime? since) => new(ReadingState.Found, value, Artefact) { Since = since };

    private static Reading<T> Unknown<T>(string place, int error) =>
        Readings.Unknown<T>(Artefact, WindowsError.Describe($"Reading {place}", error));
}
