using System;
using System.Runtime.InteropServices;

namespace TurlaHunt.Shell.Hosting;

/// <summary>
/// A Windows console shows escape sequences as colours only to a program that asks for it; other terminals just do.
/// </summary>
internal static class WindowsConsoleMode
{
    private const int StandardOutput = -11;
    private const int StandardError = -12;
    private const uint VirtualTerminalProcessing = 0x0004;

    internal static bool TryEnableEscapeSequences() =>
        !OperatingSystem.IsWindows() || (TryEnable(StandardOutput) & TryEnable(StandardError));

    /// <summary>True as well where the handle is no console: then nobody sends it colours.</summary>
    private static bool TryEnable(int standardHandle)
    {
        IntPtr handle = GetStdHandle(standardHandle);
        return !GetConsoleMode(handle, out uint mode) || SetConsoleMode(handle, mode | VirtualTerminalProcessing);
    }

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern IntPtr GetStdHandle(int standardHandle);

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetConsoleMode(IntPtr console, out uint mode);

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetConsoleMode(IntPtr console, uint mode);
}
