using System;
using System.Runtime.InteropServices;

namespace TurlaHunt.Native;

internal static partial class Advapi32
{
    /// <summary>Lists the subcategories that this Windows has, in one block, which <see cref="AuditFree"/> releases.</summary>
    /// <param name="category">The GUID of a category; not looked at where all are asked for.</param>
    /// <param name="all">Whether those of all categories are asked for.</param>
    /// <param name="subcategories">The GUIDs.</param>
    /// <param name="count">How many there are.</param>
    /// <returns>False where it failed; GetLastError tells why.</returns>
    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static extern bool AuditEnumerateSubCategories(
        IntPtr category,
        [MarshalAs(UnmanagedType.U1)] bool all,
        out IntPtr subcategories,
        out uint count);
}
