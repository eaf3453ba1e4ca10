using System;
using System.Collections.Generic;

namespace TurlaHunt.Auditing.Stores;

/// <summary>The audit policy in force, as auditpol /backup wrote it down.</summary>
/// <param name="backup">The rows.</param>
/// <param name="artefact">How results name the file.</param>
internal sealed class AuditBackupStore(AuditCsv backup, string artefact) : IAuditPolicyStore
{
    /// <inheritdoc/>
    public Reading<AuditSetting> Read(Guid subcategory)
    {
        IReadOnlyList<int> numbers = backup.NumbersOf(subcategory);
        return backup.Problems.Count > 0
            ? Readings.Unknown<AuditSetting>(artefact, $"{artefact}: {backup.Problems[0]}")
            : numbers.Count switch
            {
                0 => new Reading<AuditSetting>(ReadingState.Absent, default, artefact),
                1 when AuditSettings.OfComputer(numbers[0]) is AuditSetting setting => new Reading<AuditSetting>(ReadingState.Found, setting, artefact),
                1 => Readings.Unknown<AuditSetting>(artefact, $"{artefact} has the number {numbers[0]} for it, which means nothing there."),
                _ => Readings.Unknown<AuditSetting>(artefact, $"{artefact} has it more than once, with different numbers."),
            };
    }
}
