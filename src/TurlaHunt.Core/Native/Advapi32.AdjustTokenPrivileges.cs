using System;
using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

internal static partial class Advapi32
{
    /// <summary>Turns a privilege of a token on or off, and gives what it was.</summary>
    /// <returns>True also where the token does not hold the privilege: then GetLastError gives ERROR_NOT_ALL_ASSIGNED (1300).</returns>
    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool AdjustTokenPrivileges(
        IntPtr token,
        [MarshalAs(UnmanagedType.Bool)] bool disableAll,
        ref TokenPrivileges wanted,
        uint size,
        out TokenPrivileges before,
        out uint needed);
}
