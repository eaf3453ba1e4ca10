using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

internal static partial class Advapi32
{
    /// <summary>Writes a value.</summary>
    /// <returns>An error code; 0 for none.</returns>
    [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static extern int RegSetValueExW(RegistryKeyHandle key, string name, uint reserved, uint kind, byte[] data, uint size);
}
