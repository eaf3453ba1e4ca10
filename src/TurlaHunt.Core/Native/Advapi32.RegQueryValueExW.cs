using System;
using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

internal static partial class Advapi32
{
    /// <summary>Reads a value. Without a buffer it tells the size alone.</summary>
    /// <returns>An error code; 0 for none.</returns>
    [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static extern int RegQueryValueExW(RegistryKeyHandle key, string name, IntPtr reserved, out uint kind, [Out] byte[]? data, ref uint size);
}
