using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events;
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
}

/// <summary>A scheduled task that was made, changed or removed, as one event tells it.</summary>
/// <remarks>
/// Three accounts are kept apart, because logs are often misread here. The <see cref="Registrar"/> called the scheduler;
/// only Security events and the scheduler's own 140 and 141 name it. <see cref="RunAs"/> is the principal that the task
/// runs as; only the task's XML in Security events names it. The <see cref="UserContext"/> of the scheduler's 106 is the
/// principal where that is a user and some other account where it is a group, so by itself it proves neither.
/// </remarks>
public sealed class TaskCreation : Finding
{
    internal TaskCreation(
        Hunt hunt,
        EventRecord record,
        TaskOperation operation,
        TaskDefinition? definition,
        Severity severity,
        IReadOnlyList<string> reasons)
        : base(hunt, record, severity, reasons)
    {
        Operation = operation;
        TaskName = record.Data.Find("TaskName");
        UserContext = record.Data.Find("UserContext");
        ClientProcessId = EventText.ToInt64(record.Data.Find("ClientProcessId"));
        ParentProcessId = EventText.ToInt64(record.Data.Find("ParentProcessId"));
        LogonId = record.Data.Find("SubjectLogonId");
        RegistrarSid = record.Data.Find("SubjectUserSid");
        Registrar = RegistrarSid is null
            ? RegistrarOfScheduler(record)
            : AccountName.Join(record.Data.Find("SubjectDomainName"), record.Data.Find("SubjectUserName"));
        if (definition is null or { IsEmpty: true })
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

    /// <summary>What happened to the task.</summary>
    public TaskOperation Operation { get; }

    /// <summary>The task's path, such as \Microsoft\Windows\Chkdsk\ProactiveScan.</summary>
    public string? TaskName { get; }

    /// <summary>Who called the scheduler, as DOMAIN\name; null where the event does not say.</summary>
    public string? Registrar { get; }

    /// <summary>The SID of the registrar.</summary>
    public string? RegistrarSid { get; }

    /// <summary>The logon session of the registrar.</summary>
    public string? LogonId { get; }

    /// <summary>As whom the task runs: the user or group of its principal; null where the event holds no definition.</summary>
    public string? RunAs { get; }

    /// <summary>The account that the scheduler's own event shows. It is neither surely the registrar nor surely RunAs.</summary>
    public string? UserContext { get; }

    /// <summary>Whom the definition names as its author: free text, no proof of anything.</summary>
    public string? Author { get; }

    /// <summary>
    /// What it starts, one line for each action, with passwords blotted out; null where the event holds no definition.
    /// </summary>
    public string[]? Actions { get; }

    /// <summary>What it is started by, one line for each trigger; null where the event holds no definition.</summary>
    public string[]? Triggers { get; }

    /// <summary>The shortest time between two runs that a trigger repeats it with.</summary>
    public TimeSpan? RepetitionInterval { get; }

    /// <summary>Whether it runs with the highest rights of its account: HighestAvailable or LeastPrivilege.</summary>
    public string? RunLevel { get; }

    /// <summary>How it logs on, such as S4U or InteractiveToken.</summary>
    public string? LogonType { get; }

    /// <summary>Whether the task scheduler's window hides it.</summary>
    public bool? Hidden { get; }

    /// <summary>The description in its definition.</summary>
    public string? Description { get; }

    /// <summary>The process that called the scheduler, where the event names it (Windows 10 1903 and later).</summary>
    public long? ClientProcessId { get; }

    /// <summary>The parent of that process.</summary>
    public long? ParentProcessId { get; }

    /// <summary>Why the definition could not be read whole; null where it could, or where there is none.</summary>
    public string? DefinitionProblem { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Severity}: task '{TaskName}' {Operation} on {MachineName} at {TimeCreated:yyyy-MM-dd HH:mm:ss}Z");

    // 140 and 141 name the caller. 106 and 142 have an account too, but not surely his.
    private static string? RegistrarOfScheduler(EventRecord record) =>
        record.Id is 140 or 141 ? record.Data.Find("UserName") : null;
}
