using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using TurlaHunt.Events;

namespace TurlaHunt.Hunting.Sweeps;

/// <summary>
/// Several hunts over the same logs, which are read once: each event that any hunt wants goes to those that want it. Gives one
/// result for each computer.
/// </summary>
public sealed class HuntSweep
{
    private readonly IReadOnlyList<SweepRun> _runs;
    private readonly SweepOptions _options;
    private readonly EvtxFileSource _source;
    private readonly EventQuery _query;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly List<string> _read = [];

    /// <summary>Makes a sweep.</summary>
    /// <param name="hunts">The hunts.</param>
    /// <param name="options">What it goes by.</param>
    /// <param name="listener">Hears of what is damaged or cannot be read.</param>
    public HuntSweep(IReadOnlyList<Hunt> hunts, SweepOptions options, IReadListener listener)
    {
        _runs = [.. hunts.Select(hunt => new SweepRun(hunt))];
        _options = options;
        _source = new EvtxFileSource(listener);
        _query = Window(new EventQuery(hunts.SelectMany(hunt => hunt.Query.Selectors)));
    }

    /// <summary>Reads files, and hunts in them. May be called again with more.</summary>
    public void Read(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        _read.AddRange(paths);
        foreach (EventRecord record in _source.Read(paths, _query, cancellation))
        {
            foreach (SweepRun run in _runs)
            {
                run.Examine(record);
            }
        }
    }

    /// <summary>Ends the hunts, which may read some files a second time, and gives the results.</summary>
    /// <param name="cancellation">Ends the second reading.</param>
    /// <returns>One result for each computer, by name.</returns>
    public IEnumerable<HuntResult> Complete(CancellationToken cancellation)
    {
        ReadContext(cancellation);
        foreach (SweepRun run in _runs)
        {
            run.Complete();
        }

        foreach (IGrouping<string, Finding> computer in _runs.SelectMany(run => run.Findings)
            .GroupBy(finding => finding.MachineName ?? "", StringComparer.OrdinalIgnoreCase)
            .OrderBy(computer => computer.Key, StringComparer.OrdinalIgnoreCase))
        {
            yield return ResultOf(computer.Key, [.. computer]);
        }
    }

    private HuntResult ResultOf(string machineName, Finding[] findings)
    {
        Finding[] ordered = [.. findings.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.TimeCreated)];
        int count = findings.Count(finding => finding.Severity >= _options.MinimumSeverity);
        return new HuntResult
        {
            MachineName = machineName,
            Verdict = count > 0 ? Verdict.Found : Verdict.CleanPartial,
            ExitCode = count > 0 ? 1 : 2,
            Summary = FormattableString.Invariant($"{machineName}: {count} findings."),
            Severity = ordered.Length > 0 ? ordered[0].Severity : null,
            MinimumSeverity = _options.MinimumSeverity,
            Hunts = [.. _runs.Select(run => run.Hunt.Id)],
            Findings = ordered,
            FindingCount = count,
            Elapsed = _watch.Elapsed,
        };
    }

    private void ReadContext(CancellationToken cancellation)
    {
        EventSelector[] wanted = [.. _runs.SelectMany(run => run.WantContext()?.Selectors ?? [])];
        if (wanted.Length == 0)
        {
            return;
        }

        foreach (EventRecord record in _source.Read(_read, Window(new EventQuery(wanted)), cancellation))
        {
            foreach (SweepRun run in _runs)
            {
                run.AddContext(record);
            }
        }
    }

    private EventQuery Window(EventQuery query) => query.Within(_options.StartTime, _options.EndTime);
}
