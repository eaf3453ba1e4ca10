using System.Collections.Generic;
using TurlaHunt.Auditing.Repairs;
using TurlaHunt.Auditing.Stores;

namespace TurlaHunt.Auditing.Exports;

/// <summary>
/// An audit policy for auditpol /restore. Only what controls ask for is in it, and never a row with 0, which would be no auditing there
/// and "as it is" in a group policy.
/// </summary>
/// <param name="machine">The computer that the rows name; empty where it is for any.</param>
internal sealed class AuditCsvForm(string machine) : IPolicyForm
{
    /// <inheritdoc/>
    public bool ReplacesAudit => true;

    /// <inheritdoc/>
    public string? ObstacleTo(SettingChange change) =>
        change.Address.Kind == SettingKind.Subcategory ? null : "An audit policy in CSV holds nothing but subcategories.";

    /// <inheritdoc/>
    public IEnumerable<string> NotesOn(PolicyContent content) =>
    [
        "auditpol /restore replaces the whole audit policy: subcategories that are not in the file are no longer audited afterwards. "
            + "Add these rows to what auditpol /backup wrote down, or use Repair-AuditPolicy, which adds to what is audited.",
    ];

    /// <inheritdoc/>
    public IReadOnlyList<PolicyFile> Write(PolicyContent content) => [PolicyFile.Utf8("", AuditCsv.Write(content.Audit, machine))];
}
