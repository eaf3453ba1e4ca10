using System;
using TurlaHunt.Events;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>What one event says about the life of a task: only what a dossier needs of it.</summary>
internal sealed class TaskEvent
{
    private TaskEvent(EventRecord record, TaskOperation operation, TaskVersion? version)
    {
        EventData data = record.Data;
        Operation = operation;
        Version = version;
        Evidence = new Evidence(record);
        IsAudit = record.Id >= 4698;
        CallerSid = data.Find("SubjectUserSid");
        LogonId = data.Find("SubjectLogonId");
        UserContext = data.Find("UserContext");
        ClientProcessId = EventText.ToInt64(data.Find("ClientProcessId"));
        ParentProcessId = EventText.ToInt64(data.Find("ParentProcessId"));

        // Of the scheduler's own events 140 and 141 name the caller. 106 and 142 have an account too, but not surely his.
        Caller = IsAudit
            ? AccountName.Join(data.Find("SubjectDomainName"), data.Find("SubjectUserName"))
            : record.Id is 140 or 141 ? data.Find("UserName") : null;
    }

    public TaskOperation Operation { get; }

    /// <summary>Whether the Security log tells it, and not the scheduler's own.</summary>
    public bool IsAudit { get; }

    public DateTime? Time => Evidence.TimeCreated;

    public long Ticks => Evidence.TimeCreated?.Ticks ?? 0;

    /// <summary>Who called the scheduler, as DOMAIN\name; null where the event does not say.</summary>
    public string? Caller { get; }

    public string? CallerSid { get; }

    public string? LogonId { get; }

    /// <summary>The account of 106: the principal where that is a user, some other account where it is a group.</summary>
    public string? UserContext { get; }

    public long? ClientProcessId { get; }

    public long? ParentProcessId { get; }

    /// <summary>The definition that the event holds, or null.</summary>
    public TaskVersion? Version { get; }

    /// <summary>Whether the definition is given as it was registered; 4699 to 4701 leave defaults out of theirs.</summary>
    public bool HasWholeDefinition => Version is not null && Evidence.Id is 4698 or 4702;

    public Evidence Evidence { get; }

    /// <summary>Whether a life of the task begins or ends with it.</summary>
    public bool IsBorder => Operation is TaskOperation.Registered or TaskOperation.Deleted;

    /// <summary>Reads an event; null for one that tells of no such operation.</summary>
    /// <param name="record">An event of the scheduler's log or of the Security log.</param>
    /// <param name="versions">The task's definitions so far.</param>
    public static TaskEvent? Of(EventRecord record, TaskVersions versions) =>
        OperationOf(record.Id) is TaskOperation operation
            // 4702 alone calls the definition by another name. 106, 140, 141 and 142 have none.
            ? new TaskEvent(
                record, operation, versions.Add(record.Data.Find("TaskContent") ?? record.Data.Find("TaskContentNew"), record))
            : null;

    private static TaskOperation? OperationOf(int id) => id switch
    {
        106 or 4698 => TaskOperation.Registered,
        140 or 4702 => TaskOperation.Updated,
        141 or 4699 => TaskOperation.Deleted,
        4700 => TaskOperation.Enabled,
        142 or 4701 => TaskOperation.Disabled,
        _ => null,
    };
}
