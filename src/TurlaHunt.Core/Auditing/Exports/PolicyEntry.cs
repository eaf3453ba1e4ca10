using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Auditing.Controls;

namespace TurlaHunt.Auditing.Exports;

/// <summary>A control that is asked for in an export.</summary>
/// <param name="Baseline">Its baseline.</param>
/// <param name="Control">The control.</param>
/// <param name="Results">What came of it on computers; none where it is asked for whatever they have.</param>
internal sealed record PolicyEntry(AuditBaseline Baseline, AuditControl Control, IReadOnlyCollection<AuditResult> Results)
{
    /// <summary>Whether no computer needs it.</summary>
    public bool IsFine => Results.Count > 0 && Results.All(result => result.Status is AuditStatus.Compliant or AuditStatus.NotApplicable);

    /// <summary>Whether it is a subcategory that a computer has as it should be.</summary>
    public bool IsAudited => Control is SubcategoryControl && Results.Any(result => result.Status == AuditStatus.Compliant);

    /// <summary>Why no computer needs it, in a sentence.</summary>
    public string WhyFine => Results.Any(result => result.Status == AuditStatus.Compliant) ? "It is as it should be." : "It does not apply.";
}
