using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Events;

/// <summary>
/// One way in which an event can be wanted: each property that is set must fit, and within a property one value suffices.
/// Texts are compared without case, as Windows does.
/// </summary>
public sealed class EventSelector
{
    /// <summary>The logs that the event may name as its own; <c>*</c> and <c>?</c> are wildcards. Empty: any.</summary>
    public IReadOnlyList<NamePattern> LogNames { get; init; } = [];

    /// <summary>The providers that may have written it; <c>*</c> and <c>?</c> are wildcards. Empty: any.</summary>
    public IReadOnlyList<NamePattern> ProviderNames { get; init; } = [];

    /// <summary>The event ids. Empty: any.</summary>
    public IReadOnlyList<int> Ids { get; init; } = [];

    /// <summary>The levels: 1 critical, 2 error, 3 warning, 4 information, 5 verbose; 0 logged always. Empty: any.</summary>
    public IReadOnlyList<int> Levels { get; init; } = [];

    /// <summary>The numbers that the event may have in the log of its computer. Empty: any.</summary>
    public IReadOnlyList<RecordIdRange> RecordIds { get; init; } = [];

    /// <summary>Named values that the event must have, each with the texts that it may be. Empty: any.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Data { get; init; } = [];

    /// <summary>
    /// Whether the names in <see cref="Data"/> are spelled as the manifest of their provider spells them. The event log service,
    /// which compares names with case, can be asked for them then.
    /// </summary>
    public bool HasManifestNames { get; init; }

    /// <summary>Whether it takes every event.</summary>
    public bool IsAny =>
        LogNames.Count + ProviderNames.Count + Ids.Count + Levels.Count + RecordIds.Count + Data.Count == 0;

    /// <summary>Whether the event is wanted.</summary>
    public bool Matches(EventRecord record) =>
        MayMatch(record.Id, record.LogName, record.ProviderName)
        && (Levels.Count == 0 || (record.Level is int level && Levels.Contains(level)))
        && RecordIdRange.AnyContains(RecordIds, record.RecordId)
        && Data.All(wanted => HasValue(record, wanted.Key, wanted.Value));

    /// <summary>Whether an event of which no more is known may be wanted.</summary>
    internal bool MayMatch(int id, string? logName, string? providerName) =>
        (Ids.Count == 0 || Ids.Contains(id)) && NamePattern.AnyMatches(ProviderNames, providerName) && NamePattern.AnyMatches(LogNames, logName);

    private static bool HasValue(EventRecord record, string name, IReadOnlyList<string> texts) =>
        record.Data.Find(name) is string value && texts.Contains(value, StringComparer.OrdinalIgnoreCase);
}
