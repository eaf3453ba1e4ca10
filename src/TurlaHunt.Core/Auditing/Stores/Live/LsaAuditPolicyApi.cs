using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using TurlaHunt.Native;

namespace TurlaHunt.Auditing.Stores.Live;

/// <summary>The audit policy of the computer that this runs on.</summary>
internal sealed class LsaAuditPolicyApi : IAuditPolicyApi
{
    /// <inheritdoc/>
    public int Query(Guid subcategory, out uint setting)
    {
        uint found = 0;
        int error = WindowsError.Of(() =>
        {
            using PrivilegeScope privilege = new(PrivilegeScope.Security);
            if (!Advapi32.AuditQuerySystemPolicy([subcategory], 1, out IntPtr policies))
            {
                return WindowsError.Last();
            }

            if (policies == IntPtr.Zero)
            {
                return WindowsError.InvalidData;
            }

            AuditPolicyInformation policy = Marshal.PtrToStructure<AuditPolicyInformation>(policies);
            Advapi32.AuditFree(policies);
            found = policy.Setting;
            return policy.Subcategory == subcategory ? WindowsError.None : WindowsError.InvalidData;
        });
        setting = found;
        return error;
    }

    /// <inheritdoc/>
    public int Enumerate(out IReadOnlyList<Guid> subcategories)
    {
        Guid[] found = [];
        int error = WindowsError.Of(() =>
        {
            using PrivilegeScope privilege = new(PrivilegeScope.Security);
            if (!Advapi32.AuditEnumerateSubCategories(IntPtr.Zero, true, out IntPtr list, out uint count))
            {
                return WindowsError.Last();
            }

            if (list == IntPtr.Zero)
            {
                return WindowsError.InvalidData;
            }

            int size = Marshal.SizeOf<Guid>();
            found = new Guid[count];
            for (int i = 0; i < found.Length; i++)
            {
                found[i] = Marshal.PtrToStructure<Guid>(list + (i * size));
            }

            Advapi32.AuditFree(list);
            return WindowsError.None;
        });
        subcategories = found;
        return error;
    }
}
