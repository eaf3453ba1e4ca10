using System;
using TurlaHunt.Native;

namespace TurlaHunt.Auditing.Stores.Live;

/// <summary>Opens keys by their paths, as HKLM\SOFTWARE\….</summary>
internal static class WindowsRegistryPath
{
    /// <summary>KEY_READ.</summary>
    public const uint Read = 0x20019;

    /// <summary>KEY_SET_VALUE.</summary>
    public const uint SetValue = 0x2;

    private const string Root = @"HKLM\";

    // KEY_WOW64_64KEY.
    private const uint View64 = 0x100;

    /// <summary>HKEY_LOCAL_MACHINE, a number whose sign is extended.</summary>
    private static readonly IntPtr LocalMachine = new(unchecked((int)0x80000002));

    /// <summary>Opens a key.</summary>
    /// <returns>An error code; 0 for none.</returns>
    public static int Open(string key, uint access, out RegistryKeyHandle? handle)
    {
        RegistryKeyHandle? opened = null;
        int error = WindowsError.Of(() => Advapi32.RegOpenKeyExW(LocalMachine, Below(key), 0, access | View64, out opened));
        handle = error == WindowsError.None ? opened : null;
        return error;
    }

    /// <summary>Opens a key, which is made where it is not there.</summary>
    /// <returns>An error code; 0 for none.</returns>
    public static int Create(string key, uint access, out RegistryKeyHandle? handle)
    {
        RegistryKeyHandle? opened = null;
        int error = WindowsError.Of(() =>
            Advapi32.RegCreateKeyExW(LocalMachine, Below(key), 0, null, 0, access | View64, IntPtr.Zero, out opened, out _));
        handle = error == WindowsError.None ? opened : null;
        return error;
    }

    /// <summary>Whether a path is that of a key of the computer.</summary>
    public static bool IsOfComputer(string key) => key.StartsWith(Root, StringComparison.OrdinalIgnoreCase);

    private static string Below(string key) => IsOfComputer(key)
        ? key.Substring(Root.Length).TrimEnd('\\')
        : throw new ArgumentException($"{key} is no key of the computer.", nameof(key));
}
