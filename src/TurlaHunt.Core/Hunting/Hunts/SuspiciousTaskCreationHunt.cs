using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Hunting.Tasks;
using TurlaHunt.KnownGood;
using TurlaHunt.Visibility;

namespace TurlaHunt.Hunting.Hunts;

/// <summary>
/// Scheduled tasks that appear, change, run or vanish: the persistence of Topinambour, whose dropper makes a task that
/// starts every 30 minutes, and of KopiLuwak, whose task is called ProactiveScan like one of Windows' own.
/// </summary>
public sealed class SuspiciousTaskCreationHunt : Hunt
{
    /// <summary>Past this many processes it is faster to look at the start of every process.</summary>
    private const int MostProcessesByNumber = 64;

    private readonly KnownTaskList? _known;
    private readonly DateTime _now;

    /// <summary>Makes the hunt.</summary>
    /// <param name="known">The tasks that somebody vouches for, or null.</param>
    /// <param name="now">The time, in UTC, by which that expires; null for this moment.</param>
    public SuspiciousTaskCreationHunt(KnownTaskList? known = null, DateTime? now = null)
    {
        _known = known;
        _now = now ?? DateTime.UtcNow;
    }

    /// <inheritdoc/>
    public override string Id => "TH-0001";

    /// <inheritdoc/>
    public override string Title => "Scheduled task made, changed or removed";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Techniques { get; } = ["T1053.005"];

    /// <inheritdoc/>
    public override EventQuery Query { get; } = new(
    [
        HuntedLogs.TaskScheduler([106, 107, 110, 119, 129, 140, 141, 142, 200, 201]),
        HuntedLogs.Security([4698, 4699, 4700, 4701, 4702]),

        // Afterwards a task without a registration is nothing odd.
        HuntedLogs.Clearing(HuntedLogs.TaskSchedulerLog),
    ]);

    /// <inheritdoc/>
    public override EventQuery Context { get; } = new([HuntedLogs.Security([4688]), HuntedLogs.Sysmon([1])]);

