using System;
using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

internal static partial class Advapi32
{
    /// <summary>Opens a key.</summary>
    /// <returns>An error code; 0 for none.</returns>
    [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static extern int RegOpenKeyExW(IntPtr root, string path, uint options, uint access, out RegistryKeyHandle key);
}
