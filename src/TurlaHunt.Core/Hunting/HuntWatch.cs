using System;
using System.Collections.Generic;
using TurlaHunt.Events;

namespace TurlaHunt.Hunting;

/// <summary>
/// A scan of a hunt that goes on while events are written. What belongs together comes within moments, from several logs and in any
/// order; so a finding is given when nothing new has come of it for a while. Its memory is bounded however long it lasts.
/// </summary>
/// <remarks>
/// Nothing is given before the logs were read up to the present. Then what happened longer ago is settled at once, as in a scan that ends.
/// </remarks>
public abstract class HuntWatch
{
    /// <summary>How long is waited for more of a finding after something of it has come.</summary>
    public static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(10);

    private bool _isOver;

    /// <summary>What had to be passed over so far, as <see cref="HuntRun.Gaps"/> says it.</summary>
    public virtual IReadOnlyList<EvaluationGap> Gaps => [];

    /// <summary>Whether the logs were read up to the present. What is remembered before that is what a scan that ends remembers.</summary>
    protected bool IsCaughtUp { get; private set; }

    /// <summary>This moment, as it was said last.</summary>
    protected DateTime Now { get; private set; }

    /// <summary>Looks at an event.</summary>
    /// <param name="record">The event.</param>
    /// <param name="now">This moment, in UTC.</param>
    /// <returns>What it shows by itself; often nothing.</returns>
    public IEnumerable<Finding> Examine(EventRecord record, DateTime now)
    {
        Now = now;
        return Examine(record);
    }

    /// <summary>Chooses what is settled by now. Called when no more events are there for the moment, and at the end.</summary>
    /// <param name="now">This moment, in UTC.</param>
    /// <param name="isOver">Whether nothing comes any more: then all is settled.</param>
    /// <returns>Events of the hunt's context that are worth reading the logs for before it is given; null where there are none.</returns>
    public EventQuery? Choose(DateTime now, bool isOver)
    {
        Now = now;
        _isOver = isOver;
        EventQuery? context = Choose();
        IsCaughtUp = true;
        return context;
    }

    /// <summary>
    /// The files and live logs that told of what was chosen and needs context. The logs of their computers hold it, if any do.
    /// </summary>
    internal virtual IReadOnlyCollection<string> ContextSources => [];

    /// <summary>Takes an event of that context.</summary>
    public virtual void AddContext(EventRecord record)
    {
    }

    /// <summary>Gives what was chosen, and lets go of what is not needed any more.</summary>
    public virtual IEnumerable<Finding> Settle() => [];

    /// <summary>Looks at an event.</summary>
    protected abstract IEnumerable<Finding> Examine(EventRecord record);

    /// <summary>Chooses what is settled.</summary>
    protected virtual EventQuery? Choose() => null;

    /// <summary>Whether something is settled.</summary>
    /// <param name="came">When it came.</param>
    /// <param name="happened">When it happened, where that is known.</param>
    protected bool IsSettled(DateTime came, DateTime? happened) =>
        _isOver || Now - came >= SettlingTime || (!IsCaughtUp && Now - happened >= SettlingTime);
}

/// <summary>Watches by a run whose findings each event shows by itself.</summary>
internal sealed class RunWatch(HuntRun run) : HuntWatch
{
    /// <inheritdoc/>
    public override IReadOnlyList<EvaluationGap> Gaps => run.Gaps;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Examine(EventRecord record) => run.Examine(record);
}
