using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.KnownGood;

/// <summary>Entries for a task that somebody vouches for.</summary>
internal static class KnownTaskCandidates
{
    /// <summary>One entry for each definition.</summary>
    /// <param name="identity">What the task is called on every computer.</param>
    /// <param name="definitions">Its definitions, as dossiers and counts have them.</param>
    /// <param name="reason">Why it is known to be good.</param>
    /// <param name="owner">Who vouches for it.</param>
    /// <param name="expires">The last day, in UTC, on which that holds, or null.</param>
    /// <exception cref="FormatException">A text is no definition.</exception>
    public static IReadOnlyList<KnownTask> Of(
        string identity, IEnumerable<string> definitions, string reason, string owner, DateTime? expires) =>
    [
        .. definitions.Select(text => KnownDefinition.Parse(text) ?? throw new FormatException($"'{text}' is not what a task does."))
            .Select(definition => new KnownTask(identity, definition.Actions, definition.RunAs, definition.Author, reason, owner)
            {
                Expires = expires,
            }),
    ];
}
