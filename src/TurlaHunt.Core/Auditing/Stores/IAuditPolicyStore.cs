using System;

namespace TurlaHunt.Auditing.Stores;

/// <summary>Where it is read what is audited.</summary>
internal interface IAuditPolicyStore
{
    /// <summary>Reads the setting of a subcategory. Absent where this version of Windows does not have it.</summary>
    Reading<AuditSetting> Read(Guid subcategory);
}
