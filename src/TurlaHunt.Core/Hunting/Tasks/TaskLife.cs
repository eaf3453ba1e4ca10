using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>
/// One life of a task: from its registration to its deletion or its next registration. Where the registration was not seen,
/// from the first that was seen of it.
/// </summary>
internal sealed class TaskLife
{
    private TaskRuns? _runs;

    public TaskLife(TaskChange? registration, DateTime? afterDeletion = null)
    {
        Registration = registration;
        AfterDeletion = afterDeletion;
    }

    public TaskChange? Registration { get; }

    /// <summary>When the task had been deleted, where it lives on without having been registered again.</summary>
    public DateTime? AfterDeletion { get; }

    /// <summary>Updates, and the like, in their order.</summary>
    public List<TaskChange> Changes { get; } = [];

    public TaskChange? Deletion { get; set; }

    /// <summary>When it was registered anew without having been deleted.</summary>
    public DateTime? Replaced { get; set; }

    /// <summary>The traces of its runs, oldest first.</summary>
    public List<TaskRunMark> Marks { get; } = [];

    /// <summary>Its runs. Asked for only when all traces are there.</summary>
    public TaskRuns Runs => _runs ??= TaskRuns.Of(Marks);

    /// <summary>All that was done to it, oldest first.</summary>
    public IEnumerable<TaskChange> AllChanges =>
        new[] { Registration }.Concat(Changes).Append(Deletion).OfType<TaskChange>();

    /// <summary>How long it lived; null where one end is not known.</summary>
    public TimeSpan? Length => Deletion?.First.Time - Registration?.First.Time;

    /// <summary>Its definition, the last where it was changed; null where no event holds one.</summary>
    public TaskDefinition? Definition => Versions.Select(version => version.Definition).FirstOrDefault();

    /// <summary>
    /// Its definitions, the last one first. Where one is known as it was registered, those that other events repeat
    /// without their defaults say nothing new, unless they do something else: then a change was not audited.
    /// </summary>
    public IReadOnlyList<TaskVersion> Versions
    {
        get
        {
            TaskEvent[] known = [.. AllChanges.SelectMany(change => change.Events).Where(item => item.Version is not null).Reverse()];
            HashSet<TaskVersion> whole = [.. known.Where(item => item.HasWholeDefinition).Select(item => item.Version!)];
            HashSet<(string, string?)> seen = [.. whole.SelectMany(DoneBy)];
            return [.. known.Select(item => item.Version!).Distinct()
                .Where(version => whole.Count == 0 || whole.Contains(version) || !seen.IsSupersetOf(DoneBy(version)))];
        }
    }
    private static IEnumerable<(string Text, string? Folder)> DoneBy(TaskVersion version) =>
        version.Definition.Actions.Select(action => (action.Text, action.WorkingDirectory));
}
