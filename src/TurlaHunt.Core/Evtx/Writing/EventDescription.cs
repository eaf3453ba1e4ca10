using System;

namespace TurlaHunt.Evtx;

/// <summary>One event as it is to be written: what the System section says, and the payload.</summary>
/// <param name="ProviderName">The provider, for example <c>Microsoft-Windows-TaskScheduler</c>.</param>
/// <param name="EventId">The event id without its qualifiers.</param>
/// <param name="Time">When it happened, in UTC; kept to 100 ns.</param>
public sealed record EventDescription(string ProviderName, ushort EventId, DateTime Time)
{
    /// <summary>The provider's GUID; classic providers have none.</summary>
    public Guid? ProviderGuid { get; init; }

    /// <summary>The name under which a classic provider is registered.</summary>
    public string? EventSourceName { get; init; }

    /// <summary>The high word of a classic event's id.</summary>
    public ushort? Qualifiers { get; init; }

    /// <summary>The version of the event's layout.</summary>
    public byte Version { get; init; }

    /// <summary>0 to 5: always, critical, error, warning, information, verbose.</summary>
    public byte Level { get; init; }

    /// <summary>The provider's category.</summary>
    public ushort Task { get; init; }

    /// <summary>The step within the task.</summary>
    public byte Opcode { get; init; }

    /// <summary>The keyword mask.</summary>
    public ulong Keywords { get; init; }

    /// <summary>The record id; by default the one after the previous record's.</summary>
    public ulong? RecordId { get; init; }

    /// <summary>
    /// The number that the event had in the log of its computer; by default the record id. A collector's log counts its
    /// records anew, and each event keeps its own number.
    /// </summary>
    public ulong? OriginalRecordId { get; init; }

    /// <summary>The activity that the event belongs to.</summary>
    public Guid? ActivityId { get; init; }

    /// <summary>The activity that started this one.</summary>
    public Guid? RelatedActivityId { get; init; }

    /// <summary>The process that logged the event.</summary>
    public uint ProcessId { get; init; }

    /// <summary>The thread that logged the event.</summary>
    public uint ThreadId { get; init; }

    /// <summary>The channel, for example <c>Security</c>.</summary>
    public string Channel { get; init; } = "";

    /// <summary>The computer's name; it may be empty.</summary>
    public string Computer { get; init; } = "";

    /// <summary>The account in whose context the event was logged, as in <c>S-1-5-18</c>.</summary>
    public string? UserSid { get; init; }

    /// <summary>EventData or UserData; none gives an event that has only a System section.</summary>
    public EventPayload? Payload { get; init; }
}
