using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>The histories of all tasks of all computers.</summary>
internal sealed class TaskHistories
{
    private readonly Dictionary<string, TaskHistory> _tasks = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SchedulerCoverage> _logs = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every task that was seen.</summary>
    public IEnumerable<TaskHistory> Tasks => _tasks.Values;

    /// <summary>How many tasks were seen.</summary>
    public int Count => _tasks.Count;

    /// <summary>Takes an event of the scheduler's log, of the Security log, or the clearing of the former.</summary>
    /// <returns>The task that it tells of; null where it is the log that it tells of.</returns>
    public TaskHistory? Add(EventRecord record)
    {
        string machine = record.MachineName ?? "";
        SchedulerCoverage log = LogOf(machine);
        log.Pass(record.TimeCreated);
        if (record.Id == 104)
        {
            if (record.TimeCreated is DateTime cleared)
            {
                log.Clear(cleared);
            }

            return null;
        }

        bool isCopy = false;
        if (record.Id < 4698)
        {
            isCopy = !log.See(record.TimeCreated, record.RecordId, isChange: record.Id is 106 or 140 or 141);
        }

        string task = record.Data.Find("TaskName") ?? "";
        string key = KeyOf(machine, task);
        if (!_tasks.TryGetValue(key, out TaskHistory? history))
        {
            history = new TaskHistory(machine, task);
            _tasks.Add(key, history);
        }

        history.Add(record, isCopy);
        return history;
    }

    /// <summary>
    /// Forgets a task. That nothing registered it proves nothing from then on, so that the log of its computer counts as cleared.
    /// </summary>
    /// <param name="history">The task.</param>
    /// <param name="now">This moment. A computer whose clock is fast has events after it: there its log counts as cleared too.</param>
    public void Forget(TaskHistory history, DateTime now)
    {
        _tasks.Remove(KeyOf(history.MachineName, history.TaskName));
        if (_logs.TryGetValue(history.MachineName, out SchedulerCoverage? log))
        {
            log.Clear(log.Latest < now ? log.Latest : now);
            log.Clear(log.Latest);
        }
    }

    /// <summary>Forgets what was known of logs for longer than a time.</summary>
    /// <param name="kept">The time, which ends with the last event of each log. A clock that is wrong counts for no other computer.</param>
    /// <param name="now">This moment. One event of a later date ages nothing.</param>
    public void ForgetLogs(TimeSpan kept, DateTime now)
    {
        HashSet<string> computers = new(_tasks.Values.Select(task => task.MachineName), StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, SchedulerCoverage> log in _logs.ToArray())
        {
            DateTime latest = log.Value.Latest < now ? log.Value.Latest : now;
            if (latest - DateTime.MinValue > kept)
            {
                log.Value.Forget(latest - kept);
            }

            if (!computers.Contains(log.Key))
            {
                _logs.Remove(log.Key);
            }
        }
    }

    /// <summary>What is known of the scheduler's log of a computer; null where nothing of it was read.</summary>
    public SchedulerCoverage? CoverageOf(string machineName) =>
        _logs.TryGetValue(machineName, out SchedulerCoverage? log) && log.IsRead ? log : null;

    private static string KeyOf(string machine, string task) => $"{machine}\n{task}";

    private SchedulerCoverage LogOf(string machineName)
    {
        if (!_logs.TryGetValue(machineName, out SchedulerCoverage? log))
        {
            log = new SchedulerCoverage();
            _logs.Add(machineName, log);
        }

        return log;
    }
}
