using System;
using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

internal static partial class Advapi32
{
    /// <summary>Tells when a key was written last. What else it tells is not asked for.</summary>
    /// <returns>An error code; 0 for none.</returns>
    [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static extern int RegQueryInfoKeyW(
        RegistryKeyHandle key,
        IntPtr type,
        IntPtr typeLength,
        IntPtr reserved,
        IntPtr keys,
        IntPtr longestKey,
        IntPtr longestType,
        IntPtr values,
        IntPtr longestName,
        IntPtr longestData,
        IntPtr security,
        out long lastWritten);
}
