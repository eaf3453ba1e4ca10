using System;
using TurlaHunt.Auditing.Repairs;
using TurlaHunt.Auditing.Stores;

namespace TurlaHunt.Auditing.Controls;

/// <summary>Asks that a subcategory is audited. More than is asked for is fine.</summary>
public sealed record SubcategoryControl : AuditControl
{
    /// <summary>The subcategory.</summary>
    public Guid Subcategory { get; internal init; }

    /// <summary>What must be audited of it at least.</summary>
    public AuditSetting AtLeast { get; internal init; }

    internal override string Expected(AuditTarget target) => AtLeast.Describe();

    internal override ControlFinding Examine(AuditTarget target)
    {
        Reading<AuditSetting> reading = target.AuditPolicy.Read(Subcategory);
        if (reading.State == ReadingState.Absent)
        {
            return new ControlFinding(
                AuditStatus.NotApplicable, null, $"This version of Windows does not have {AuditCatalogue.NameOf(Subcategory)}.").By(reading);
        }

        if (reading.State != ReadingState.Found || reading.Value.Includes(AtLeast) is not bool isMet)
        {
            return ControlFinding.Unknown(reading) with { Origin = target.Origins.OfAudit(Subcategory, null, isCompliant: false) };
        }

        return new ControlFinding(isMet ? AuditStatus.Compliant : AuditStatus.NonCompliant, reading.Value.Describe(), null).By(reading) with
        {
            Origin = target.Origins.OfAudit(Subcategory, reading.Value, isMet),
        };
    }

    // What is audited beyond what is asked for stays.
    internal override RepairPlan Plan(AuditTarget target)
    {
        Reading<AuditSetting> reading = target.AuditPolicy.Read(Subcategory);
        AuditSetting now = reading.State == ReadingState.Found && reading.Value != AuditSetting.None ? reading.Value : AuditSetting.Unchanged;
        return RepairPlan.Of(SettingKind.Subcategory, Subcategory.ToString("B"), "", ((AuditSetting)((int)now | (int)AtLeast)).ToString());
    }
}
