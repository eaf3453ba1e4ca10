using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Hunting;
using static TurlaHunt.Visibility.VisibilityText;

namespace TurlaHunt.Visibility;

/// <summary>Judges what one hunt could see of one computer. Pure: it goes by what was counted, and by nothing else.</summary>
/// <remarks>
/// Here: what the hunt needs. What happened to the logs and their files is in VisibilityJudge.Happenings.cs, computers of which nothing
/// was read in VisibilityJudge.Unseen.cs, the settings of the computer in VisibilityJudge.Settings.cs.
/// </remarks>
internal sealed partial class VisibilityJudge
{
    /// <summary>A log is not written to every minute: it may begin and end so much inside the window.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromHours(1);

    private readonly Hunt _hunt;
    private readonly ComputerLogs _computer;
    private readonly HuntWindow _window;
    private readonly IReadOnlyList<EvaluationGap> _gaps;
    private readonly HashSet<string> _logs;
    private readonly List<VisibilityReason> _reasons = [];
    private readonly long _start;
    private readonly long _end;

    private VisibilityJudge(Hunt hunt, ComputerLogs computer, HuntWindow window, IReadOnlyList<EvaluationGap> gaps)
    {
        _hunt = hunt;
        _computer = computer;
        _window = window;
        _gaps = gaps;
        _logs = hunt.NeededLogs;
        LogTally[] own = [.. _logs.SelectMany(name => computer[name])];
        _start = window.Start?.Ticks ?? LogTally.FirstOf(own);
        _end = window.End?.Ticks ?? LogTally.LastOf(own);
    }

    /// <summary>Judges.</summary>
    /// <param name="hunt">The hunt.</param>
    /// <param name="computer">What was read of the computer.</param>
    /// <param name="window">The window that was asked for.</param>
    /// <param name="gaps">What the hunt had to pass over on that computer.</param>
    /// <param name="failure">What the hunt failed with; null where it did not.</param>
    /// <param name="more">Reasons that are known otherwise.</param>
    /// <param name="settings">The settings of the computer; null where nobody looked at them.</param>
    public static HuntVisibility Judge(
        Hunt hunt,
        ComputerLogs computer,
        HuntWindow window,
        IReadOnlyList<EvaluationGap> gaps,
        Exception? failure,
        IEnumerable<VisibilityReason> more,
        ComputerSettings? settings)
    {
        VisibilityJudge judge = new(hunt, computer, window, gaps);
        judge._reasons.AddRange(more);
        return judge.Judge(failure, settings);
    }

    private HuntVisibility Judge(Exception? failure, ComputerSettings? settings)
    {
        VisibilityLevel level = VisibilityLevel.Full;
        if (failure is not null)
        {
            Add(VisibilityCause.HuntFailed, VisibilityLevel.Blind, $"The hunt failed: {failure.Message}", "Report this. Other hunts went on.");
        }

        JudgeCounterparts();
        foreach (HuntNeed need in _hunt.Needs)
        {
            JudgeNeed(need);
        }

        JudgeFacts();
        JudgeFiles();
        JudgeSequences();
        if (settings is not null)
        {
            JudgeSettings(settings);
        }

        level = _reasons.Select(reason => reason.Level).DefaultIfEmpty(level).Max();
        return Finish(level);
    }

    private void JudgeNeed(HuntNeed need)
    {
        SourceView[] views = [.. need.Sources.Select(source => new SourceView(source, _computer))];
        SourceView[] proven = Array.FindAll(views, view => view.IsProven);
        SourceView[] whole = Array.FindAll(proven, view => view.ShowsAll);
        foreach (SourceView view in proven)
        {
            JudgeFields(view, isOnlyOne: proven.Length == 1);
        }

        if (whole.Length == 0)
        {
            SayMissing(need, views, proven.Length == 0 ? VisibilityLevel.Blind : VisibilityLevel.Partial);
            if (proven.Length > 0)
            {
                JudgeReach(proven);
            }
        }
        else
        {
            JudgeReach(whole);
            JudgeSilence(whole);
        }

        JudgeLines(isOnlyOne: proven.Length == 1);
    }

