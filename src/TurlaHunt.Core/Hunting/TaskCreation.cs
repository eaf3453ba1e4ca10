using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.CommandLines;
using TurlaHunt.Hunting.Tasks;

namespace TurlaHunt;

/// <summary>What happened to a scheduled task.</summary>
public enum TaskOperation
{
    /// <summary>It was made.</summary>
    Registered,

    /// <summary>Its definition was replaced.</summary>
    Updated,

    /// <summary>It was removed.</summary>
    Deleted,

    /// <summary>It was switched on.</summary>
    Enabled,

    /// <summary>It was switched off.</summary>
    Disabled,

    /// <summary>It ran.</summary>
    Ran,
}

/// <summary>
/// The dossier of a scheduled task on one computer: one life of it, from its registration to its deletion or its next
/// registration, as all events of the logs together tell it. Where its registration was not seen, from what was seen first.
/// </summary>
/// <remarks>
/// Three accounts are kept apart, because logs are often misread here. The <see cref="Registrar"/> called the scheduler;
/// only the audit event of the registration names it. <see cref="RunAs"/> is the principal that the task runs as; only the
/// task's XML in audit events names it. The <see cref="UserContext"/> of the scheduler's 106 is the principal where that is
/// a user and some other account where it is a group, so by itself it proves neither.
/// </remarks>
public sealed class TaskCreation : Finding
{
    private const int MostRunRecords = 24;

    internal TaskCreation(
        Hunt hunt,
        TaskHistory history,
        TaskLife life,
        TaskSuspicion suspicion,
        Severity severity,
        IReadOnlyList<TaskClient> clients,
        bool isLogOfRunsRead)
        : base(hunt, history.MachineName, severity, suspicion.Reasons, suspicion.Techniques, EvidenceOf(life, clients))
    {
        TaskName = history.TaskName;
        Operation = life.AllChanges.FirstOrDefault()?.Operation ?? TaskOperation.Ran;
        TaskEvent? audited = life.Registration?.Audit;
        Registrar = life.Registration?.Caller;
        RegistrarSid = audited?.CallerSid;
        LogonId = audited?.LogonId;
        UserContext = life.Registration?.Scheduler?.UserContext;
        ClientProcessId = audited?.ClientProcessId;
        ParentProcessId = audited?.ParentProcessId;
        ClientProcessName = clients.Select(client => client.Name).FirstOrDefault(name => name is not null);
        ClientCommandLine = clients.Select(client => client.CommandLine).FirstOrDefault(line => line is not null);

        bool hasRuns = life.Marks.Count > 0;
        RunCount = hasRuns || isLogOfRunsRead ? life.Runs.Count : null;
        FirstRun = life.Runs.FirstStart;
        LastRun = life.Runs.LastStart;
        ObservedInterval = life.Runs.Interval;
        Started = hasRuns ? [.. life.Runs.Programs.Select(program => CommandLine.Redact(program))] : null;
        Changes = [.. life.Changes.Select(change => change.ToString())];
        ChangesLeftOut = history.ChangesLeftOut;
        DeletedTime = life.Deletion?.First.Time;
        DeletedBy = life.Deletion?.Caller;
        ReplacedTime = life.Replaced;
        Lifetime = life.Length;
        if (life.Definition is not TaskDefinition definition)
        {
            return;
        }

        RunAs = definition.Principal?.UserId ?? definition.Principal?.GroupId;
        RunLevel = definition.Principal?.RunLevel;
        LogonType = definition.Principal?.LogonType;
        Author = definition.Author;
        Description = definition.Description;
        Hidden = definition.Hidden;
        RepetitionInterval = definition.ShortestRepetition;
        Actions = [.. definition.Actions.Select(action => CommandLine.Redact(action.Text))];
        Triggers = [.. definition.Triggers.Select(trigger => trigger.Text)];
        DefinitionProblem = definition.Problem;
    }

    /// <summary>The task's path, such as \Microsoft\Windows\Chkdsk\ProactiveScan.</summary>
    public string TaskName { get; internal init; }

    /// <summary>
    /// What the dossier begins with: Registered, or, where the registration was not seen, what was done to it first; Ran
    /// where nothing but runs was seen.
    /// </summary>
    public TaskOperation Operation { get; internal init; }

    /// <summary>Who registered it, as DOMAIN\name; null where the log does not say.</summary>
    public string? Registrar { get; internal init; }

    /// <summary>The SID of the registrar.</summary>
    public string? RegistrarSid { get; internal init; }

    /// <summary>The logon session of the registrar.</summary>
    public string? LogonId { get; internal init; }

    /// <summary>As whom the task runs: the user or group of its principal; null where no event holds a definition.</summary>
    public string? RunAs { get; internal init; }

    /// <summary>The account that the scheduler's own event shows. It is neither surely the registrar nor surely RunAs.</summary>
    public string? UserContext { get; internal init; }

    /// <summary>Whom the definition names as its author: free text, no proof of anything.</summary>
    public string? Author { get; internal init; }

    /// <summary>The description in its definition.</summary>
    public string? Description { get; internal init; }

