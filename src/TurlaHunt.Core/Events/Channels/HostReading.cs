using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace TurlaHunt.Events.Channels;

/// <summary>What came of taking an item.</summary>
internal enum Taken
{
    /// <summary>There is one.</summary>
    Item,

    /// <summary>There is none for the moment.</summary>
    Nothing,

    /// <summary>There will be none any more.</summary>
    Over,
}

/// <summary>
/// The logs of one computer while they are read, by a thread of their own and a bounded stretch ahead. A computer that hangs
/// keeps that thread, and nobody else: whoever takes the items can stop at any moment.
/// </summary>
internal sealed class HostReading<TItem> : IDisposable
{
    private const int MaxAhead = 1024;

    private readonly BlockingCollection<TItem> _items = new(MaxAhead);
    private readonly CancellationTokenSource _stop;
    private readonly IChannelSession _session;
    private readonly HostPulse _pulse;
    private readonly CancellationTokenRegistration _registration;
    private volatile bool _isGivenUp;
    private volatile bool _isStopped;
    private volatile ExceptionDispatchInfo? _unforeseen;

    /// <summary>Begins to read.</summary>
    /// <param name="session">The computer. It belongs to the reading.</param>
    /// <param name="produce">Gives the items; called on the other thread. It ends with the items, and throws nothing but that it was stopped.</param>
    /// <param name="pulse">Hears of each sign of life.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public HostReading(
        IChannelSession session,
        Func<IChannelSession, CancellationToken, IEnumerable<TItem>> produce,
        HostPulse pulse,
        CancellationToken cancellation)
    {
        _session = session;
        _pulse = pulse;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        // To end a call the computer may have to be asked as well: whoever stops does not wait for that.
        _registration = _stop.Token.Register(() => Task.Run(session.Cancel));
        CancellationToken token = _stop.Token;
        Worker = Task.Factory.StartNew(() => Run(produce, token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Ends when the other thread does: at the latest when whatever it waits for lets it go.</summary>
    internal Task Worker { get; }

    /// <summary>Whether nothing is read any more. Items may be left.</summary>
    public bool IsOver => _isGivenUp || _items.IsAddingCompleted;

    /// <summary>Whether it was given up.</summary>
    public bool IsGivenUp => _isGivenUp;

    /// <summary>Whether it ended because it was stopped, and not with its last item.</summary>
    public bool IsStopped => _isStopped;

    /// <summary>For how long the computer has told nothing; null while it is kept waiting because so many items were not taken.</summary>
    public TimeSpan? Silence => _pulse.Silence;

    /// <summary>Takes the next item.</summary>
    /// <param name="patience">How long is waited for it.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <param name="item">The item.</param>
    public Taken TryTake(TimeSpan patience, CancellationToken cancellation, out TItem item)
    {
        try
        {
            if (_items.TryTake(out item!, IsOver ? 0 : (int)patience.TotalMilliseconds, cancellation))
            {
                return Taken.Item;
            }
        }
        catch (OperationCanceledException)
        {
            item = default!;
            return Taken.Nothing;
        }

        if (!_isGivenUp && !_items.IsCompleted)
        {
            return Taken.Nothing;
        }

        // What the other thread could not foresee is thrown here.
        _unforeseen?.Throw();
        return Taken.Over;
    }

    /// <summary>Stops the reading and does not wait for it. What it gave up to now can be taken.</summary>
    public void GiveUp()
    {
        _isGivenUp = true;
        _stop.Cancel();
    }

    /// <summary>Stops the reading, if it is not over, and does not wait for it.</summary>
    public void Dispose()
    {
        if (!_items.IsAddingCompleted)
        {
            _stop.Cancel();
        }

        _registration.Dispose();
        Worker.ContinueWith(_ => _stop.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Run(Func<IChannelSession, CancellationToken, IEnumerable<TItem>> produce, CancellationToken cancellation)
    {
        try
        {
            foreach (TItem item in produce(new HeardSession(_session, _pulse, cancellation), cancellation))
            {
                _pulse.Hold();
                _items.Add(item, cancellation);
                _pulse.Release();
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            _isStopped = true;
        }
        catch (Exception unforeseen)
        {
            _unforeseen = ExceptionDispatchInfo.Capture(unforeseen);
        }
        finally
        {
            _items.CompleteAdding();

            // That may take as long as any other call.
            _session.Dispose();
        }
    }
}
