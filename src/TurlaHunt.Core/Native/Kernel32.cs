namespace TurlaHunt.Native;

/// <summary>Functions of kernel32.dll.</summary>
internal static partial class Kernel32
{
    private const string Library = "kernel32.dll";
}
