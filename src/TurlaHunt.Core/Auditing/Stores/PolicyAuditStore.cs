using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Auditing.Origins;

namespace TurlaHunt.Auditing.Stores;

/// <summary>What policies want audited, where there is no computer to look at.</summary>
internal sealed class PolicyAuditStore(IReadOnlyList<PolicyArtefact> policies) : IAuditPolicyStore
{
    private const string Missing = "No policy here sets it.";

    /// <inheritdoc/>
    public Reading<AuditSetting> Read(Guid subcategory)
    {
        Reading<AuditSetting>[] readings = [.. policies.Where(policy => policy.Audit is not null).Select(policy => policy.FindAudit(subcategory))];
        return Readings.Together(readings, readings.Length == 1 ? readings[0].Problem ?? Missing : Missing);
    }
}
