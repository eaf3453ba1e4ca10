using System;
using System.Collections.Generic;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>The histories of all tasks of all computers.</summary>
internal sealed class TaskHistories
{
    private readonly Dictionary<string, TaskHistory> _tasks = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SchedulerCoverage> _logs = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every task that was seen.</summary>
    public IEnumerable<TaskHistory> Tasks => _tasks.Values;

    /// <summary>Takes an event of the scheduler's log, of the Security log, or the clearing of the former.</summary>
    public void Add(EventRecord record)
    {
        string machine = record.MachineName ?? "";
        if (record.Id == 104)
        {
            if (record.TimeCreated is DateTime cleared)
            {
                LogOf(machine).Clear(cleared);
            }

            return;
        }

        bool isCopy = false;
        if (record.Id < 4698)
        {
            SchedulerCoverage log = LogOf(machine);
            isCopy = !log.See(record.TimeCreated, record.RecordId, isChange: record.Id is 106 or 140 or 141);
        }

        string task = record.Data.Find("TaskName") ?? "";
        string key = $"{machine}\n{task}";
        if (!_tasks.TryGetValue(key, out TaskHistory? history))
        {
            history = new TaskHistory(machine, task);
            _tasks.Add(key, history);
        }

        history.Add(record, isCopy);
    }

    /// <summary>What is known of the scheduler's log of a computer; null where nothing of it was read.</summary>
    public SchedulerCoverage? CoverageOf(string machineName) =>
        _logs.TryGetValue(machineName, out SchedulerCoverage? log) && log.IsRead ? log : null;

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
