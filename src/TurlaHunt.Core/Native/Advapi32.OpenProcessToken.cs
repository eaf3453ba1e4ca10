using System;
using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

internal static partial class Advapi32
{
    /// <summary>Opens the token of a process.</summary>
    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool OpenProcessToken(IntPtr process, uint access, out IntPtr token);
}
