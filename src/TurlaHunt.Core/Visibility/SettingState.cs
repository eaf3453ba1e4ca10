using System.Collections.Generic;
using TurlaHunt.Auditing;
using TurlaHunt.Auditing.Controls;
using TurlaHunt.Auditing.Repairs;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Hunting;

namespace TurlaHunt.Visibility;

/// <summary>What came of a setting that a hunt needs, on one computer.</summary>
/// <param name="Control">What is asked for.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Stops">Whether, as it is, nothing more of what it is about is recorded. A log that is on and too small still records.</param>
/// <param name="Obstacle">Why no repair can set it; null where one can.</param>
internal sealed record SettingState(AuditControl Control, AuditResult Result, bool Stops, string? Obstacle)
{
    // What Windows records as a failure, of the events that hunts look at and those that show that they are recorded.
    private static readonly HashSet<int> Failures = [4625, 5155, 5157, 5159];

    /// <summary>Where part is audited: what lacks, success or failure. Null where nothing is, or it is not about that.</summary>
    public AuditSetting? Lacks { get; private init; }

    /// <summary>Looks at it.</summary>
    public static SettingState Read(AuditTarget target, AuditBaseline baseline, AuditControl control)
    {
        AuditResult result = target.Examine(baseline, control);
        if (result.Status != AuditStatus.NonCompliant)
        {
            return new SettingState(control, result, false, null);
        }

        RepairPlan plan = control.Plan(target);
        bool stops = control is not LogControl log || target.Channels.Read(log.Log) is { State: ReadingState.Absent } or { Value.IsEnabled: false };
        return new SettingState(control, result, stops, plan.Changes.Count == 0 ? plan.Obstacle : null)
        {
            Lacks = control is SubcategoryControl audit && target.AuditPolicy.Read(audit.Subcategory).Value is AuditSetting now and (AuditSetting.Success or AuditSetting.Failure)
                ? (AuditSetting)((int)audit.AtLeast & ~(int)now)
                : null,
        };
    }

    /// <summary>Whether an event is one that is not recorded while it is as it is.</summary>
    public bool Silences(int eventId) => Lacks is null || Failures.Contains(eventId) == (Lacks == AuditSetting.Failure);

    /// <summary>Whether it decides what a hunt finds in one of its sources.</summary>
    public bool Decides(HuntSource source) => Stops && Control.Decides(source);
}
