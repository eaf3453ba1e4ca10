namespace TurlaHunt.Native;

/// <summary>Functions of advapi32.dll: the audit policy (ntsecapi.h), privileges and the registry.</summary>
internal static partial class Advapi32
{
    private const string Library = "advapi32.dll";
}