    // Which of the sources is asked for is the first one's part to say; the others help where they can.
    private void SayMissing(HuntNeed need, SourceView[] views, VisibilityLevel level)
    {
        SourceView first = views[0];
        string rest = level == VisibilityLevel.Blind
            ? ""
            : $" {string.Join(" and ", views.Where(view => view.IsProven).Select(view => view.Source.LogName))} shows part of them.";
        if (first.IsThere && first.CountInWindow > 0)
        {
            // Where the event that it should be beside is there, that was said, and says the same.
            if (_hunt.Counterparts.Any(pair => Same(pair.OtherLogName, first.Source.LogName) && _reasons.Any(reason => reason.Cause == pair.Cause)))
            {
                return;
            }

            Add(
                VisibilityCause.EventsMissing,
                level,
                $"{first.Source.LogName} holds {Count(first.CountInWindow, "event", "events")} and none of {Ids(first.Source)}: "
                    + $"{need.What} are not recorded there.{rest}",
                first.Source.Advice,
                first.Source.LogName,
                count: 0,
                total: first.CountInWindow,
                start: Start(first.LogActive),
                end: End(first.LogActive));
            return;
        }

        string where = level == VisibilityLevel.Blind
            ? string.Join(" or ", views.Select(view => view.Source.LogName))
            : first.Source.LogName;
        Add(
            VisibilityCause.LogMissing,
            level,
            first.IsThere
                ? $"No event of {where} lies in the window, so that {need.What} cannot be seen there.{rest}"
                : $"No event of {where} is among the logs, so that {need.What} cannot be seen there.{rest}",
            $"Collect that log. {first.Source.Advice}",
            first.Source.LogName,
            start: ToTime(_start),
            end: ToTime(_end));
    }

    // Whether they reach from the start of the window to its end.
    private void JudgeReach(SourceView[] views)
    {
        long first = views.Select(view => view.First).Where(ticks => ticks != 0).DefaultIfEmpty().Min();
        long last = views.Max(view => view.Last);
        string log = views.OrderBy(view => view.First).First().Source.LogName;
        if (first != 0 && _start != 0 && first - _start > Slack.Ticks)
        {
            Add(
                VisibilityCause.LogBeginsLate,
                VisibilityLevel.Partial,
                $"{log} begins at {Time(first)}, {Duration(new TimeSpan(first - _start))} after the window does.",
                "Enlarge the log, or collect it more often.",
                log,
                start: ToTime(_start),
                end: ToTime(first));
        }

        if (last != 0 && _end - last > Slack.Ticks)
        {
            string latest = views.OrderByDescending(view => view.Last).First().Source.LogName;
            Add(
                VisibilityCause.LogEndsEarly,
                VisibilityLevel.Partial,
                $"{latest} ends at {Time(last)}, {Duration(new TimeSpan(_end - last))} before the window does.",
                "Collect the log again. Where it goes on no more, look whether the computer is on and the log enabled.",
                latest,
                start: ToTime(last),
                end: ToTime(_end));
        }
    }

    private void JudgeSilence(SourceView[] whole)
    {
        SourceView view = whole[0];
        if (!view.Source.IsConstant || whole.Length > 1)
        {
            return;
        }

        foreach ((long first, long last) in view.LogActive.Without(view.ProofActive).Take(4))
        {
            Add(
                VisibilityCause.EventsSilent,
                VisibilityLevel.Partial,
                $"{view.Source.LogName} goes on from {Time(first)} to {Time(last)}, but holds none of {Ids(view.Source)} for "
                    + $"{Duration(new TimeSpan(last - first))}: they were not recorded then.",
                view.Source.Advice,
                view.Source.LogName,
                start: ToTime(first),
                end: ToTime(last));
        }
    }

    private void JudgeFields(SourceView view, bool isOnlyOne)
    {
        foreach ((int id, string[] fields, long lacking, long count) in view.Lacking)
        {
            bool isAll = lacking == count && isOnlyOne && view.Source.Ids.Count == 1;
            Add(
                VisibilityCause.FieldMissing,
                isAll ? VisibilityLevel.Blind : VisibilityLevel.Partial,
                $"{Number(lacking)} of {Count(count, "event", "events")} {id} in {view.Source.LogName} have a layout without "
                    + $"{string.Join(" or ", fields)}.",
                id == 4688
                    ? "Windows 7 to Server 2012 log command lines from update 3004375 on."
                    : "Collect the log as Windows keeps it; something on the way left the fields out.",
                view.Source.LogName,
                count: lacking,
                total: count);
        }
    }

    private void JudgeLines(bool isOnlyOne)
    {
        EvaluationGap[] gaps = [.. _gaps.Where(gap => !gap.IsOfLayout)];
        long lacking = gaps.Sum(gap => gap.Lacking);
        if (lacking == 0)
        {
            return;
        }

        // Files without a gap count too: the share is of all that the hunt looked at.
        long seen = Math.Max(gaps.Sum(gap => gap.Seen), CountOf(HuntedLogs.SecurityLog, gaps[0].Id));
        bool isAll = lacking == seen;
        Add(
            VisibilityCause.CommandLineMissing,
            isAll && isOnlyOne ? VisibilityLevel.Blind : VisibilityLevel.Partial,
            $"{Number(lacking)} of {Count(seen, "event", "events")} {gaps[0].Id} ({Share(lacking, seen)}) {gaps[0].Problem}.",
            gaps[0].Remedy,
            HuntedLogs.SecurityLog,
            count: lacking,
            total: seen);
    }

