using System;
using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

internal static partial class Wevtapi
{
    /// <summary>Reads a setting of a log (EVT_CHANNEL_CONFIG_PROPERTY_ID) into a buffer.</summary>
    /// <returns>False where it failed; GetLastError tells why.</returns>
    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool EvtGetChannelConfigProperty(IntPtr config, int property, uint flags, uint size, ref EventVariant value, out uint used);
}
