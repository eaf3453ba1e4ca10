using System;
using System.Collections.Concurrent;
using System.Threading;

namespace TurlaHunt.Events.Following;

/// <summary>What came of all computers and was not taken yet. It is bounded: who gives has to wait, or to come back.</summary>
/// <param name="cancellation">Says that nobody takes any more.</param>
internal sealed class HostItemQueue(CancellationToken cancellation) : IDisposable
{
    private const int MaxAhead = 1024;

    /// <summary>So long somebody waits who must not wait.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly BlockingCollection<HostItem> _items = new(MaxAhead);

    /// <summary>Whether there is none for the moment.</summary>
    public bool IsEmpty => _items.Count == 0;

    /// <summary>Gives an item, and waits until there is room for it.</summary>
    /// <exception cref="OperationCanceledException">Nobody takes any more.</exception>
    public void Give(HostItem item) => _items.Add(item, cancellation);

    /// <summary>Gives an item, if there is room for it within a moment.</summary>
    /// <exception cref="OperationCanceledException">Nobody takes any more.</exception>
    public bool TryGive(HostItem item) => _items.TryAdd(item, (int)Moment.TotalMilliseconds, cancellation);

    /// <summary>Takes an item.</summary>
    /// <param name="patience">How long is waited for it.</param>
    /// <param name="item">The item.</param>
    /// <returns>False where there is none, or where nobody takes any more.</returns>
    public bool TryTake(TimeSpan patience, out HostItem item)
    {
        try
        {
            return _items.TryTake(out item, (int)patience.TotalMilliseconds, cancellation);
        }
        catch (OperationCanceledException)
        {
            item = default;
            return false;
        }
    }

    /// <summary>Frees what it holds. Nobody gives any more, and nobody takes.</summary>
    public void Dispose() => _items.Dispose();
}
