using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace TurlaHunt.Events.Channels;

/// <summary>
/// Computers that are read some at a time, and whose items are taken in their order. One that tells nothing for too long is left, whether
/// its turn has come or not, so that any number of them that hang together cost hardly more than one.
/// </summary>
/// <param name="begin">Begins to read logs of one computer.</param>
/// <param name="degree">How many computers are read at once.</param>
/// <param name="patience">
/// How long a computer may tell nothing. Not this one: no network lies in between, and to look through a large log may take its time.
/// </param>
internal sealed class HostLine<TResult>(
    Func<ChannelAddress[], CancellationToken, HostReading<ChannelItem<TResult>>> begin, int degree, TimeSpan patience)
{
    /// <summary>
    /// So many times as many may be read and not taken yet, where the first ones are slow: the others have their turn meanwhile, and memory
    /// stays bounded.
    /// </summary>
    private const int MostAhead = 4;

    private const int ItemsBetweenLooks = 256;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <summary>The items of all computers, in order. Those of one that was left end with that failure.</summary>
    /// <param name="hosts">The logs of each computer.</param>
    /// <param name="cancellation">Ends it at once.</param>
    public IEnumerable<ChannelItem<TResult>> Take(IEnumerable<ChannelAddress[]> hosts, CancellationToken cancellation)
    {
        Queue<ChannelAddress[]> waiting = new(hosts);
        Queue<HostPlace<TResult>> line = new();
        int taken = 0;
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                if (taken == 0)
                {
                    LeaveSilent(line);
                    Fill(line, waiting, cancellation);
                    if (line.Count == 0)
                    {
                        yield break;
                    }
                }

                HostPlace<TResult> first = line.Peek();
                Taken outcome = first.Reading.TryTake(BetweenLooks, cancellation, out ChannelItem<TResult> item);
                taken = outcome == Taken.Item ? (taken + 1) % ItemsBetweenLooks : 0;
                if (outcome == Taken.Item)
                {
                    first.Note(item);
                    yield return item;
                }
                else if (outcome == Taken.Over)
                {
                    line.Dequeue().Reading.Dispose();
                    foreach (ChannelItem<TResult> last in first.Reading.IsGivenUp ? first.Leave(patience) : [])
                    {
                        yield return last;
                    }
                }
            }
        }
        finally
        {
            foreach (HostPlace<TResult> place in line)
            {
                place.Reading.Dispose();
            }
        }
    }

    private void LeaveSilent(Queue<HostPlace<TResult>> line)
    {
        foreach (HostPlace<TResult> place in line.Where(place => !place.IsOfThisComputer && !place.Reading.IsOver && place.Reading.Silence >= patience))
        {
            place.Reading.GiveUp();
        }
    }

    private void Fill(Queue<HostPlace<TResult>> line, Queue<ChannelAddress[]> waiting, CancellationToken cancellation)
    {
        int going = line.Count(place => !place.Reading.IsOver);
        for (; waiting.Count > 0 && going < degree && line.Count < degree * MostAhead; going++)
        {
            ChannelAddress[] logs = waiting.Dequeue();
            line.Enqueue(new HostPlace<TResult>(begin(logs, cancellation), logs));
        }
    }
}

/// <summary>A computer in the line.</summary>
internal sealed class HostPlace<TResult>(HostReading<ChannelItem<TResult>> reading, ChannelAddress[] logs)
{
    private readonly HashSet<string> _begun = new(StringComparer.OrdinalIgnoreCase);
    private ChannelAddress _current = logs[0];
    private bool _isInLog;

    public HostReading<ChannelItem<TResult>> Reading { get; } = reading;

    public bool IsOfThisComputer => _current.Host.Name is null;

    /// <summary>Keeps in mind which log its items are at.</summary>
    public void Note(in ChannelItem<TResult> item)
    {
        _current = item.Channel;
        _isInLog = item.Kind != ChannelItemKind.End && (_isInLog || item.Kind == ChannelItemKind.Begin);
        if (item.Kind != ChannelItemKind.Result)
        {
            _begun.Add(item.Channel.LogName);
        }
    }

    /// <summary>What is told where it was left because it told nothing: as of any computer that is lost.</summary>
    public IEnumerable<ChannelItem<TResult>> Leave(TimeSpan silence)
    {
        yield return ChannelItem<TResult>.Of(_current, ChannelException.OfSilence(_current.Host, silence));
        if (_isInLog)
        {
            yield return new ChannelItem<TResult>(_current, ChannelItemKind.End);
        }

        foreach (ChannelAddress log in logs.Where(log => log != _current && !log.Names.HasWildcards && !_begun.Contains(log.LogName)))
        {
            yield return ChannelItem<TResult>.LeftOut(log, ChannelSource.ReasonOfLost(log.Host));
        }
    }
}
