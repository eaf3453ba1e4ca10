using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Reporting;

namespace TurlaHunt.Hunting.Sweeps;

/// <summary>
/// The results of many runs as one fleet. Results of one computer become one where they answer the same question: the same hunts over the
/// same window. What any of them found is in it. Different windows stay apart: between them may lie what nobody looked at.
/// </summary>
internal static class MergedResults
{
    /// <summary>Merges results.</summary>
    /// <param name="results">Results, of any runs and in any order.</param>
    /// <returns>
    /// Each computer once for each question. Where another run saw a computer, that it was silent or not hunted on counts for nothing; what
    /// went wrong stays among the errors.
    /// </returns>
    public static IEnumerable<HuntResult> Of(IEnumerable<HuntResult> results)
    {
        HuntResult[] all = [.. results];
        ILookup<string, HuntResult> seen = all.Where(result => !HuntReport.IsSilent(result)).ToLookup(QuestionOf);
        return all.GroupBy(HomeOf, StringComparer.OrdinalIgnoreCase)
            .SelectMany(group => group.First().MachineName is null ? group : MergeAll([.. group]));

        string HomeOf(HuntResult result) => KeyOf(
            HuntReport.IsSilent(result)
                ? seen[QuestionOf(result)].FirstOrDefault(other =>
                    other.MachineName is string name && SweepResults.IsExpected(result.MachineName ?? "", name)) ?? result
                : result);
    }

    private static string KeyOf(HuntResult result) => $"{result.MachineName}|{QuestionOf(result)}";

    private static string QuestionOf(HuntResult result) => FormattableString.Invariant(
        $"{string.Join(",", result.Hunts)}|{result.MinimumSeverity}|{(result.IsStartGiven ? result.StartTime : null):O}|{(result.IsEndGiven ? result.EndTime : null):O}");

    private static IEnumerable<HuntResult> MergeAll(HuntResult[] group)
    {
        HuntResult[] seen = [.. group.Where(result => !HuntReport.IsSilent(result))];
        string[] errors = seen.Length == 0 ? [] : [.. group.Except(seen).SelectMany(result => result.Errors)];
        foreach (List<HuntResult> span in Spans(seen.Length > 0 ? seen : group))
        {
            yield return Merge(span, errors);
            errors = [];
        }
    }

    // A window that was given is the same for all. Else it is what the logs span, and only spans that touch have no gap between them.
    private static IEnumerable<List<HuntResult>> Spans(HuntResult[] results)
    {
        List<HuntResult> open = [];
        DateTime? end = null;
        foreach (HuntResult result in results.OrderBy(result => result.StartTime))
        {
            if (open.Count > 0 && !IsWindowGiven(result) && result.StartTime > end)
            {
                yield return open;
                open = [];
            }

            open.Add(result);
            end = end > result.EndTime ? end : result.EndTime ?? end;
        }

        yield return open;
    }

    private static bool IsWindowGiven(HuntResult result) => result.IsStartGiven && result.IsEndGiven;

    private static HuntResult Merge(List<HuntResult> same, string[] moreErrors)
    {
        HuntResult first = same[0];
        if (same.Count == 1 && moreErrors.Length == 0)
        {
            return first;
        }

        Finding[] findings = SweepResults.Sort(same.SelectMany(result => result.Findings).GroupBy(IdentityOf).Select(Fullest));
        AttackChain[] chains =
        [
            .. same.SelectMany(result => result.Chains).GroupBy(chain => (chain.StartTime, chain.EndTime, chain.Summary)).Select(equal => equal.First())
                .OrderBy(chain => chain.StartTime),
        ];
        HuntVisibility[] visibility = [.. same.SelectMany(result => result.Visibility).GroupBy(hunt => hunt.HuntId)
            .Select(hunt => Judge([.. hunt], IsWindowGiven(first)))];
        string[] errors = [.. same.SelectMany(result => result.Errors).Concat(moreErrors).Distinct(StringComparer.Ordinal)];
        string[] files = [.. same.SelectMany(result => result.Files).Distinct(StringComparer.Ordinal)];
        int count = findings.Count(finding => finding.Severity >= first.MinimumSeverity);
        Verdict verdict = SweepResults.VerdictOf(count, visibility);
        DateTime? start = same.Min(result => result.StartTime);
        DateTime? end = same.Max(result => result.EndTime);

        // The same files were read twice; different ones add up.
        bool areOthers = files.Length == same.Sum(result => result.Files.Length);
        return new HuntResult
        {
            MachineName = first.MachineName,
            Verdict = verdict,
            ExitCode = SweepResults.ExitCodeOf(verdict, isUnread: same.TrueForAll(result => result.ExitCode == 3)),
            Summary = ResultText.Summarize(first.MachineName, verdict, start, end, findings, count, chains, visibility, errors),
            Severity = findings.Length > 0 ? findings[0].Severity : null,
            MinimumSeverity = first.MinimumSeverity,
            StartTime = start,
            EndTime = end,
            IsStartGiven = first.IsStartGiven,
            IsEndGiven = first.IsEndGiven,
            Hunts = first.Hunts,
            Findings = findings,
            FindingCount = count,
            Chains = chains,
            Timeline = [.. chains.SelectMany(chain => chain.Timeline).Select(entry => entry.ToString())],
            NotSeen = [.. ResultText.NotSeen(visibility)],
            Visibility = visibility,
            Errors = errors,
            Files = files,
            EventCount = areOthers ? same.Sum(result => result.EventCount) : same.Max(result => result.EventCount),
            BytesRead = areOthers ? same.Sum(result => result.BytesRead) : same.Max(result => result.BytesRead),
            Elapsed = same.Max(result => result.Elapsed),
        };
    }

    // The record that a finding is named by is one and the same wherever it was collected.
    private static (string, string?, long, DateTime?) IdentityOf(Finding finding) =>
        (finding.HuntId, finding.LogName?.ToUpperInvariant(), finding.RecordId, finding.TimeCreated);

    private static Finding Fullest(IEnumerable<Finding> same) =>
        same.OrderByDescending(finding => finding.Severity).ThenByDescending(finding => finding.Evidence.Length).First();

    // Who saw all of a window saw all of it, whatever another one missed. Of spans that differ each may have missed its own part.
    private static HuntVisibility Judge(HuntVisibility[] same, bool isWindowGiven)
    {
        VisibilityLevel level = isWindowGiven ? same.Min(hunt => hunt.Level) : same.Max(hunt => hunt.Level);
        HuntVisibility[] told = [.. same.Where(hunt => !isWindowGiven || hunt.Level == level)];
        HuntVisibility most = told.Where(hunt => hunt.Level == level).OrderByDescending(hunt => hunt.Reasons.Length).First();
        VisibilityReason[] reasons = [.. told.SelectMany(hunt => hunt.Reasons).GroupBy(reason => (reason.Detail, reason.Level)).Select(equal => equal.First())];
        return new HuntVisibility
        {
            MachineName = most.MachineName,
            HuntId = most.HuntId,
            Title = most.Title,
            Level = level,
            Summary = most.Summary,
            StartTime = told.Min(hunt => hunt.StartTime),
            EndTime = told.Max(hunt => hunt.EndTime),
            Reasons = [.. reasons.OrderByDescending(reason => reason.Level).ThenBy(reason => reason.StartTime).ThenBy(reason => reason.Cause)],
            Advice = [.. told.SelectMany(hunt => hunt.Advice).Distinct(StringComparer.Ordinal)],
        };
    }
}
