using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Hunting.Hunts;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>
/// Watches tasks. A life of a task is told the settling time after its first event, and again when something came that says more than
/// that the task ran: another definition, its deletion, another reason. What is told again is marked as an update.
/// </summary>
internal sealed class TaskWatch(SuspiciousTaskCreationHunt hunt, int most = TaskWatch.MostTasks) : HuntWatch
{
    /// <summary>How many tasks are remembered: those that something happened to last.</summary>
    public const int MostTasks = 1 << 14;

    /// <summary>A task with more changes is told, and begun anew.</summary>
    private const int MostChanges = 4 * TaskHistory.MostChangesAtEachEnd;

    /// <summary>So long what is known of the scheduler's logs counts.</summary>
    private static readonly TimeSpan LogsKept = TimeSpan.FromDays(40);

    private static readonly TimeSpan BetweenForgetting = TimeSpan.FromHours(1);

    /// <summary>So long the program that registered a task is looked for: its start may be in a log that comes later.</summary>
    private static readonly TimeSpan LookedFor = TimeSpan.FromMinutes(5);

    private readonly TaskHistories _histories = new();
    private readonly Dictionary<TaskHistory, WatchedTask> _tasks = [];
    private readonly HashSet<WatchedTask> _waiting = [];
    private List<WatchedTask> _chosen = [];
    private TaskClients _clients = new();
    private DateTime _forgot = DateTime.MinValue;
    private HashSet<string> _sources = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    internal override IReadOnlyCollection<string> ContextSources => _sources;

    /// <inheritdoc/>
    public override void AddContext(EventRecord record) => _clients.Add(record);

    /// <inheritdoc/>
    public override IEnumerable<Finding> Settle()
    {
        List<WatchedTask> chosen = _chosen;
        _chosen = [];
        TaskCreation[] told = [.. SuspiciousTaskCreationHunt.InOrder(chosen.SelectMany(Tell))];
        Forget(chosen);
        return told;
    }

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Examine(EventRecord record)
    {
        if (_histories.Add(record) is TaskHistory history)
        {
            if (!_tasks.TryGetValue(history, out WatchedTask? task))
            {
                _tasks.Add(history, task = new WatchedTask(history));
            }

            if (_waiting.Add(task))
            {
                task.Since = Now;
            }

            task.Last = Now;
            task.Happened = record.TimeCreated;
        }

        return [];
    }

    /// <inheritdoc/>
    protected override EventQuery? Choose()
    {
        _clients = new TaskClients { IsWantedKnown = true };
        _sources = new(StringComparer.OrdinalIgnoreCase);
        HashSet<long> wanted = [];
        DateTime until = DateTime.MinValue;
        foreach (WatchedTask task in _waiting.Where(task => IsSettled(task.Since, task.Happened)).ToArray())
        {
            _waiting.Remove(task);
            _chosen.Add(task);
            task.Lives = task.History.Lives();
            foreach (TaskLife life in task.Lives)
            {
                if (life.Registration?.Audit is { ClientProcessId: long id, Time: DateTime time } audited && IsWorthLooking(task.Find(life)))
                {
                    task.Looked.Add(life);
                    wanted.Add(id);
                    _clients.Want(task.History.MachineName, id, time);
                    until = time > until ? time : until;
                    _sources.Add(audited.Evidence.Source ?? "");
                }
            }
        }

        return wanted.Count == 0 ? null : hunt.ProcessesOf(wanted, until);
    }

    // A task that runs every minute is no reason to read the logs every minute.
    private bool IsWorthLooking(ToldLife? life) => life?.Looks is not Looks looks
        || (life.Clients.Count == 0 && Now - looks.First <= LookedFor && Now - looks.Last >= looks.Last - looks.First);

