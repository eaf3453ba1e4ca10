using System.Collections.Generic;
using TurlaHunt.Events;
using TurlaHunt.Visibility;

namespace TurlaHunt.Hunting;

/// <summary>Events of one log in which a hunt can see what it needs, and what shows that Windows records them.</summary>
/// <param name="LogName">The log.</param>
/// <param name="Ids">The events.</param>
public sealed record HuntSource(string LogName, params IReadOnlyList<int> Ids)
{
    /// <summary>
    /// Whether they show all that the hunt needs. Others show part of it: less detail, only failures, or only what somebody's
    /// configuration names.
    /// </summary>
    public bool ShowsAll { get; init; }

    /// <summary>
    /// Whether they show all where there are none of them: the log records each case, though with too little detail.
    /// </summary>
    public bool ShowsAllWhereNone { get; init; }

    /// <summary>
    /// Events that Windows records under the same switch: one of them shows that it is on. Empty where it is the log's own,
    /// so that any event of the log shows it.
    /// </summary>
    public IReadOnlyList<int> Proof { get; init; } = [];

    /// <summary>
    /// Those of the proof that are few enough to be forwarded to a collector, beside what the hunt looks for. Without them a collector that
    /// got nothing could not tell whether there was nothing.
    /// </summary>
    public IReadOnlyList<EventSelector> ForwardedProof { get; init; } = [];

    /// <summary>Whether a running computer writes such proof all day, so that long silence means that it was off.</summary>
    public bool IsConstant { get; init; }

    /// <summary>Fields without which an event tells the hunt nothing, by event id.</summary>
    public IReadOnlyList<KeyValuePair<int, string[]>> Fields { get; init; } = [];

    /// <summary>The part of the audit policy that switches them on.</summary>
    public AuditSubcategory? Subcategory { get; init; }

    /// <summary>What makes Windows record them, in a sentence.</summary>
    public string Advice { get; init; } = "";
}
