using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Events.Channels;
using TurlaHunt.Hunting;
using static TurlaHunt.Visibility.VisibilityText;

namespace TurlaHunt.Visibility;

/// <content>What happened to the logs: events that tell of it, files that are damaged, numbers and times that do not follow.</content>
internal sealed partial class VisibilityJudge
{
    private void JudgeFacts()
    {
        foreach (LogFact fact in _computer.Facts)
        {
            string when = Span(fact.First, fact.Last);
            switch (fact.Cause)
            {
                case VisibilityCause.LogCleared when _logs.Contains(fact.LogName):
                    Add(
                        fact,
                        VisibilityLevel.Partial,
                        $"{fact.LogName} was cleared {Times(fact.Count)}{(fact.UserName is null ? "" : " by " + fact.UserName)} {when}.",
                        "Ask who did it and why. What stood in it before is gone, unless it was collected elsewhere.");
                    break;
                case VisibilityCause.AuditPolicyChanged when Concerns(fact.Subcategory!):
                    Add(
                        fact,
                        fact.IsTakenAway ? VisibilityLevel.Partial : VisibilityLevel.Full,
                        $"The audit policy of {fact.Subcategory!.Name} was changed {Times(fact.Count)}"
                            + $"{(fact.UserName is null ? "" : " by " + fact.UserName)} {when}: {fact.Change}.",
                        fact.IsTakenAway ? "Ask who did it and why, and audit it again." : null);
                    break;
                case VisibilityCause.ServiceStarted:
                    Add(fact, VisibilityLevel.Full, $"The event log service started {Times(fact.Count)} {when}.", null);
                    break;
                case VisibilityCause.ServiceStopped:
                    Add(fact, VisibilityLevel.Full, $"The event log service stopped {Times(fact.Count)} {when}, as {fact.LogName} tells.", null);
                    break;
                case VisibilityCause.UnexpectedShutdown:
                    Add(fact, VisibilityLevel.Full, $"The computer went down without a shutdown {Times(fact.Count)}, told {when}.", null);
                    break;
                case VisibilityCause.ClockJump:
                    Add(
                        fact,
                        VisibilityLevel.Partial,
                        $"The clock was set {Times(fact.Count)}{(fact.UserName is null ? "" : " by " + fact.UserName)} {when}, by "
                            + $"{Duration(fact.LargestStep)} {(fact.LargestStep < TimeSpan.Zero ? "back" : "forward")} at most.",
                        "Times before and after cannot be compared; look at the order of the records.");
                    break;
            }
        }
    }

    private void JudgeFiles()
    {
        foreach (FileTally file in _computer.BadFiles.Where(Concerns))
        {
            if (file.Failure is ChannelException live)
            {
                Add(live, file, VisibilityLevel.Partial);
            }
            else if (file.Failure is Exception failure)
            {
                Add(
                    VisibilityCause.FileUnreadable,
                    VisibilityLevel.Partial,
                    file.Logs.Count == 0
                        ? $"{File(file.Path)} could not be read: {failure.Message}"
                        : $"{File(file.Path)} could not be read to its end: {failure.Message}",
                    "Copy or export the log again.",
                    LogOf(file),
                    source: file.Path);
            }

            if (file.DefectCount == 0)
            {
                continue;
            }

            long missing = file.Holes.Where(hole => IsOwn(hole.LogName)).Aggregate(0L, (sum, hole) => sum + hole.Missing is long all and >= 0 ? all : long.MaxValue);
            RecordHole[] holes = [.. file.Holes.Where(hole => IsOwn(hole.LogName))];
            Add(
                VisibilityCause.FileDamaged,
                VisibilityLevel.Partial,
                $"{File(file.Path)} is damaged in {Count(file.DefectCount, "place", "places")}: {file.Defects[0].Detail}."
                    + (missing > 0 ? $" {Count(missing, "record is", "records are")} missing, {Span(ToTime(holes[0].BeforeTicks), ToTime(holes[holes.Length - 1].AfterTicks))}." : ""),
                "Copy or export the log again; Test-EvtxFile tells more.",
                LogOf(file),
                source: file.Path,
                count: missing > 0 ? missing : file.Defects.Count(defect => defect.RecordId is not null) is int records and > 0 ? records : null,
                start: holes.Length > 0 ? ToTime(holes[0].BeforeTicks) : null,
                end: holes.Length > 0 ? ToTime(holes[holes.Length - 1].AfterTicks) : null);
        }
    }

    private void Add(ChannelException failure, FileTally log, VisibilityLevel level) => Add(
        failure.IsOfHost ? VisibilityCause.ComputerUnreachable
            : failure.Kind == ChannelFailure.LogDisabled ? VisibilityCause.LogDisabled
            : VisibilityCause.LogUnreadable,
        level,
        failure.Message + (log.Logs.Count > 0 && !failure.IsReadOn ? " It was read up to there." : ""),
        failure.Advice,
        LogOf(log),
        source: log.Path);

