using System;
using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

internal static partial class Wevtapi
{
    /// <summary>Closes a handle of the event log.</summary>
    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool EvtClose(IntPtr handle);
}
