using System;
using System.Collections.Generic;
using TurlaHunt.Hunting.Bookmarks;

namespace TurlaHunt.Hunting.Sweeps;

/// <summary>What a sweep goes by besides its hunts.</summary>
public sealed class SweepOptions
{
    /// <summary>The first moment that is looked at, in UTC; included. Null: where the logs begin.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>The moment from which on nothing is looked at, in UTC; excluded. Null: where the logs end.</summary>
    public DateTime? EndTime { get; init; }

    /// <summary>From which severity on a finding makes the verdict Found.</summary>
    public Severity MinimumSeverity { get; init; } = Severity.Medium;

    /// <summary>How long after one another the steps of a chain may be.</summary>
    public TimeSpan ChainWindow { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>The computers that must be among the logs. One that is not is a result of its own.</summary>
    public IReadOnlyList<string> ExpectedComputers { get; init; } = [];

    /// <summary>
    /// Whether the hunts also look at records that a file does not count as its own any more. They add findings; what could be seen is
    /// judged without them, since nothing is known of those that were written over.
    /// </summary>
    public bool IncludesRecovered { get; init; }

    /// <summary>How far earlier runs came: what they looked at is not looked at again. Null: everything is.</summary>
    internal HuntBookmark? Bookmark { get; init; }
}
