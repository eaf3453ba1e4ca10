using System;
using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

internal static partial class Wevtapi
{
    /// <summary>Sets a setting of a log, which <see cref="EvtSaveChannelConfig"/> makes take effect.</summary>
    /// <returns>False where it failed; GetLastError tells why.</returns>
    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool EvtSetChannelConfigProperty(IntPtr config, int property, uint flags, ref EventVariant value);
}
