using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Hunting.Tasks;

namespace TurlaHunt.KnownGood;

/// <summary>What the logs tell of one life of a task, as far as a list of known tasks binds it.</summary>
internal sealed class TaskProfile
{
    /// <summary>Why a task that may be another than it says cannot be bound.</summary>
    public const string StartedOther = "It was seen to start something that its definition does not name.";

    private TaskProfile(string taskName, string? machineName)
    {
        MachineName = machineName;
        Identity = TaskIdentity.Of(taskName, machineName);
    }

    public string Identity { get; }

    public string? MachineName { get; }

    /// <summary>Each definition that it had and that was read whole.</summary>
    public IReadOnlyList<TaskProfileVersion> Versions { get; private init; } = [];

    /// <summary>What its runs were seen to start.</summary>
    public IReadOnlyList<string> Started { get; private init; } = [];

    /// <summary>Why these may not be all definitions that it had; null where they are.</summary>
    public string? Gap { get; private init; }

    /// <summary>The profile of a life.</summary>
    /// <param name="taskName">The task's path.</param>
    /// <param name="machineName">The computer.</param>
    /// <param name="life">The life.</param>
    /// <param name="changesLeftOut">How many of its changes were not kept.</param>
    public static TaskProfile Of(string taskName, string? machineName, TaskLife life, int changesLeftOut = 0)
    {
        bool isWhole = life.AllChanges.SelectMany(change => change.Events).Any(item => item.HasWholeDefinition);
        return new TaskProfile(taskName, machineName)
        {
            Versions = [.. life.Versions.Where(version => version.Definition.IsComplete)
                .Select(version => new TaskProfileVersion(version.Definition, isWhole, taskName, machineName))],
            Started = life.Runs.Programs,
            Gap = GapOf(life, isWhole, changesLeftOut),
        };
    }

    /// <summary>What a list can bind of it: each definition that it had.</summary>
    /// <param name="obstacle">Why there are none, in a sentence; null where there are.</param>
    public IReadOnlyList<KnownDefinition> Bind(out string? obstacle)
    {
        if (Versions.Count == 0)
        {
            obstacle = $"{Sentence(Gap ?? "no event holds its definition")}, and a name proves nothing.";
            return [];
        }

        if (Versions.Any(version => version.Actions.Count == 0 || version.Actions.Contains(null)))
        {
            obstacle = "It does nothing, or something that cannot be bound: it has a password in its arguments, or is no program and no COM class.";
            return [];
        }

        if (Started.Any(program => !Versions.SelectMany(version => version.Actions).Any(action => action!.CanStart(program, MachineName))))
        {
            obstacle = StartedOther;
            return [];
        }

        KnownDefinition[] definitions = [.. Versions.Select(version =>
            new KnownDefinition([.. version.Actions.Select(action => action!)], version.RunAs, version.Author))];
        obstacle = Gap is not null ? $"{Sentence(Gap)}."
            : definitions.Any(definition => definition.ToString().Length > KnownDefinition.LongestText) ? "Its definition is too long for a list."
            : null;
        return obstacle is null ? definitions : [];
    }

    private static string Sentence(string clause) => char.ToUpperInvariant(clause[0]) + clause.Substring(1);

    private static string? GapOf(TaskLife life, bool isWhole, int changesLeftOut)
    {
        if (!isWhole)
        {
            return "no event holds its whole definition (4698 and 4702 do)";
        }

        if (life.Versions.Any(version => !version.Definition.IsComplete))
        {
            return "its definition could not be read whole";
        }

        // A registration or an update that only the scheduler's own log tells of may have made anything of it.
        bool isUnseen = life.AllChanges.Any(change =>
            change.Operation is TaskOperation.Registered or TaskOperation.Updated
            && !change.Events.Any(item => item.HasWholeDefinition));
        if (isUnseen || changesLeftOut > 0)
        {
            return "it was changed, and no event holds what it became";
        }

        // What ran before the first definition that was seen may have been another one, with the same program.
        long first = life.AllChanges.First(change => change.Events.Any(item => item.HasWholeDefinition)).Ticks;
        return life.Marks.Any(mark => mark.Ticks < first) ? "it ran before the first event that holds its definition" : null;
    }
}
