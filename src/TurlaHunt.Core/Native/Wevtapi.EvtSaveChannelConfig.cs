using System;
using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

internal static partial class Wevtapi
{
    /// <summary>Has the settings of a log take effect.</summary>
    /// <returns>False where it failed; GetLastError tells why.</returns>
    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool EvtSaveChannelConfig(IntPtr config, uint flags);
}
