using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Hunting.CommandLines;

namespace TurlaHunt.KnownGood;

/// <summary>Tasks that somebody vouches for, of one list or of several.</summary>
public sealed class KnownTaskList
{
    private readonly ILookup<string, KnownTask> _byName;

    /// <summary>Makes a list.</summary>
    public KnownTaskList(IEnumerable<KnownTask> tasks)
    {
        Tasks = [.. tasks];
        _byName = Tasks.ToLookup(task => task.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The entries, in their order.</summary>
    public IReadOnlyList<KnownTask> Tasks { get; }

    /// <summary>Says whether a task is known.</summary>
    /// <param name="task">What the logs tell of it. Each definition that it had must be known, and what it was seen to start.</param>
    /// <param name="now">The time, in UTC, by which entries expire.</param>
    internal KnownVerdict Judge(TaskProfile task, DateTime now)
    {
        KnownTask[] namesakes = [.. _byName[task.Identity]];
        if (namesakes.Length == 0)
        {
            return new KnownVerdict(KnownStatus.Unknown, "No known task has its name.");
        }

        List<KnownTask> known = [];
        foreach (TaskProfileVersion version in task.Versions)
        {
            KnownTask? match = namesakes
                .Where(entry => version.DifferenceTo(entry) is null)
                .OrderBy(entry => entry.HasExpired(now))
                .FirstOrDefault();
            if (match is null)
            {
                return Hijacked(namesakes[0], version.DifferenceTo(namesakes[0])!);
            }

            known.Add(match);
        }

        IEnumerable<KnownAction> actions = (known.Count > 0 ? known : [.. namesakes]).SelectMany(entry => entry.Parts);
        if (task.Started.FirstOrDefault(program => !actions.Any(action => action.CanStart(program, task.MachineName))) is string other)
        {
            return Hijacked(namesakes[0], $"was seen to start {CommandLine.Redact(other)}");
        }

        if (task.Gap is not null || known.Count == 0)
        {
            return new KnownVerdict(
                KnownStatus.Unknown,
                $"It has the name of a known task, which proves nothing: {task.Gap ?? "no event holds its definition"}.");
        }

        KnownTask? expired = known.Find(entry => entry.HasExpired(now));
        return expired is not null
            ? new KnownVerdict(
                KnownStatus.Expired,
                FormattableString.Invariant($"It was known to be good until {expired.Expires:yyyy-MM-dd}: {Vouch(expired)}."))
            : new KnownVerdict(KnownStatus.Known, $"It is known to be good: {Vouch(known[0])}.");
    }

    private static KnownVerdict Hijacked(KnownTask entry, string difference) =>
        new(KnownStatus.Hijacked, $"It has the name of a known task, but {difference} ({Vouch(entry)}).");

    private static string Vouch(KnownTask entry) =>
        $"{entry.Reason.TrimEnd('.')}, says {entry.Owner}" + (entry.Source is null ? "" : FormattableString.Invariant($", {entry.Source}, line {entry.Line}"));
}
