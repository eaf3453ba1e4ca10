using System;
using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

internal static partial class Advapi32
{
    /// <summary>Tells what is audited of subcategories. It gives one block, which <see cref="AuditFree"/> releases.</summary>
    /// <returns>False where it failed; GetLastError tells why. BOOLEAN is one byte.</returns>
    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static extern bool AuditQuerySystemPolicy([In] Guid[] subcategories, uint count, out IntPtr policies);
}
