using System;

namespace TurlaHunt;

/// <summary>The record that shows a finding: enough to find it again in any tool.</summary>
public sealed class Evidence
{
    internal Evidence(EventRecord record)
    {
        TimeCreated = record.TimeCreated;
        Id = record.Id;
        LogName = record.LogName;
        RecordId = record.RecordId;
        Source = record.Source;
        Integrity = record.Integrity;
    }

    internal Evidence(long ticks, int id, string? logName, long recordId, string? source, RecordIntegrity integrity)
    {
        TimeCreated = ticks == 0 ? null : new DateTime(ticks, DateTimeKind.Utc);
        Id = id;
        LogName = logName;
        RecordId = recordId;
        Source = source;
        Integrity = integrity;
    }

    /// <summary>When the event happened, in UTC.</summary>
    public DateTime? TimeCreated { get; internal init; }

    /// <summary>The event id.</summary>
    public int Id { get; internal init; }

    /// <summary>The log that the event names as its own.</summary>
    public string? LogName { get; internal init; }

    /// <summary>Its number in that log.</summary>
    public long RecordId { get; internal init; }

    /// <summary>The file that it was read from, or the live log as in <c>\\DC01\Security</c>.</summary>
    public string? Source { get; internal init; }

    /// <summary>How far the record can be believed.</summary>
    public RecordIntegrity Integrity { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{LogName} record {RecordId} (event {Id}) in {Source}"
        + (Integrity == RecordIntegrity.Sound ? "" : $", {Integrity.ToString().ToLowerInvariant()}");
}
