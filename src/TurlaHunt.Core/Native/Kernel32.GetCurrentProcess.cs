using System;
using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

internal static partial class Kernel32
{
    /// <summary>A handle of this process, which need not be closed.</summary>
    [DllImport(Library, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static extern IntPtr GetCurrentProcess();
}
