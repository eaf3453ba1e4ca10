using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

internal static partial class Advapi32
{
    /// <summary>Sets what is audited of subcategories.</summary>
    /// <returns>False where it failed; GetLastError tells why.</returns>
    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static extern bool AuditSetSystemPolicy([In] AuditPolicyInformation[] policies, uint count);
}
