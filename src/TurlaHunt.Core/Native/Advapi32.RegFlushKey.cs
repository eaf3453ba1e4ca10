using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

internal static partial class Advapi32
{
    /// <summary>Returns when what was written to a key is on the disk.</summary>
    /// <returns>An error code; 0 for none.</returns>
    [DllImport(Library, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static extern int RegFlushKey(RegistryKeyHandle key);
}
