using System;
using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

internal static partial class Kernel32
{
    /// <summary>Closes a handle.</summary>
    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool CloseHandle(IntPtr handle);
}
