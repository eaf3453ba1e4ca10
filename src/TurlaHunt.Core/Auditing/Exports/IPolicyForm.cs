using System.Collections.Generic;
using TurlaHunt.Auditing.Repairs;

namespace TurlaHunt.Auditing.Exports;

/// <summary>A form in which settings are written for many computers.</summary>
internal interface IPolicyForm
{
    /// <summary>
    /// Whether a subcategory that is not in it may be audited no more afterwards. auditpol /restore replaces all of them; what Windows makes of
    /// those that the audit.csv of a policy leaves out is not documented.
    /// </summary>
    bool ReplacesAudit { get; }

    /// <summary>Why it cannot carry a setting, in a sentence; null where it can.</summary>
    string? ObstacleTo(SettingChange change);

    /// <summary>What must be known before it is used, in sentences.</summary>
    IEnumerable<string> NotesOn(PolicyContent content);

    /// <summary>The files, by their paths below the folder; one with an empty path where the form is one file.</summary>
    IReadOnlyList<PolicyFile> Write(PolicyContent content);
}
