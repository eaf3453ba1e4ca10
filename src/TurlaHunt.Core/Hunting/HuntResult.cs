using System;

namespace TurlaHunt;

/// <summary>
/// What all hunts together come to for one computer: the verdict, what it stands on, and what could not be seen. Never
/// changed after it was made.
/// </summary>
public sealed class HuntResult
{
    internal HuntResult()
    {
    }

    /// <summary>The computer, as its events name it. Null for events that name none.</summary>
    public string? MachineName { get; internal init; }

    /// <summary>The verdict.</summary>
    public Verdict Verdict { get; internal init; }

    /// <summary>
    /// 0 clean and fully seen; 1 found; 2 clean, but not fully seen; 3 the hunt could not be carried out. For a run over
    /// many computers a script takes 3 where one has it, else 1, else 2, else 0.
    /// </summary>
    public int ExitCode { get; internal init; }

    /// <summary>All of it in one sentence, fit for a ticket.</summary>
    public string Summary { get; internal init; } = "";

    /// <summary>The greatest severity among the findings; null where there are none.</summary>
    public Severity? Severity { get; internal init; }

    /// <summary>From which severity on a finding makes the verdict Found.</summary>
    public Severity MinimumSeverity { get; internal init; }

    /// <summary>
    /// The start of the window, in UTC; included. The one that was given, else the first event of the computer in any of the
    /// logs; null where neither is known.
    /// </summary>
    public DateTime? StartTime { get; internal init; }

    /// <summary>
    /// The end of the window, in UTC. The one that was given, which is excluded, else the last event of the computer in any
    /// of the logs; null where neither is known.
    /// </summary>
    public DateTime? EndTime { get; internal init; }

    /// <summary>Whether the start was given. Where it was not, that the logs reach far enough back is not judged.</summary>
    public bool IsStartGiven { get; internal init; }

    /// <summary>Whether the end was given. Where it was not, that the logs reach up to now is not judged.</summary>
    public bool IsEndGiven { get; internal init; }

    /// <summary>The hunts that were run, by their lasting ids.</summary>
    public string[] Hunts { get; internal init; } = [];

    /// <summary>All findings, the most urgent first, then by time; also those below the minimum severity.</summary>
    public Finding[] Findings { get; internal init; } = [];

    /// <summary>How many findings reach the minimum severity.</summary>
    public int FindingCount { get; internal init; }

    /// <summary>The stories that findings tell together, oldest first. A finding is in one of them at most.</summary>
    public AttackChain[] Chains { get; internal init; } = [];

    /// <summary>What happened in all chains, a line for each step, oldest first.</summary>
    public string[] Timeline { get; internal init; } = [];

    /// <summary>What could not be seen, a sentence for each reason with the hunts that it is one for; those that take most first.</summary>
    public string[] NotSeen { get; internal init; } = [];

    /// <summary>What each hunt could have seen, and why not all.</summary>
    public HuntVisibility[] Visibility { get; internal init; } = [];

    /// <summary>
    /// What went wrong in sentences: files that could not be read, hunts that failed. Where there is no computer but only
    /// this, nothing could be read at all.
    /// </summary>
    public string[] Errors { get; internal init; } = [];

    /// <summary>The files that hold events of the computer, or the live logs as in <c>\\DC01\Security</c>.</summary>
    public string[] Files { get; internal init; } = [];

    /// <summary>How many events of the computer these hold, looked at or not.</summary>
    public long EventCount { get; internal init; }

    /// <summary>How many bytes these files have together. A file of many computers counts for each.</summary>
    public long BytesRead { get; internal init; }

    /// <summary>How long the run took that gave this result, with all its computers.</summary>
    public TimeSpan Elapsed { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Summary;
}
