using System;
using TurlaHunt.Native;

namespace TurlaHunt.Auditing.Repairs.Windows;

/// <summary>Sets what the computer that this runs on audits.</summary>
internal sealed class LsaAuditPolicyWriter : IAuditPolicyWriter
{
    /// <inheritdoc/>
    public int Set(Guid subcategory, uint flags) => WindowsError.Of(() =>
    {
        using PrivilegeScope privilege = new(PrivilegeScope.Security);

        // The category is not looked at: the subcategory has only one.
        AuditPolicyInformation policy = new() { Subcategory = subcategory, Setting = flags };
        return Advapi32.AuditSetSystemPolicy([policy], 1) ? WindowsError.None : WindowsError.Last();
    });
}
