using System;
using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

internal static partial class Wevtapi
{
    /// <summary>Opens the settings of a log.</summary>
    /// <returns>A handle; zero where it failed, and GetLastError tells why.</returns>
    [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static extern IntPtr EvtOpenChannelConfig(IntPtr session, string channel, uint flags);
}