    private void JudgeCounterparts()
    {
        foreach (HuntCounterpart pair in _hunt.Counterparts)
        {
            long there = 0;
            DateTime? first = null;
            DateTime? last = null;
            ActivitySpans other = new();
            foreach (LogTally log in _computer[pair.OtherLogName])
            {
                other.Add(log.Active);
            }

            foreach (LogTally log in _computer[pair.LogName])
            {
                // Only what happened while the other log was alive has to be in it.
                if (log[pair.Id] is IdTally tally && tally.Active.Spans.Any(span => other.Spans.Any(life => span.First <= life.Last && span.Last >= life.First)))
                {
                    there += tally.Count;
                    first = Earlier(first, Start(tally.Active));
                    last = Later(last, End(tally.Active));
                }
            }

            if (there > 0 && CountOf(pair.OtherLogName, pair.OtherId) == 0)
            {
                Add(
                    pair.Cause,
                    VisibilityLevel.Partial,
                    $"{pair.LogName} holds {Count(there, "event", "events")} {pair.Id}, but {pair.OtherLogName} no {pair.OtherId} beside "
                        + $"{(there == 1 ? "it" : "them")}.",
                    Same(pair.OtherLogName, HuntedLogs.SecurityLog)
                        ? "Audit the success of Other Object Access Events: only its events tell what a task starts and who registered it."
                        : "Look whether that log was filtered or events taken out of it.",
                    pair.OtherLogName,
                    count: there,
                    start: first,
                    end: last);
            }
        }
    }

    private HuntVisibility Finish(VisibilityLevel level)
    {
        VisibilityReason[] reasons =
        [
            .. _reasons.OrderByDescending(reason => reason.Level).ThenBy(reason => reason.StartTime).ThenBy(reason => reason.Cause),
        ];
        VisibilityReason[] taking = [.. reasons.Where(reason => reason.Level != VisibilityLevel.Full)];
        string window = _start != 0 && _end != 0 ? $" from {Time(_start)} to {Time(_end)}" : "";
        return new HuntVisibility
        {
            MachineName = _computer.MachineName.Length == 0 ? null : _computer.MachineName,
            HuntId = _hunt.Id,
            Title = _hunt.Title,
            Level = level,
            StartTime = _window.Start ?? ToTime(_start),
            EndTime = _window.End ?? ToTime(_end),
            Reasons = reasons,
            Advice = [.. taking.Select(reason => reason.Advice).OfType<string>().Distinct(StringComparer.Ordinal)],
            Summary = level == VisibilityLevel.Full
                ? $"{_hunt.Id} could see all{window}."
                : $"{_hunt.Id} {(level == VisibilityLevel.Blind ? "was blind" : "could see part")}{window}: {taking[0].Detail}"
                    + (taking.Length > 1 ? $" And {Count(taking.Length - 1, "reason", "reasons")} more." : ""),
        };
    }

    private void Add(LogFact fact, VisibilityLevel level, string detail, string? advice) => Add(
        fact.Cause, level, detail, advice, fact.LogName, count: fact.Count, start: fact.First, end: fact.Last, userName: fact.UserName);

    private void Add(
        VisibilityCause cause,
        VisibilityLevel level,
        string detail,
        string? advice,
        string? logName = null,
        string? source = null,
        long? count = null,
        long? total = null,
        DateTime? start = null,
        DateTime? end = null,
        string? userName = null,
        string? controlId = null) => _reasons.Add(new VisibilityReason
    {
        Cause = cause,
        Level = level,
        Detail = detail,
        Advice = EventText.OrNull(advice),
        LogName = logName,
        Source = source,
        Count = count,
        Total = total,
        StartTime = start,
        EndTime = end,
        UserName = userName,
        ControlId = controlId,
    });

    private bool IsInWindow(long first, long last) =>
        (last == 0 || last >= _window.FirstTicks) && (first == 0 || first < _window.EndTicks);

    private long CountOf(string logName, int id) => _computer[logName].Sum(log => log[id]?.Count ?? 0);

    private static string Ids(HuntSource source) => string.Join(", ", source.Proof.Count > 0 ? source.Proof : source.Ids);

    private static string Times(long count) => count == 1 ? "once" : count == 2 ? "twice" : $"{Number(count)} times";

    private static DateTime? Start(ActivitySpans spans) => spans.Spans.Count > 0 ? ToTime(spans.Spans[0].First) : null;

    private static DateTime? End(ActivitySpans spans) => spans.Spans.Count > 0 ? ToTime(spans.Spans[spans.Spans.Count - 1].Last) : null;

    private static DateTime? Earlier(DateTime? one, DateTime? other) => one is null || other < one ? other : one;

    private static DateTime? Later(DateTime? one, DateTime? other) => one is null || other > one ? other : one;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
