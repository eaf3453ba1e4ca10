using System;
using System.Collections.Generic;

namespace TurlaHunt.Auditing.Stores.Live;

/// <summary>What Windows tells of its audit policy: the calls, and nothing that is made of their answers.</summary>
internal interface IAuditPolicyApi
{
    /// <summary>Tells what is audited of a subcategory (AuditQuerySystemPolicy): the number as Windows gives it.</summary>
    /// <returns>An error code; 0 for none.</returns>
    int Query(Guid subcategory, out uint setting);

    /// <summary>Lists the subcategories that this Windows has (AuditEnumerateSubCategories).</summary>
    /// <returns>An error code; 0 for none.</returns>
    int Enumerate(out IReadOnlyList<Guid> subcategories);
}
