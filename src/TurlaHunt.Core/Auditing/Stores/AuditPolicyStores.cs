using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Auditing.Stores;

/// <summary>Several stores of one computer's audit policy as one.</summary>
internal sealed class AuditPolicyStores(IReadOnlyList<IAuditPolicyStore> stores) : IAuditPolicyStore
{
    private const string Missing = "Nothing here holds the audit policy: add the hive SECURITY, or what auditpol /backup writes.";

    /// <inheritdoc/>
    public Reading<AuditSetting> Read(Guid subcategory)
    {
        Reading<AuditSetting> reading = Readings.Together(stores.Select(store => store.Read(subcategory)), Missing);
        return reading.State == ReadingState.NotCovered ? reading with { Problem = Missing } : reading;
    }
}
