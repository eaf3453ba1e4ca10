using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>All that the logs say about one task of one computer, whatever order they say it in.</summary>
internal sealed class TaskHistory(string machineName, string taskName)
{
    /// <summary>
    /// How many of the oldest updates, and of the newest, are kept at least. Registrations and deletions always are, and the
    /// first update to each definition.
    /// </summary>
    public const int MostChangesAtEachEnd = 1024;

    private readonly TaskVersions _versions = new();
    private readonly TaskRunLog _runs = new();
    private List<TaskEvent> _borders = [];
    private List<TaskEvent> _changes = [];

    public string MachineName { get; private set; } = machineName;

    public string TaskName { get; private set; } = taskName;

    /// <summary>How many updates are not among those that are kept.</summary>
    public int ChangesLeftOut { get; private set; }

    /// <summary>How many events that changed it are kept.</summary>
    public int ChangeCount => _borders.Count + _changes.Count;

    /// <summary>Takes an event of the task.</summary>
    /// <param name="record">The event.</param>
    /// <param name="isCopy">Whether it was read before, in a copy of its log.</param>
    public void Add(EventRecord record, bool isCopy)
    {
        // One name in two cases is one task. Which of them is shown must not depend on which came first.
        MachineName = Lesser(MachineName, record.MachineName);
        TaskName = Lesser(TaskName, record.Data.Find("TaskName"));
        if (TaskRunMark.Of(record) is TaskRunMark mark)
        {
            _runs.Add(mark, isCopy);
        }
        else if (TaskEvent.Of(record, _versions) is TaskEvent item)
        {
            (item.IsBorder ? _borders : _changes).Add(item);
            if (_changes.Count >= 4 * MostChangesAtEachEnd)
            {
                Condense();
            }
        }
    }

    /// <summary>Its lives, oldest first. Runs before the first registration, or after a deletion, are lives of their own.</summary>
    public IReadOnlyList<TaskLife> Lives()
    {
        Condense();
        _borders = Sorted(_borders);
        return TaskLives.Of(TaskChange.Join(Sorted([.. _borders, .. _changes])), _runs.Marks());
    }

    private void Condense()
    {
        _changes = Sorted(_changes);
        if (_changes.Count <= 2 * MostChangesAtEachEnd)
        {
            return;
        }

        int before = _changes.Count;
        int newest = before - MostChangesAtEachEnd;
        HashSet<TaskVersion> seen = [];
        _changes = [.. _changes.Where((item, place) =>
            (item.Version is not null && seen.Add(item.Version)) || place < MostChangesAtEachEnd || place >= newest)];
        ChangesLeftOut += before - _changes.Count;
    }

    // Without the second and further copies of a record.
    private static List<TaskEvent> Sorted(List<TaskEvent> events)
    {
        List<TaskEvent> sorted = new(events.Count);
        foreach (TaskEvent item in events.OrderBy(item => item.Evidence, EvidenceOrder.Instance))
        {
            if (sorted.Count == 0 || !EvidenceOrder.IsSame(sorted[sorted.Count - 1].Evidence, item.Evidence))
            {
                sorted.Add(item);
            }
        }

        return sorted;
    }

    private static string Lesser(string one, string? other) => other is null || string.CompareOrdinal(one, other) <= 0 ? one : other;
}
