using System;
using System.Collections.Generic;
using TurlaHunt.Events;

namespace TurlaHunt.Hunting.Sweeps;

/// <summary>One hunt within a sweep. A hunt that fails ends for itself only, and that it failed is told.</summary>
internal sealed class SweepRun(Hunt hunt)
{
    private readonly HuntRun _run = hunt.Start();
    private readonly List<Finding> _findings = [];
    private EventQuery? _context;

    public Hunt Hunt { get; } = hunt;

    /// <summary>What it found so far; all of it once it is complete.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>What it had to pass over.</summary>
    public IReadOnlyList<EvaluationGap> Gaps => Failure is null ? _run.Gaps : [];

    /// <summary>Why it ended early; null where it did not.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Shows it an event, if it is one that the hunt wants.</summary>
    public void Examine(EventRecord record)
    {
        if (Failure is null && Hunt.Query.Matches(record))
        {
            Try(() => _findings.AddRange(_run.Examine(record)));
        }
    }

    /// <summary>The events that it wants of a second reading; null where there are none.</summary>
    public EventQuery? WantContext()
    {
        if (Failure is null)
        {
            Try(() => _context = _run.WantContext());
        }

        return _context;
    }

    /// <summary>Whether what it wants of a second reading may have happened on a computer.</summary>
    public bool IsContextOf(string machineName) => _run.WantsContextOf(machineName);

    /// <summary>Shows it an event of the second reading, if it is one that the hunt wants.</summary>
    public void AddContext(EventRecord record)
    {
        if (Failure is null && _context?.Matches(record) == true)
        {
            Try(() => _run.AddContext(record));
        }
    }

    /// <summary>Ends it.</summary>
    public void Complete()
    {
        if (Failure is null)
        {
            Try(() => _findings.AddRange(_run.Complete()));
        }
    }

    // Whatever a hunt trips over, the others go on, and its part of the verdict says so.
    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (failure is not (OutOfMemoryException or OperationCanceledException))
        {
            Failure = failure;
        }
    }
}
