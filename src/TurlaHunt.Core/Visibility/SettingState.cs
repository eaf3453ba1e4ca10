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
        return new SettingState(control, result, stops, plan.Changes.Count == 0 ? plan.Obstacle : null);
    }

    /// <summary>Whether it decides what a hunt finds in one of its sources.</summary>
    public bool Decides(HuntSource source) => Stops && Control.Decides(source);
}