    /// <inheritdoc/>
    public override IReadOnlyList<HuntNeed> Needs { get; } =
    [
        new HuntNeed(
            "registrations of scheduled tasks",
            new HuntSource(HuntedLogs.SecurityLog, 4698, 4699, 4700, 4701, 4702)
            {
                ShowsAll = true,
                Proof = [4698, 4699, 4700, 4701, 4702],
                Fields = [new(4698, ["TaskName", "TaskContent"]), new(4702, ["TaskName", "TaskContentNew"])],
                Subcategory = AuditSubcategory.OtherObjectAccess,
                Advice = "Audit the success of Other Object Access Events.",
            },
            new HuntSource(HuntedLogs.TaskSchedulerLog, 106, 140)
            {
                ShowsAllWhereNone = true,
                Fields = [new(106, ["TaskName"]), new(140, ["TaskName"])],
                Advice = "Enable the log Microsoft-Windows-TaskScheduler/Operational.",
            }),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<HuntCounterpart> Counterparts { get; } =
    [
        new(HuntedLogs.TaskSchedulerLog, 106, HuntedLogs.SecurityLog, 4698, VisibilityCause.AuditOfTasksMissing),
        new(HuntedLogs.SecurityLog, 4698, HuntedLogs.TaskSchedulerLog, 106, VisibilityCause.SchedulerEventsMissing),
    ];

    /// <inheritdoc/>
    public override bool IsByComputer => true;

    /// <inheritdoc/>
    public override HuntRun Start() => new Run(this);

    /// <inheritdoc/>
    public override HuntWatch Watch() => new TaskWatch(this);

    /// <summary>The processes of these numbers, up to a moment. Past so many it is faster to look at the start of every process.</summary>
    internal EventQuery ProcessesOf(IReadOnlyCollection<long> ids, DateTime until) =>
        (ids.Count > MostProcessesByNumber ? Context : ProcessesOf(ids)).Within(null, until.AddTicks(1));

    /// <summary>The dossier of a life; null where there is nothing to tell of it.</summary>
    /// <param name="history">The task.</param>
    /// <param name="life">The life.</param>
    /// <param name="coverage">What is known of the scheduler's log of that computer; null where nothing of it was read.</param>
    /// <param name="clients">The events of the start of the process that registered it.</param>
    /// <param name="now">The time by which the known tasks expire; null for when the hunt was made.</param>
    /// <param name="isUpdate">Whether it was told before.</param>
    internal TaskCreation? Find(
        TaskHistory history, TaskLife life, SchedulerCoverage? coverage, IReadOnlyList<TaskClient> clients, DateTime? now = null, bool isUpdate = false)
    {
        TaskSuspicion suspicion = TaskSuspicion.Of(
            history.TaskName, life, coverage, clients.Select(client => client.Name).FirstOrDefault());

        TaskProfile profile = TaskProfile.Of(history.TaskName, history.MachineName, life, history.ChangesLeftOut);
        KnownVerdict? verdict = _known?.Judge(profile, now ?? _now);
        suspicion.Consider(verdict);

        // Most tasks were made long before the log begins. That they run is worth a word only where something is odd.
        if (!life.AllChanges.Any() && suspicion.Severity == Severity.Informational)
        {
            return null;
        }

        IReadOnlyList<KnownDefinition> definitions = profile.Bind(out string? obstacle);
        Severity usual = life.Registration is null || verdict?.Status == KnownStatus.Known ? Severity.Informational : Severity.Low;
        return new TaskCreation(
            this, history, life, suspicion, suspicion.Severity > usual ? suspicion.Severity : usual, clients, coverage is not null)
        {
            KnownStatus = verdict?.Status,
            KnownReason = verdict?.Reason,
            Definitions = obstacle is null ? [.. definitions.Select(definition => definition.ToString())] : null,
            DefinitionGap = obstacle,
            IsUpdate = isUpdate,
        };
    }

    /// <summary>Dossiers in the order in which they are given: by computer, then the oldest first.</summary>
    internal static IEnumerable<TaskCreation> InOrder(IEnumerable<TaskCreation> dossiers) => dossiers
        .OrderBy(finding => finding.MachineName, StringComparer.OrdinalIgnoreCase)
        .ThenBy(finding => finding.Evidence[0], EvidenceOrder.Instance)
        .ThenBy(finding => finding.TaskName, StringComparer.Ordinal);

    // The number is text in events: hexadecimal in the Security log, decimal in Sysmon's.
    private static EventQuery ProcessesOf(IEnumerable<long> ids)
    {
        string[] texts = [.. ids.SelectMany(id => new[] { $"0x{id:x}", id.ToString(CultureInfo.InvariantCulture) })];
        return new EventQuery(
            [HuntedLogs.Security([4688], ("NewProcessId", texts)), HuntedLogs.Sysmon([1], ("ProcessId", texts))]);
    }

    private sealed class Run(SuspiciousTaskCreationHunt hunt) : HuntRun
    {
        private readonly TaskHistories _histories = new();
        private readonly TaskClients _clients = new();

        private readonly HashSet<long> _wanted = [];
        private readonly HashSet<string> _computers = new(StringComparer.OrdinalIgnoreCase);
        private DateTime _lastRegistration = DateTime.MinValue;

        public override bool WantsContextOf(string machineName) => _computers.Contains(machineName);

        public override EventQuery? WantContext()
        {
            _clients.IsWantedKnown = true;
            return _wanted.Count == 0 ? null : hunt.ProcessesOf(_wanted, _lastRegistration);
        }

        public override IEnumerable<Finding> Examine(EventRecord record)
        {
            _histories.Add(record);
            if (record.Id == 4698 && record.TimeCreated is DateTime time && EventText.ToInt64(record.Data.Find("ClientProcessId")) is long id)
            {
                _wanted.Add(id);
                _computers.Add(record.MachineName ?? "");
                _clients.Want(record.MachineName, id, time);
                _lastRegistration = time > _lastRegistration ? time : _lastRegistration;
            }

            return [];
        }

        public override void AddContext(EventRecord record) => _clients.Add(record);

        public override IEnumerable<Finding> Complete() => InOrder(
            _histories.Tasks.SelectMany(history => history.Lives().Select(life => Find(history, life)).OfType<TaskCreation>()));

        private TaskCreation? Find(TaskHistory history, TaskLife life) => hunt.Find(
            history,
            life,
            _histories.CoverageOf(history.MachineName),
            life.Registration?.Audit is TaskEvent audited ? _clients.Find(history.MachineName, audited) : []);
    }
}