    private IEnumerable<TaskCreation> Tell(WatchedTask task)
    {
        List<ToldLife> told = [];
        foreach (TaskLife life in task.Lives)
        {
            ToldLife? before = task.Find(life);
            IReadOnlyList<TaskClient> clients = before is { Clients.Count: > 0 } ? before.Clients
                : life.Registration?.Audit is TaskEvent audited ? _clients.Find(task.History.MachineName, audited) : [];
            TaskCreation? dossier = hunt.Find(
                task.History, life, _histories.CoverageOf(task.History.MachineName), clients, Now, isUpdate: before?.Said is not null);
            string? said = dossier is null ? before?.Said : WhatIsSaid(dossier, life);
            Looks? looks = task.Looked.Contains(life) ? new Looks(before?.Looks?.First ?? Now, Now) : before?.Looks;
            told.Add(new ToldLife(life, said, clients, looks));
            if (dossier is not null && said != before?.Said)
            {
                yield return dossier;
            }
        }

        task.Told = told;
        task.Lives = [];
        task.Looked.Clear();
    }

    // Numbers in reasons, such as how often it ran, grow all the time; so do lists of updates that change nothing.
    private static string WhatIsSaid(TaskCreation dossier, TaskLife life) => string.Join(
        "\n",
        new[]
        {
            $"{dossier.Operation} {dossier.Severity} {dossier.KnownStatus} {dossier.DeletedTime:O} {dossier.ReplacedTime:O} {dossier.RegistrarSid}",
            dossier.Registrar,
            dossier.DeletedBy,
            dossier.ClientProcessName,
            $"{life.Versions.Count} {life.Changes.Count(change => change.Operation == TaskOperation.Updated && change.Audit is null)}",
        }
        .Concat(dossier.Reasons.Select(reason => string.Concat(reason.Where(letter => !char.IsDigit(letter))))));

    private void Forget(List<WatchedTask> chosen)
    {
        foreach (WatchedTask task in chosen.Where(task => task.History.ChangeCount > MostChanges))
        {
            Forget(task);
        }

        if (_tasks.Count > most)
        {
            foreach (WatchedTask task in _tasks.Values.Where(task => !_waiting.Contains(task)).OrderBy(task => task.Last)
                .Take(_tasks.Count - most + (most / 8)).ToArray())
            {
                Forget(task);
            }
        }

        if (Now - _forgot >= BetweenForgetting)
        {
            _forgot = Now;
            _histories.ForgetLogs(LogsKept, Now);
        }
    }

    private void Forget(WatchedTask task)
    {
        _tasks.Remove(task.History);
        _histories.Forget(task.History, Now);
    }

    /// <summary>A task, and what was told of it.</summary>
    private sealed class WatchedTask(TaskHistory history)
    {
        public TaskHistory History { get; } = history;

        /// <summary>When the first event came that it was not looked at for.</summary>
        public DateTime Since { get; set; }

        /// <summary>When the last event came.</summary>
        public DateTime Last { get; set; }

        /// <summary>When that happened.</summary>
        public DateTime? Happened { get; set; }

        public IReadOnlyList<TaskLife> Lives { get; set; } = [];

        /// <summary>Those of the lives whose registering program is looked for now.</summary>
        public HashSet<TaskLife> Looked { get; } = [];

        public List<ToldLife> Told { get; set; } = [];

        public ToldLife? Find(TaskLife life) => Told.Find(told => told.Is(life));
    }

    /// <summary>When something was looked for.</summary>
    private sealed record Looks(DateTime First, DateTime Last);

    /// <summary>What was told of a life; it is known again by its registration, or by having none.</summary>
    private sealed class ToldLife(TaskLife life, string? said, IReadOnlyList<TaskClient> clients, Looks? looks)
    {
        private readonly Evidence? _registration = life.Registration?.First.Evidence;
        private readonly DateTime? _afterDeletion = life.AfterDeletion;

        public string? Said { get; } = said;

        public IReadOnlyList<TaskClient> Clients { get; } = clients;

        /// <summary>When its registering program was looked for; null where nothing said which that is.</summary>
        public Looks? Looks { get; } = looks;

        public bool Is(TaskLife other) => _registration is null
            ? other.Registration is null && other.AfterDeletion == _afterDeletion
            : other.Registration?.Events.Any(item => EvidenceOrder.IsSame(item.Evidence, _registration)) == true;
    }
}
