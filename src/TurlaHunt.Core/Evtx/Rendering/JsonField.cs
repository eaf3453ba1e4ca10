using System;
using System.Collections.Generic;
using TurlaHunt.Events;

namespace TurlaHunt.Evtx.Rendering;

/// <summary>A property of an event that its System section holds.</summary>
/// <param name="Name">Its name in JSON, which is that of the property of <see cref="EventRecord"/>.</param>
/// <param name="Element">The child of System.</param>
/// <param name="Attribute">The attribute of that, or "" for its content.</param>
/// <param name="Kind">How it is written.</param>
/// <param name="Value">What an event has there: a long, a ulong of bits, a text, a GUID or a time; null for nothing.</param>
internal sealed record JsonField(
    string Name, string Element, string Attribute, JsonKind Kind, Func<EventRecord, object?> Value)
{
    /// <summary>
    /// Whether something else takes its place where it is missing: what the record's header says, or zero.
    /// </summary>
    public bool IsAlwaysThere => Name is "RecordId" or "TimeCreated" or "Id";

    /// <summary>The step that writes it.</summary>
    public JsonStepCode StepCode => Kind switch
    {
        JsonKind.Number => JsonStepCode.Number,
        JsonKind.Int => JsonStepCode.Int,
        JsonKind.Bits => JsonStepCode.Bits,
        JsonKind.Guid => JsonStepCode.Guid,
        JsonKind.Time => JsonStepCode.Time,
        _ => JsonStepCode.String,
    };

    /// <summary>All of them in the order in which they are written.</summary>
    public static IReadOnlyList<JsonField> All { get; } =
    [
        new("RecordId", "EventRecordID", "", JsonKind.Number, record => record.RecordId),
        new("TimeCreated", "TimeCreated", "SystemTime", JsonKind.Time, record => record.TimeCreated),
        new("Id", "EventID", "", JsonKind.Int, record => (long)record.Id),
        new("Qualifiers", "EventID", "Qualifiers", JsonKind.Int, record => (long?)record.Qualifiers),
        new("Version", "Version", "", JsonKind.Int, record => (long?)record.Version),
        new("Level", "Level", "", JsonKind.Int, record => (long?)record.Level),
        new("Task", "Task", "", JsonKind.Int, record => (long?)record.Task),
        new("Opcode", "Opcode", "", JsonKind.Int, record => (long?)record.Opcode),
        new("Keywords", "Keywords", "", JsonKind.Bits, record => (ulong?)record.Keywords),
        new("ProviderName", "Provider", "Name", JsonKind.Text, record => record.ProviderName),
        new("ProviderId", "Provider", "Guid", JsonKind.Guid, record => record.ProviderId),
        new("LogName", "Channel", "", JsonKind.Text, record => record.LogName),
        new("MachineName", "Computer", "", JsonKind.Text, record => record.MachineName),
        new("ProcessId", "Execution", "ProcessID", JsonKind.Number, record => record.ProcessId),
        new("ThreadId", "Execution", "ThreadID", JsonKind.Number, record => record.ThreadId),
        new("UserId", "Security", "UserID", JsonKind.Text, record => record.UserId),
        new("ActivityId", "Correlation", "ActivityID", JsonKind.Guid, record => record.ActivityId),
        new("RelatedActivityId", "Correlation", "RelatedActivityID", JsonKind.Guid, record => record.RelatedActivityId),
    ];

    /// <summary>Reads a text that stands in a template.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">What an event has there.</param>
    /// <returns>False where it takes the full way to tell.</returns>
    public bool TryParse(string text, out object? value)
    {
        value = Kind switch
        {
            JsonKind.Number when IsAlwaysThere => null,
            JsonKind.Number or JsonKind.Int => EventText.ToInt64(text),
            JsonKind.Bits => (ulong?)EventText.ToInt64(text),
            JsonKind.Guid => EventText.ToGuid(text),
            JsonKind.Text => text.Length == 0 && Attribute.Length > 0 ? null : text,
            _ => null,
        };
        return value is null ? !IsAlwaysThere : Kind != JsonKind.Int || value is long and >= int.MinValue and <= int.MaxValue;
    }
}

/// <summary>How a property is written.</summary>
internal enum JsonKind : byte
{
    /// <summary>A number of 64 bits.</summary>
    Number,

    /// <summary>A number of 32 bits.</summary>
    Int,

    /// <summary>Bits, as a string of hexadecimal digits.</summary>
    Bits,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A GUID.</summary>
    Guid,

    /// <summary>A time in UTC.</summary>
    Time,
}
