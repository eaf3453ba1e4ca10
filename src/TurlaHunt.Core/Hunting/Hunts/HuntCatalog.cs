using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.KnownGood;

namespace TurlaHunt.Hunting.Hunts;

/// <summary>All hunts that there are. A new hunt is entered here.</summary>
public static class HuntCatalog
{
    /// <summary>Every hunt, in the order of their ids.</summary>
    /// <param name="known">The tasks that somebody vouches for, or null.</param>
    public static IReadOnlyList<Hunt> All(KnownTaskList? known = null) =>
    [
        new SuspiciousTaskCreationHunt(known),
        new NetUseProcessHunt(),
        new OutboundSmbHunt(),
        new SmbCredentialUseHunt(),
    ];

    /// <summary>The hunts whose id or title fits one of the patterns, in which <c>*</c> and <c>?</c> are wildcards.</summary>
    /// <param name="hunts">The hunts.</param>
    /// <param name="patterns">The patterns; none fits all.</param>
    /// <param name="unmatched">The patterns that fit no hunt.</param>
    public static IReadOnlyList<Hunt> Select(IReadOnlyList<Hunt> hunts, IReadOnlyList<string> patterns, out IReadOnlyList<string> unmatched)
    {
        NamePattern[] wanted = [.. patterns.Select(pattern => new NamePattern(pattern))];
        unmatched = [.. wanted.Where(pattern => !hunts.Any(hunt => Fits(pattern, hunt))).Select(pattern => pattern.Text)];
        return [.. hunts.Where(hunt => wanted.Length == 0 || Array.Exists(wanted, pattern => Fits(pattern, hunt)))];
    }

    private static bool Fits(NamePattern pattern, Hunt hunt) => pattern.IsMatch(hunt.Id) || pattern.IsMatch(hunt.Title);
}
