using System;
using System.Collections.Generic;
using TurlaHunt.Events;
using TurlaHunt.Events.Following;

namespace TurlaHunt.Hunting;

/// <summary>Runs a hunt over events that are followed, and gives what it finds as soon as that is settled.</summary>
/// <param name="hunt">The hunt.</param>
/// <param name="pace">What time it is.</param>
/// <param name="readContext">Reads events of its context, which belongs to what some sources told, and hands them over.</param>
/// <param name="onGap">
/// Hears of what had to be passed over, by computer, log and kind: at first, and again each time that it has become much more. What was
/// said of some events long ago does not stand for all that come.
/// </param>
internal sealed class HuntFollowing(
    Hunt hunt, FollowPace pace, Action<EventQuery, IReadOnlyCollection<string>, Action<EventRecord>> readContext, Action<EvaluationGap> onGap)
{
    /// <summary>Of so many events more at least something is said again; of a large number only when it has doubled.</summary>
    private const long FewestMore = 10;

    private static readonly TimeSpan BetweenGaps = TimeSpan.FromMinutes(1);

    private readonly HuntWatch _watch = hunt.Watch();
    private readonly Dictionary<(string? Machine, string? Source, string Problem), long> _told = [];
    private DateTime _gapsAt = DateTime.MinValue;

    /// <summary>Looks at events until they end.</summary>
    /// <param name="records">The events; null where there are no more for the moment.</param>
    public IEnumerable<Finding> Find(IEnumerable<EventRecord?> records)
    {
        foreach (EventRecord? record in records)
        {
            foreach (Finding finding in record is null ? Settle(isOver: false) : _watch.Examine(record, pace.Now))
            {
                yield return finding;
            }
        }

        foreach (Finding finding in Settle(isOver: true))
        {
            yield return finding;
        }
    }

    private IEnumerable<Finding> Settle(bool isOver)
    {
        if (_watch.Choose(pace.Now, isOver) is EventQuery context)
        {
            readContext(context, _watch.ContextSources, _watch.AddContext);
        }

        if (isOver || pace.Now - _gapsAt >= BetweenGaps)
        {
            _gapsAt = pace.Now;
            foreach (EvaluationGap gap in _watch.Gaps)
            {
                (string?, string?, string) key = (gap.MachineName, gap.Source, gap.Problem);
                if (!_told.TryGetValue(key, out long told) || gap.Lacking - told >= Math.Max(told, FewestMore))
                {
                    _told[key] = gap.Lacking;
                    onGap(gap);
                }
            }
        }

        return _watch.Settle();
    }
}
