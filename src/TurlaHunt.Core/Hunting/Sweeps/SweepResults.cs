using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Events.Channels;
using TurlaHunt.Hunting.Chains;
using TurlaHunt.Visibility;

namespace TurlaHunt.Hunting.Sweeps;

/// <summary>Makes the results of a sweep: for each computer what was found on it, and what could have been seen.</summary>
internal sealed class SweepResults(
    IReadOnlyList<SweepRun> runs, LogCensus census, SweepOptions options, HuntWindow window, TimeSpan elapsed, IReadOnlyList<string> hosts, SettingsBook settings)
{
    private readonly ILookup<string, Finding> _findings =
        runs.SelectMany(run => run.Findings).ToLookup(finding => finding.MachineName ?? "", StringComparer.OrdinalIgnoreCase);

    private readonly ILookup<string, EvaluationGap>[] _gaps =
        [.. runs.Select(run => run.Gaps.ToLookup(gap => gap.MachineName ?? "", StringComparer.OrdinalIgnoreCase))];

    private readonly string[] _hunts = [.. runs.Select(run => run.Hunt.Id)];

    /// <summary>
    /// One result for each computer that was seen, asked or expected; where there is none, one that says so.
    /// </summary>
    public IEnumerable<HuntResult> ToResults()
    {
        IReadOnlyList<ComputerLogs> read = census.ToComputers();

        // Of a computer whose logs hold nothing any more something may have been recovered.
        FileTally[] bad = [.. census.Files.Where(file => file.Logs.Count == 0)];
        IEnumerable<string> recovered = _findings.Select(found => found.Key).Except(read.Select(computer => computer.MachineName), StringComparer.OrdinalIgnoreCase);
        ComputerLogs[] computers =
        [
            .. read.Concat(recovered.Select(name => new ComputerLogs(name, [], [], bad)))
                .OrderBy(computer => computer.MachineName, StringComparer.OrdinalIgnoreCase),
        ];
        IReadOnlyDictionary<string, ComputerSettings> owned = settings.Assign(computers.Select(computer => computer.MachineName));

        // No computer's result hangs on another's, and a collector has thousands of them.
        foreach (HuntResult result in OrderedWork.Run(
            computers,
            computer => ResultOf(computer, owned.TryGetValue(computer.MachineName, out ComputerSettings? its) ? its : null),
            Environment.ProcessorCount))
        {
            yield return result;
        }

        // Events name their computer in full; one that gave none is called as it was asked for.
        ILookup<string, FileTally> asked = census.Files.Where(file => file.Channel is not null)
            .ToLookup(file => file.Channel!.Host.ToString(), StringComparer.OrdinalIgnoreCase);
        string[] unread = [.. hosts.Distinct(StringComparer.OrdinalIgnoreCase).Where(host => asked[host].All(log => log.Logs.Count == 0))];
        foreach (string host in unread)
        {
            yield return Finish(
                host,
                new ComputerLogs(host, [], [], []),
                [],
                [],
                [.. runs.Select(run => VisibilityJudge.OfUnread(run.Hunt, host, asked[host], window))],
                [.. ErrorsOf(asked[host])]);
        }

        foreach (string expected in options.ExpectedComputers.Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(expected => !Array.Exists(computers, computer => IsExpected(expected, computer.MachineName)) && !unread.Any(host => IsExpected(expected, host)))
            .OrderBy(name => name, StringComparer.OrdinalIgnoreCase))
        {
            yield return OfSilent(expected);
        }

        // Whoever goes by the results alone must not take it for peace that there is none.
        string[] errors = ErrorsOf(census.Files);
        if (computers.Length + unread.Length == 0 && (errors.Length > 0 || options.ExpectedComputers.Count == 0))
        {
            string nothing = census.Files.Count == 0 ? "No event log was read." : "The event logs hold no event.";
            yield return Finish(null, new ComputerLogs("", [], [], []), [], [], [], errors.Length > 0 ? errors : [nothing]);
        }
    }

    /// <summary>The result of a computer that sent nothing.</summary>
    public HuntResult OfSilent(string machineName) => OfUnseen(machineName, hunt => VisibilityJudge.OfSilent(hunt, machineName, window), []);

    /// <summary>The result of a computer on which the hunts could not be run.</summary>
    public HuntResult OfUnhunted(string? machineName, string problem, string advice) =>
        OfUnseen(machineName, hunt => VisibilityJudge.OfUnhunted(hunt, machineName, window, problem, advice), [problem]);

    private HuntResult OfUnseen(string? machineName, Func<Hunt, HuntVisibility> judge, string[] errors) => Finish(
        machineName, new ComputerLogs(machineName ?? "", [], [], []), [], [], [.. runs.Select(run => judge(run.Hunt))], errors);

    private HuntResult ResultOf(ComputerLogs computer, ComputerSettings? itsSettings)
    {
        Finding[] findings = Sort(_findings[computer.MachineName]);
        HuntVisibility[] visibility =
        [
            .. runs.Select((run, place) => VisibilityJudge.Judge(
                run.Hunt, computer, window, [.. _gaps[place][computer.MachineName]], run.Failure, Missed(computer, run.Hunt), itsSettings)),
        ];
        return Finish(
            computer.MachineName.Length == 0 ? null : computer.MachineName,
            computer,
            findings,
            ChainBuilder.Build(findings, options.ChainWindow),
            visibility,
            [.. ErrorsOf(computer.BadFiles), .. runs.Where(run => run.Failure is not null).Select(run => $"{run.Hunt.Id} failed: {run.Failure!.Message}")]);
    }

    private IEnumerable<VisibilityReason> Missed(ComputerLogs computer, Hunt hunt) =>
        options.Bookmark?.Missed(computer, hunt.NeededLogs) ?? [];

    private HuntResult Finish(
        string? machineName,
        ComputerLogs computer,
        Finding[] findings,
        IReadOnlyList<AttackChain> chains,
        HuntVisibility[] visibility,
        string[] errors)
    {
        int count = findings.Count(finding => finding.Severity >= options.MinimumSeverity);
        Verdict verdict = VerdictOf(count, visibility);
        DateTime? start = window.Start ?? VisibilityText.ToTime(LogTally.FirstOf(computer.Logs));
        DateTime? end = window.End ?? VisibilityText.ToTime(LogTally.LastOf(computer.Logs));
        FileTally[] files = [.. computer.Logs.Select(log => log.File).Distinct()];
        return new HuntResult
        {
            MachineName = machineName,
            Verdict = verdict,
            ExitCode = ExitCodeOf(verdict, isUnread: computer.Logs.Count == 0 && errors.Length > 0),
            Summary = ResultText.Summarize(machineName, verdict, start, end, findings, count, chains, visibility, errors),
            Severity = findings.Length > 0 ? findings[0].Severity : null,
            MinimumSeverity = options.MinimumSeverity,
            StartTime = start,
            EndTime = end,
            IsStartGiven = window.Start is not null,
            IsEndGiven = window.End is not null,
            Hunts = _hunts,
            Findings = findings,
            FindingCount = count,
            Chains = [.. chains],
            Timeline = [.. chains.SelectMany(chain => chain.Timeline).Select(entry => entry.ToString())],
            NotSeen = [.. ResultText.NotSeen(visibility)],
            Visibility = visibility,
            Errors = errors,
            Files = [.. files.Select(file => file.Path)],
            EventCount = computer.Logs.Sum(log => log.Count),
            BytesRead = files.Sum(file => file.Length),
            Elapsed = elapsed,
        };
    }

    /// <summary>Findings in the order of a result: the most urgent first, then by time.</summary>
    public static Finding[] Sort(IEnumerable<Finding> findings) =>
    [
        .. findings.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.TimeCreated).ThenBy(finding => finding.RecordId),
    ];

    /// <summary>What a verdict tells a script.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="isUnread">Whether something kept everything of the computer from being read.</param>
    public static int ExitCodeOf(Verdict verdict, bool isUnread) => verdict switch
    {
        Verdict.Found => 1,
        Verdict.Clean => 0,
        _ => isUnread ? 3 : 2,
    };

    /// <summary>What so many findings come to beside what could be seen.</summary>
    public static Verdict VerdictOf(int count, HuntVisibility[] visibility) =>
        count > 0 ? Verdict.Found
        : visibility.Length > 0 && Array.TrueForAll(visibility, hunt => hunt.Level == VisibilityLevel.Full) ? Verdict.Clean
        : Array.TrueForAll(visibility, hunt => hunt.Level == VisibilityLevel.Blind) ? Verdict.Blind
        : Verdict.CleanPartial;

    private static string[] ErrorsOf(IEnumerable<FileTally> files) =>
    [
        .. files.Where(file => file.Failure is not null)
            .Select(file => file.Failure is ChannelException live ? live.Message : $"{file.Path} could not be read: {file.Failure!.Message}"),
    ];

    /// <summary>Whether a computer is one that was expected: people name them with their domain or without.</summary>
    public static bool IsExpected(string expected, string machineName) =>
        string.Equals(expected, machineName, StringComparison.OrdinalIgnoreCase)
        || (expected.IndexOf('.') < 0 && machineName.StartsWith(expected + ".", StringComparison.OrdinalIgnoreCase));
}
