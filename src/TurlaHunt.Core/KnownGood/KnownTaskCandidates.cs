using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.KnownGood;

/// <summary>Entries for a task that somebody vouches for, made of what the logs tell of it.</summary>
internal static class KnownTaskCandidates
{
    /// <summary>One entry for each definition that the task had.</summary>
    /// <param name="task">What the logs tell of it.</param>
    /// <param name="reason">Why it is known to be good.</param>
    /// <param name="owner">Who vouches for it.</param>
    /// <param name="expires">The last day, in UTC, on which that holds, or null.</param>
    /// <param name="obstacle">Why there are none, in a sentence; null where there are.</param>
    public static IReadOnlyList<KnownTask> Of(TaskProfile? task, string reason, string owner, DateTime? expires, out string? obstacle)
    {
        if (task is null || task.Versions.Count == 0)
        {
            obstacle = $"{Sentence(task?.Gap ?? "no event holds its definition")}, and a name proves nothing.";
            return [];
        }

        if (task.Versions.Any(version => version.Actions.Count == 0 || version.Actions.Contains(null)))
        {
            obstacle = "It does nothing, or something that cannot be bound: it has a password in its arguments, or is no program and no COM class.";
            return [];
        }

        KnownTask[] entries = [.. task.Versions.Select(version =>
            new KnownTask(task.Identity, version.Actions.Select(action => action!), version.RunAs, version.Author, reason, owner) { Expires = expires })];
        KnownVerdict verdict = new KnownTaskList(entries).Judge(task, DateTime.MinValue);
        obstacle = verdict.Status == KnownStatus.Known ? null
            : verdict.Status == KnownStatus.Hijacked ? "It was seen to start something that its definition does not name."
            : $"{Sentence(task.Gap!)}.";
        return obstacle is null ? entries : [];
    }

    private static string Sentence(string clause) => char.ToUpperInvariant(clause[0]) + clause.Substring(1);
}
