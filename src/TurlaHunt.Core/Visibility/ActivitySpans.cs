using System;
using System.Collections.Generic;

namespace TurlaHunt.Visibility;

/// <summary>
/// When something was active: stretches of time between whose events no more than half a day passed. Takes times in any order
/// and little memory however many there are.
/// </summary>
internal sealed class ActivitySpans
{
    /// <summary>A computer may be off for a night; longer silence may mean more.</summary>
    public static readonly TimeSpan LongSilence = TimeSpan.FromHours(12);

    // A log of decades, or of times that somebody made up, is told more coarsely rather than by ever more stretches.
    private const int Most = 512;

    private readonly List<(long First, long Last)> _spans = [];
    private long _silence = LongSilence.Ticks;
    private int _last;

    /// <summary>The stretches, in order, in ticks of a DateTime.</summary>
    public IReadOnlyList<(long First, long Last)> Spans => _spans;

    /// <summary>Adds a moment.</summary>
    public void Add(long ticks)
    {
        if (_last < _spans.Count)
        {
            (long first, long last) = _spans[_last];
            if (ticks >= first && ticks <= last)
            {
                return;
            }

            // Most events come a moment after the one before.
            if (ticks > last && ticks - last <= _silence && _last + 1 == _spans.Count)
            {
                _spans[_last] = (first, ticks);
                return;
            }
        }

        AddSpan(ticks, ticks);
    }

    /// <summary>Adds all of others.</summary>
    public void Add(ActivitySpans other)
    {
        foreach ((long first, long last) in other._spans)
        {
            AddSpan(first, last);
        }
    }

    /// <summary>The stretches of these in which nothing of the other was active for long.</summary>
    public IEnumerable<(long First, long Last)> Without(ActivitySpans other)
    {
        foreach ((long first, long last) in _spans)
        {
            long from = first;
            foreach ((long otherFirst, long otherLast) in other._spans)
            {
                if (otherLast < from)
                {
                    continue;
                }

                if (otherFirst > last)
                {
                    break;
                }

                if (otherFirst - from > LongSilence.Ticks)
                {
                    yield return (from, otherFirst);
                }

                from = Math.Max(from, otherLast);
            }

            if (last - from > LongSilence.Ticks)
            {
                yield return (from, last);
            }
        }
    }

    private void AddSpan(long first, long last)
    {
        // The first stretch that does not end long before this one.
        int low = 0;
        int high = _spans.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_spans[middle].Last < first - _silence)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        int end = low;
        for (; end < _spans.Count && _spans[end].First <= last + _silence; end++)
        {
            first = Math.Min(first, _spans[end].First);
            last = Math.Max(last, _spans[end].Last);
        }

        if (end == low + 1)
        {
            _spans[low] = (first, last);
        }
        else
        {
            _spans.RemoveRange(low, end - low);
            _spans.Insert(low, (first, last));
        }

        _last = low;
        if (_spans.Count > Most)
        {
            Coarsen();
        }
    }

    private void Coarsen()
    {
        _silence *= 2;
        (long First, long Last)[] all = [.. _spans];
        _spans.Clear();
        foreach ((long first, long last) in all)
        {
            if (_spans.Count > 0 && first - _spans[_spans.Count - 1].Last <= _silence)
            {
                _spans[_spans.Count - 1] = (_spans[_spans.Count - 1].First, last);
            }
            else
            {
                _spans.Add((first, last));
            }
        }

        _last = 0;
        if (_spans.Count > Most)
        {
            Coarsen();
        }
    }
}
