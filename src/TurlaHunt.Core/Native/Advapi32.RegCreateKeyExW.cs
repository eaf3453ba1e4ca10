using System;
using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

internal static partial class Advapi32
{
    /// <summary>Opens a key, which is made where it is not there, with those above it.</summary>
    /// <returns>An error code; 0 for none.</returns>
    [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static extern int RegCreateKeyExW(
        IntPtr root,
        string path,
        uint reserved,
        string? type,
        uint options,
        uint access,
        IntPtr security,
        out RegistryKeyHandle key,
        out uint disposition);
}
