using System;
using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

internal static partial class Advapi32
{
    /// <summary>Gives the name of the key at a place below another.</summary>
    /// <returns>An error code; 0 for none, ERROR_NO_MORE_ITEMS (259) behind the last.</returns>
    [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static extern int RegEnumKeyExW(
        RegistryKeyHandle key,
        uint place,
        [Out] char[] name,
        ref uint length,
        IntPtr reserved,
        IntPtr type,
        IntPtr typeLength,
        IntPtr lastWritten);
}
