using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>Processes by computer and number, the newest of each number: what a registration's client is looked up in.</summary>
internal sealed class TaskClients
{
    /// <summary>Numbers are used again; which process it was is told by the time. So many are kept where that is not known yet.</summary>
    private const int MostOfOneNumber = 16;

    /// <summary>Two logs tell of one start within this time.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, List<TaskClient>> _processes = new(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, SortedSet<DateTime>> _wanted = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether all that is wanted was told, so that nothing else is kept.</summary>
    public bool IsWantedKnown { get; set; }

    /// <summary>Tells that a process did something that its start will be looked up for.</summary>
    public void Want(string? machineName, long id, DateTime time)
    {
        string key = KeyOf(machineName, id);
        if (!_wanted.TryGetValue(key, out SortedSet<DateTime>? times))
        {
            times = [];
            _wanted.Add(key, times);
        }

        times.Add(time);
    }

    /// <summary>The number of the process that an event shows the start of.</summary>
    public static long? IdOf(EventRecord record) =>
        EventText.ToInt64(record.Data.Find(record.Id == 1 ? "ProcessId" : "NewProcessId"));

    public void Add(EventRecord record)
    {
        if (IdOf(record) is not long id)
        {
            return;
        }

        string key = KeyOf(record.MachineName, id);
        if (!_wanted.TryGetValue(key, out SortedSet<DateTime>? times) && IsWantedKnown)
        {
            return;
        }

        TaskClient client = new(record);
        if (!_processes.TryGetValue(key, out List<TaskClient>? same))
        {
            same = [];
            _processes.Add(key, same);
        }

        int place = same.FindIndex(other => EvidenceOrder.Compare(client.Evidence, other.Evidence) < 0);
        same.Insert(place < 0 ? same.Count : place, client);
        if (IsWantedKnown)
        {
            same.RemoveAll(other => other.Started is not DateTime started
                || (same.Find(later => later.Started - started > Apart)?.Started is DateTime next
                    && times!.GetViewBetween(started, next.AddTicks(-1)).Count == 0));
        }
        else if (same.Count > MostOfOneNumber)
        {
            same.RemoveAt(0);
        }
    }

    /// <summary>The events of the start of the process that caused an event, one from each log; none where it is not known.</summary>
    /// <remarks>
    /// It is the last process of that number that started before. Where its parent is another one than the event names, its
    /// own start is not in the logs.
    /// </remarks>
    public IReadOnlyList<TaskClient> Find(string machineName, TaskEvent caused)
    {
        if (caused.ClientProcessId is not long id || !_processes.TryGetValue(KeyOf(machineName, id), out List<TaskClient>? same))
        {
            return [];
        }

        TaskClient? last = same.FindLast(client => client.Started <= caused.Time);
        return last is null || (caused.ParentProcessId is long parent && last.ParentId is long other && parent != other)
            ? []
            : [.. same.Where(client => client.Started <= caused.Time && last.Started - client.Started <= Apart && client.ParentId == last.ParentId)
                .GroupBy(client => client.Evidence.Id).Select(log => log.Last())];
    }

    private static string KeyOf(string? machineName, long id) => FormattableString.Invariant($"{machineName}\n{id}");
}
