using System;

namespace TurlaHunt.Auditing.Repairs;

/// <summary>Sets what the computer that this runs on audits.</summary>
internal interface IAuditPolicyWriter
{
    /// <summary>Calls AuditSetSystemPolicy for a subcategory.</summary>
    /// <param name="subcategory">The subcategory.</param>
    /// <param name="flags">
    /// Success (1) and failure (2) are added to what is set; none (4) clears that before. 0 changes nothing and is never given.
    /// </param>
    /// <returns>An error code; 0 for none.</returns>
    int Set(Guid subcategory, uint flags);
}
