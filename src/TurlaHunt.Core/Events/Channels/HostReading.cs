using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace TurlaHunt.Events.Channels;

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
    private readonly CancellationTokenRegistration _registration;

    /// <summary>Begins to read.</summary>
    /// <param name="session">The computer. It belongs to the reading.</param>
    /// <param name="produce">Gives the items; called on the other thread. It ends with the items, and throws nothing but that it was stopped.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public HostReading(IChannelSession session, Func<CancellationToken, IEnumerable<TItem>> produce, CancellationToken cancellation)
    {
        _session = session;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        // To end a call the computer may have to be asked as well: whoever stops does not wait for that.
        _registration = _stop.Token.Register(() => Task.Run(session.Cancel));
        CancellationToken token = _stop.Token;
        Worker = Task.Factory.StartNew(() => Run(produce, token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Ends when the other thread does: at the latest when whatever it waits for lets it go.</summary>
    internal Task Worker { get; }

    /// <summary>The items, in order. It ends when it is stopped, too.</summary>
    /// <param name="patience">How long is waited for the next one.</param>
    /// <exception cref="TimeoutException">None came within that time.</exception>
    public IEnumerable<TItem> Take(TimeSpan patience)
    {
        while (true)
        {
            TItem? item;
            try
            {
                if (!_items.TryTake(out item, (int)patience.TotalMilliseconds, _stop.Token))
                {
                    if (!_items.IsCompleted)
                    {
                        throw new TimeoutException();
                    }

                    break;
                }
            }
            catch (OperationCanceledException)
            {
                yield break;
            }

            yield return item;
        }

        // What the other thread could not foresee is thrown here.
        try
        {
            Worker.Wait(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            yield break;
        }
        catch (AggregateException unforeseen)
        {
            ExceptionDispatchInfo.Capture(unforeseen.InnerException!).Throw();
        }
    }

    /// <summary>Stops the reading, if it is not over, and does not wait for it.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _registration.Dispose();
        Worker.ContinueWith(_ => _stop.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Run(Func<CancellationToken, IEnumerable<TItem>> produce, CancellationToken cancellation)
    {
        try
        {
            foreach (TItem item in produce(cancellation))
            {
                _items.Add(item, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Nobody waits for it any more.
        }
        finally
        {
            _items.CompleteAdding();
            _session.Dispose();
        }
    }
}
