using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Native;

namespace TurlaHunt.Auditing.Stores.Live;

/// <summary>The audit policy in force on the computer that this runs on.</summary>
internal sealed class LiveAuditPolicyStore(IAuditPolicyApi api) : IAuditPolicyStore
{
    private const string Artefact = "AuditQuerySystemPolicy";

    /// <inheritdoc/>
    public Reading<AuditSetting> Read(Guid subcategory)
    {
        int error = api.Query(subcategory, out uint number);
        if (error == WindowsError.InvalidParameter && api.Enumerate(out IReadOnlyList<Guid> known) == WindowsError.None && known.Count > 0)
        {
            return known.Contains(subcategory)
                ? Readings.Unknown<AuditSetting>(Artefact, WindowsError.Describe(Artefact, error))
                : new Reading<AuditSetting>(ReadingState.Absent, default, Artefact);
        }

        return error != WindowsError.None ? Readings.Unknown<AuditSetting>(Artefact, WindowsError.Describe(Artefact, error))
            : SettingOf(number) is AuditSetting setting ? new Reading<AuditSetting>(ReadingState.Found, setting, Artefact)
            : Readings.Unknown<AuditSetting>(Artefact, $"{Artefact} gave the number {number}, which means nothing.");
    }

    // The documentation allows POLICY_AUDIT_EVENT_NONE (4) beside 0, and both mean that nothing is audited.
    private static AuditSetting? SettingOf(uint number) => number == (uint)AuditSetting.None ? AuditSetting.None : AuditSettings.OfComputer(number);
}
