using System.Linq;
using TurlaHunt.Auditing.Controls;
using TurlaHunt.Hunting;
using static TurlaHunt.Visibility.VisibilityText;

namespace TurlaHunt.Visibility;

/// <content>What the settings of the computer say beside its logs.</content>
/// <remarks>
/// A setting tells how it is when somebody looks, and by the time of its last change since when. A log tells of the time before. So the log
/// is the stronger witness: what it shows was recorded, whatever the setting is by now. The setting counts for what the log cannot vouch for:
/// the time after the change, or after the last event that shows that they were recorded. Where the log never shows them, the setting names
/// why. It takes nothing that the log vouches for, a setting that is not known takes nothing either, and one that is as it should be adds
/// nothing: that it was so before is not told. Where only successes or failures are audited, events of the one do not vouch for the other.
/// </remarks>
internal sealed partial class VisibilityJudge
{
    private void JudgeSettings(ComputerSettings settings)
    {
        if (settings.Problem is not null)
        {
            Add(VisibilityCause.SettingUnknown, VisibilityLevel.Full, settings.Problem, null);
        }

        SettingState[] needed = [.. settings.States.Where(state => state.Control.Hunts.Contains(_hunt.Id))];
        foreach (SettingState state in needed.Where(state => state.Result.Status == AuditStatus.NonCompliant))
        {
            JudgeSetting(state, settings.MachineName is null);
        }

        SayUnknown([.. needed.Where(state => state.Result.Status == AuditStatus.Unknown)]);
    }

    // One file that is not there leaves many of them unknown.
    private void SayUnknown(SettingState[] unknown)
    {
        if (unknown.Length == 0)
        {
            return;
        }

        string?[] reasons = [.. unknown.Select(state => state.Result.Reason).Distinct()];
        Add(
            VisibilityCause.SettingUnknown,
            VisibilityLevel.Full,
            $"How {string.Join(", ", unknown.Select(state => state.Control.Id))} {(unknown.Length == 1 ? "is" : "are")} set is not known. {reasons[0]}"
                + (reasons.Length > 1 ? " Test-AuditPolicy tells the reason of each." : ""),
            null,
            controlId: unknown.Length == 1 ? unknown[0].Control.Id : null);
    }

    private void JudgeSetting(SettingState state, bool isNameless)
    {
        foreach (HuntNeed need in _hunt.Needs)
        {
            foreach (HuntSource source in need.Sources.Where(state.Decides))
            {
                Judge(state, isNameless, need, source);
                return;
            }
        }

        Say(state, isNameless, VisibilityLevel.Full, ".");
    }

    private void Judge(SettingState state, bool isNameless, HuntNeed need, HuntSource source)
    {
        SourceView view = new(source, _computer);
        SourceView[] others = [.. need.Sources.Where(other => other != source).Select(other => new SourceView(other, _computer)).Where(other => other.IsProven)];
        long? sign = LastSign(state, view);
        string what = need.What + state.Lacks switch
        {
            null => "",
            AuditSetting.Failure => ", as far as they failed or were blocked,",
            _ => ", as far as they succeeded,",
        };
        bool isAll = others.Length == 0 && source.Ids.All(state.Silences);
        long since = state.Result.Since?.Ticks ?? 0;
        if (others.FirstOrDefault(other => other.ShowsAll) is SourceView other)
        {
            Say(state, isNameless, VisibilityLevel.Full, $": {what} are seen in {other.Source.LogName} instead.");
        }
        else if (since != 0 && _end != 0 && since >= _end && (sign is not null || _window.End is not null))
        {
            Say(state, isNameless, VisibilityLevel.Full, $": {what} are not recorded since then, which is after the window.");
        }
        else if (sign is not long last)
        {
            Say(state, isNameless, isAll ? VisibilityLevel.Blind : VisibilityLevel.Partial, $": {what} are not recorded.", since);
        }
        else if (since != 0 && since >= last)
        {
            Say(state, isNameless, VisibilityLevel.Partial, $": {what} are not recorded from {Time(since)} on.", since, _end);
        }
        else if (last == 0)
        {
            Say(state, isNameless, VisibilityLevel.Partial, $": {what} are not recorded any more.", since);
        }
        else if (_end - last > Slack.Ticks)
        {
            Say(state, isNameless, VisibilityLevel.Partial, $": {what} are not recorded any more, and nothing shows that they were after {Time(last)}.", last, _end);
        }
        else
        {
            Say(state, isNameless, VisibilityLevel.Full, $": what comes is not recorded. Up to {Time(last)} {source.LogName} shows that it was.");
        }
    }

    // When the log shows for the last time that what the setting decides was recorded, in ticks; 0 where it shows it and not until when,
    // null where it does not show it.
    private long? LastSign(SettingState state, SourceView view)
    {
        if (state.Control is LogControl)
        {
            return view.CountInWindow > 0 ? LastOf(view.LogActive) : null;
        }

        if (!view.IsProven)
        {
            return null;
        }

        if (state.Control is not RegistryControl)
        {
            int[] signs = [.. view.Source.Ids.Concat(view.Source.Proof).Distinct().Where(state.Silences)];
            return view.CountOf(signs) > 0 ? LastOf(view.ActiveOf(signs)) : null;
        }

        long lacking = _gaps.Where(gap => !gap.IsOfLayout).Sum(gap => gap.Lacking) + view.Lacking.Sum(field => field.Lacking);
        return lacking == 0 ? LastOf(view.ProofActive) : lacking < view.Events ? 0 : null;
    }

    private static long LastOf(ActivitySpans spans) => spans.Spans.Count > 0 ? spans.Spans[spans.Spans.Count - 1].Last : 0;

    private void Say(SettingState state, bool isNameless, VisibilityLevel level, string consequence, long start = 0, long end = 0)
    {
        AuditResult result = state.Result;
        VisibilityLevel most = state.Control.Level switch
        {
            ControlLevel.Required => VisibilityLevel.Blind,
            ControlLevel.Recommended => VisibilityLevel.Partial,
            _ => VisibilityLevel.Full,
        };
        string[] known =
        [
            .. new[]
            {
                result.Evidence,
                isNameless ? "which names no computer" : null,
                result.Since is null ? null : $"unchanged since {Time(result.Since)}",
                result.Source is null ? null : $"set by: {result.Source}",
            }.OfType<string>(),
        ];
        string undone = result.Durability is AuditDurability.RevertedWithin16Hours or AuditDurability.RevertedAtNextPolicyChange
            ? " A policy undoes that: change the policy."
            : "";
        Add(
            VisibilityCause.SettingMissing,
            level < most ? level : most,
            $"{state.Control.Id} is {result.Actual} and should be {result.Expected}{(known.Length > 0 ? $" ({string.Join("; ", known)})" : "")}{consequence}",
            state.Obstacle ?? $"On that computer, Repair-AuditPolicy -Control {state.Control.Id} sets it.{undone}",
            state.Control is LogControl log ? log.Log : null,
            source: result.Evidence,
            start: ToTime(start),
            end: ToTime(end),
            controlId: state.Control.Id);
    }
}
