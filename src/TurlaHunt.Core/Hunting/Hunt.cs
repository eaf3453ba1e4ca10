using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events;

namespace TurlaHunt.Hunting;

/// <summary>
/// The description of a hunt: what it looks for and why. It holds no state and knows neither where events come from nor
/// where findings go; a run of it does the looking.
/// </summary>
public abstract class Hunt
{
    private HashSet<string>? _neededLogs;

    /// <summary>Its lasting id, such as TH-0001. Never given to another hunt.</summary>
    public abstract string Id { get; }

    /// <summary>What it is about, in a few words.</summary>
    public abstract string Title { get; }

    /// <summary>The ATT&amp;CK techniques that its findings may be part of.</summary>
    public abstract IReadOnlyList<string> Techniques { get; }

    /// <summary>The events that it needs to see.</summary>
    public abstract EventQuery Query { get; }

    /// <summary>Events that can say more about what is found, such as the start of the process behind it; often none.</summary>
    public virtual EventQuery? Context => null;

    /// <summary>What it must be able to see, all of it, before finding nothing means anything.</summary>
    public abstract IReadOnlyList<HuntNeed> Needs { get; }

    /// <summary>Events that belong together in two logs: one without the other shows that something was not recorded.</summary>
    public virtual IReadOnlyList<HuntCounterpart> Counterparts => [];

    /// <summary>
    /// Whether all that it finds comes at the end and is of one computer each, in the order of their names: then a scan of many
    /// computers can be several scans of some of them.
    /// </summary>
    public virtual bool IsByComputer => false;

    /// <summary>Which computers should forward its events to a collector: those of a hunt for what every computer does often only few.</summary>
    public virtual SubscriptionKind Forwarding => SubscriptionKind.Baseline;

    /// <summary>The logs that it looks into.</summary>
    internal IReadOnlyList<string> LogNames =>
    [
        .. Query.Selectors.Concat(Context?.Selectors ?? []).SelectMany(selector => selector.LogNames).Select(name => name.Text)
            .Concat(NeededLogs)
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>Those logs that show what it must be able to see, each once.</summary>
    internal HashSet<string> NeededLogs => _neededLogs ??= new HashSet<string>(
        Needs.SelectMany(need => need.Sources).Select(source => source.LogName), StringComparer.OrdinalIgnoreCase);

    /// <summary>Begins one scan.</summary>
    public abstract HuntRun Start();

    /// <summary>Begins a scan that does not end by itself: of events while they are written.</summary>
    public virtual HuntWatch Watch() => new RunWatch(Start());
}

/// <summary>
/// One scan of a hunt over the events that its query wants. They come oldest first within each log; one log may come
/// before another or after it, and what is found must not depend on that.
/// </summary>
public abstract class HuntRun
{
    /// <summary>Looks at an event.</summary>
    /// <returns>What it shows by itself; often nothing.</returns>
    public abstract IEnumerable<Finding> Examine(EventRecord record);

    /// <summary>What the scan had to pass over so far. Nothing found there means nothing.</summary>
    public virtual IReadOnlyList<EvaluationGap> Gaps => [];

    /// <summary>
    /// Those events of the hunt's context that are worth reading the logs a second time, asked for once, after the first time. So
    /// nothing has to be remembered that turns out to be of no interest. Null where there are none.
    /// </summary>
    public virtual EventQuery? WantContext() => null;

    /// <summary>Whether that context may be on a computer: where not, its logs need no second reading.</summary>
    public virtual bool WantsContextOf(string machineName) => true;

    /// <summary>Takes an event of the hunt's context, before the scan ends.</summary>
    public virtual void AddContext(EventRecord record)
    {
    }

    /// <summary>Ends the scan. Called once, after the last event.</summary>
    /// <returns>What only all events together show.</returns>
    public virtual IEnumerable<Finding> Complete() => [];
}
