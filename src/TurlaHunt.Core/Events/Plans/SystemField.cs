using System;

namespace TurlaHunt.Events.Plans;

/// <summary>A property of an event that its System section holds.</summary>
internal enum SystemField : byte
{
    /// <summary>None: what stands there is not told.</summary>
    None,
    ProviderName,
    ProviderId,
    EventSourceName,
    Id,
    Qualifiers,
    Version,
    Level,
    Task,
    Opcode,
    Keywords,
    TimeCreated,
    RecordId,
    ActivityId,
    RelatedActivityId,
    ProcessId,
    ThreadId,
    LogName,
    MachineName,
    UserId,
}

/// <summary>Finds the properties of an event in its System section, and sets them.</summary>
internal static class SystemFields
{
    /// <summary>The property that a child of System holds.</summary>
    /// <param name="element">The child.</param>
    /// <param name="attribute">An attribute of it, or "" for its content.</param>
    public static SystemField Of(string element, string attribute) => (element, attribute) switch
    {
        ("Provider", "Name") => SystemField.ProviderName,
        ("Provider", "Guid") => SystemField.ProviderId,
        ("Provider", "EventSourceName") => SystemField.EventSourceName,
        ("EventID", "") => SystemField.Id,
        ("EventID", "Qualifiers") => SystemField.Qualifiers,
        ("Version", "") => SystemField.Version,
        ("Level", "") => SystemField.Level,
        ("Task", "") => SystemField.Task,
        ("Opcode", "") => SystemField.Opcode,
        ("Keywords", "") => SystemField.Keywords,
        ("TimeCreated", "SystemTime") => SystemField.TimeCreated,
        ("EventRecordID", "") => SystemField.RecordId,
        ("Correlation", "ActivityID") => SystemField.ActivityId,
        ("Correlation", "RelatedActivityID") => SystemField.RelatedActivityId,
        ("Execution", "ProcessID") => SystemField.ProcessId,
        ("Execution", "ThreadID") => SystemField.ThreadId,
        ("Channel", "") => SystemField.LogName,
        ("Computer", "") => SystemField.MachineName,
        ("Security", "UserID") => SystemField.UserId,
        _ => SystemField.None,
    };

    /// <summary>Sets a property by its text.</summary>
    /// <param name="record">The event.</param>
    /// <param name="field">The property.</param>
    /// <param name="text">What the event says.</param>
    public static void Set(this EventRecord record, SystemField field, string text)
    {
        switch (field)
        {
            case SystemField.ProviderName:
                record.ProviderName = text;
                break;
            case SystemField.ProviderId or SystemField.ActivityId or SystemField.RelatedActivityId:
                record.Set(field, EventText.ToGuid(text));
                break;
            case SystemField.EventSourceName:
                record.ProviderName ??= text;
                break;
            case SystemField.TimeCreated:
                record.TimeCreated = EventText.ToTime(text);
                break;
            case SystemField.RecordId:
                record.RecordId = EventText.ToInt64(text) ?? record.RecordId;
                break;
            case SystemField.LogName:
                record.LogName = text;
                break;
            case SystemField.MachineName:
                record.MachineName = text;
                break;
            case SystemField.UserId:
                record.UserId = text;
                break;
            case SystemField.None:
                break;
            default:
                record.Set(field, EventText.ToInt64(text));
                break;
        }
    }

    /// <summary>Sets a property that is a number; null is none.</summary>
    public static void Set(this EventRecord record, SystemField field, long? number)
    {
        switch (field)
        {
            case SystemField.Id:
                record.Id = (int)(number ?? 0);
                break;
            case SystemField.Qualifiers:
                record.Qualifiers = (int?)number;
                break;
            case SystemField.Version:
                record.Version = (int?)number;
                break;
            case SystemField.Level:
                record.Level = (int?)number;
                break;
            case SystemField.Task:
                record.Task = (int?)number;
                break;
            case SystemField.Opcode:
                record.Opcode = (int?)number;
                break;
            case SystemField.Keywords:
                record.Keywords = number;
                break;
            case SystemField.RecordId:
                record.RecordId = number ?? record.RecordId;
                break;
            case SystemField.ProcessId:
                record.ProcessId = number;
                break;
            case SystemField.ThreadId:
                record.ThreadId = number;
                break;
            default:
                break;
        }
    }

    /// <summary>Sets a property that is a GUID; null is none.</summary>
    public static void Set(this EventRecord record, SystemField field, Guid? guid)
    {
        switch (field)
        {
            case SystemField.ProviderId:
                record.ProviderId = guid;
                break;
            case SystemField.ActivityId:
                record.ActivityId = guid;
                break;
            case SystemField.RelatedActivityId:
                record.RelatedActivityId = guid;
                break;
            default:
                break;
        }
    }

    /// <summary>Whether a property is a number.</summary>
    public static bool IsNumber(this SystemField field) => field is SystemField.Id or SystemField.Qualifiers or SystemField.Version
        or SystemField.Level or SystemField.Task or SystemField.Opcode or SystemField.Keywords or SystemField.RecordId
        or SystemField.ProcessId or SystemField.ThreadId;
}