    // Numbers that are skipped, within a file and from one file to the next, and time that goes backwards.
    private void JudgeSequences()
    {
        foreach (LogTally[] log in _logs.Select(name => _computer[name]).Where(log => log.Length > 0))
        {
            if (log.Length == 1 && log[0].IsInOrder)
            {
                continue;
            }

            RecordHole[] holes =
            [
                .. log.Where(tally => tally.File.DefectCount == 0)
                    .SelectMany(tally => tally.File.Holes.Where(hole => Same(hole.LogName, tally.LogName) && Same(hole.MachineName, tally.MachineName))),
                .. HolesBetween(log),
            ];
            holes = [.. holes.Where(hole => IsInWindow(hole.BeforeTicks, hole.AfterTicks)).OrderBy(hole => hole.BeforeTicks)];
            if (holes.Length > 0)
            {
                long missing = holes.Aggregate(0L, (sum, hole) => sum + hole.Missing is long all and >= 0 ? all : long.MaxValue);
                DateTime? first = ToTime(holes[0].BeforeTicks);
                DateTime? last = ToTime(holes.Max(hole => hole.AfterTicks));
                Add(
                    VisibilityCause.RecordGap,
                    VisibilityLevel.Partial,
                    $"{Count(missing, "record is", "records are")} missing from {log[0].LogName} in {Count(holes.Length, "place", "places")}, {Span(first, last)}.",
                    "An export with a filter leaves records out; export the whole log. If it is whole, somebody took them out.",
                    log[0].LogName,
                    count: missing,
                    start: first,
                    end: last);
            }

            ClockStep[] steps =
            [
                .. log.SelectMany(tally => tally.File.Steps.Where(step => Same(step.LogName, tally.LogName) && Same(step.MachineName, tally.MachineName)))
                    .Where(step => IsInWindow(step.AfterTicks, step.BeforeTicks)),
            ];
            if (steps.Length > 0)
            {
                TimeSpan largest = new(steps.Max(step => step.BeforeTicks - step.AfterTicks));
                Add(
                    VisibilityCause.ClockJump,
                    VisibilityLevel.Partial,
                    $"Time goes backwards {Times(steps.Length)} from one record of {log[0].LogName} to the next, by {Duration(largest)} at most.",
                    "Times before and after cannot be compared; look at the order of the records.",
                    log[0].LogName,
                    count: steps.Length,
                    start: ToTime(steps.Min(step => step.AfterTicks)),
                    end: ToTime(steps.Max(step => step.BeforeTicks)));
            }

            long undated = log.Sum(tally => tally.Undated);
            if (undated > 0)
            {
                Add(
                    VisibilityCause.TimeMissing,
                    VisibilityLevel.Partial,
                    $"{Count(undated, "event", "events")} of {log[0].LogName} {(undated == 1 ? "has" : "have")} no time, so that no window holds {(undated == 1 ? "it" : "them")}.",
                    "Hunt without -StartTime and -EndTime to look at them too.",
                    log[0].LogName,
                    count: undated,
                    total: log.Sum(tally => tally.Count));
            }
        }
    }

    // Files of one log follow each other where it is archived when full. Numbers that begin anew are those of another life of it.
    private static IEnumerable<RecordHole> HolesBetween(LogTally[] log)
    {
        if (log.Length == 1)
        {
            yield break;
        }

        LogTally[] files = [.. log.Where(tally => !tally.File.IsCollected).OrderBy(tally => tally.FirstId)];
        long reached = long.MinValue;
        LogTally? before = null;
        foreach (LogTally next in files)
        {
            if (before is not null && reached < next.FirstId - 1 && before.Last != 0 && next.First >= before.Last)
            {
                yield return new RecordHole(next.LogName, next.MachineName, reached, next.FirstId, before.Last, next.First);
            }

            if (next.LastId > reached)
            {
                reached = next.LastId;
                before = next;
            }
        }
    }

    // A policy that is not watched any more may be changed without a word.
    private bool Concerns(AuditSubcategory subcategory) =>
        _hunt.Needs.SelectMany(need => need.Sources).Any(source => source.Subcategory is not null
            && (source.Subcategory == subcategory || subcategory == AuditSubcategory.AuditPolicyChange));

    // A file of which nothing tells what log it was may have been any. A computer that is lost keeps all of its logs.
    private bool Concerns(FileTally file) =>
        file.Failure is ChannelException { IsOfHost: true }
        || (file.Logs.Count == 0 ? NamedLog(file) is not string name || IsOwn(name) || !LooksLikeLog(name)
        : file.IsCollected || file.Logs.Any(log => IsOwn(log.LogName)));

    private bool IsOwn(string logName) => _logs.Contains(logName);

    private string? LogOf(FileTally file) =>
        file.Logs.Select(log => log.LogName).FirstOrDefault(IsOwn) ?? (NamedLog(file) is string name && IsOwn(name) ? name : null);

    // Windows keeps a log in a file of its name, with %4 for the slash.
    private static string? NamedLog(FileTally file) => file.Channel is not null
        ? file.Channel.LogName
        : EventText.OrNull(System.IO.Path.GetFileNameWithoutExtension(file.Path))?.Replace("%4", "/");

    private static bool LooksLikeLog(string name) =>
        name.IndexOf('/') > 0 || Same(name, HuntedLogs.SystemLog) || Same(name, "Application") || Same(name, "Setup") || Same(name, HuntedLogs.SecurityLog);
}