    /// <summary>
    /// What it starts, one line for each action, with passwords blotted out; null where no event holds a definition. As it
    /// was last, where it was changed.
    /// </summary>
    public string[]? Actions { get; internal init; }

    /// <summary>What it is started by, one line for each trigger; null where no event holds a definition.</summary>
    public string[]? Triggers { get; internal init; }

    /// <summary>The shortest time between two runs that a trigger repeats it with.</summary>
    public TimeSpan? RepetitionInterval { get; internal init; }

    /// <summary>Whether it runs with the highest rights of its account: HighestAvailable or LeastPrivilege.</summary>
    public string? RunLevel { get; internal init; }

    /// <summary>How it logs on, such as S4U or InteractiveToken.</summary>
    public string? LogonType { get; internal init; }

    /// <summary>Whether the task scheduler's window hides it.</summary>
    public bool? Hidden { get; internal init; }

    /// <summary>
    /// How often it ran; null where the log that tells of runs was not among those read. Where a task of several actions ran
    /// often, each action counts.
    /// </summary>
    public int? RunCount { get; internal init; }

    /// <summary>When it first ran, in UTC.</summary>
    public DateTime? FirstRun { get; internal init; }

    /// <summary>When it last ran, in UTC.</summary>
    public DateTime? LastRun { get; internal init; }

    /// <summary>The usual time between two runs; null where they are few or irregular.</summary>
    public TimeSpan? ObservedInterval { get; internal init; }

    /// <summary>What its runs were seen to start, without arguments; null where no run was seen.</summary>
    public string[]? Started { get; internal init; }

    /// <summary>What was done to it after its registration, a line each.</summary>
    public string[] Changes { get; internal init; }

    /// <summary>How many changes of this task there are too many of to be listed; none, as long as there are less than two thousand.</summary>
    public int ChangesLeftOut { get; internal init; }

    /// <summary>When it was deleted, in UTC; null where that was not seen.</summary>
    public DateTime? DeletedTime { get; internal init; }

    /// <summary>Who deleted it, as DOMAIN\name.</summary>
    public string? DeletedBy { get; internal init; }

    /// <summary>When it was registered anew without having been deleted, in UTC. That begins another dossier.</summary>
    public DateTime? ReplacedTime { get; internal init; }

    /// <summary>How long it lived; null where its registration or its deletion was not seen.</summary>
    public TimeSpan? Lifetime { get; internal init; }

    /// <summary>The process that registered it, where the event names it (Windows 10 1903 and later).</summary>
    public long? ClientProcessId { get; internal init; }

    /// <summary>The program of that process, where the logs show its start.</summary>
    public string? ClientProcessName { get; internal init; }

    /// <summary>Its command line, with passwords blotted out.</summary>
    public string? ClientCommandLine { get; internal init; }

    /// <summary>The parent of that process.</summary>
    public long? ParentProcessId { get; internal init; }

    /// <summary>Why the definition could not be read whole; null where it could, or where there is none.</summary>
    public string? DefinitionProblem { get; internal init; }

    /// <summary>What the given lists of known tasks say of it; null where none was given.</summary>
    public KnownStatus? KnownStatus { get; internal init; }

    /// <summary>Why they say so, in a sentence.</summary>
    public string? KnownReason { get; internal init; }

    /// <summary>
    /// What a list of known tasks would bind of it, each definition that it had in one line; null where that is not known.
    /// </summary>
    public string[]? Definitions { get; internal init; }

    /// <summary>Why that is not known, in a sentence; null where it is.</summary>
    public string? DefinitionGap { get; internal init; }

    /// <summary>
    /// Whether -Wait gave this dossier before: it is the same one, by its task, computer and first event, and says something new.
    /// </summary>
    public bool IsUpdate { get; internal init; }

    /// <inheritdoc/>
    internal override string Fact =>
        $"task {TaskName} {Operation.ToString().ToLowerInvariant()}{(Actions is { Length: > 0 } actions ? $": {string.Join("; ", actions)}" : "")}";

    /// <inheritdoc/>
    internal override string? Actor => Registrar;

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Severity}: task '{TaskName}' {Operation} on {MachineName} at {TimeCreated:yyyy-MM-dd HH:mm:ss}Z");

    // What it begins with stands first. Of many runs the first and the last are shown; all are counted.
    private static List<Evidence> EvidenceOf(TaskLife life, IReadOnlyList<TaskClient> clients)
    {
        List<TaskRunMark> marks = life.Marks;
        IEnumerable<TaskRunMark> runs = marks.Count <= MostRunRecords
            ? marks
            : marks.Take(MostRunRecords / 2).Concat(marks.Skip(marks.Count - (MostRunRecords / 2)));
        List<Evidence> evidence =
        [
            .. life.AllChanges.SelectMany(change => change.Events).Select(item => item.Evidence)
                .Concat(runs.Select(mark => mark.Evidence))
                .OrderBy(record => record, EvidenceOrder.Instance),
        ];
        if (life.AllChanges.FirstOrDefault()?.First.Evidence is Evidence first)
        {
            evidence.Remove(first);
            evidence.Insert(0, first);
        }

        evidence.AddRange(clients.Select(client => client.Evidence));
        return evidence;
    }
}
