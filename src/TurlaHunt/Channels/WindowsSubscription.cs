using System;
using System.Diagnostics.Eventing.Reader;
using System.Threading;
using TurlaHunt.Events.Channels;
using WindowsEvent = System.Diagnostics.Eventing.Reader.EventRecord;

namespace TurlaHunt.Commands;

/// <summary>Events of a log while they are written, by the watcher of the framework. Nothing is decided here.</summary>
/// <remarks>
/// The watcher hands over what is there on the thread that starts it, which must not be one of the pool, and the rest on threads of the pool,
/// one event at a time. What is thrown on the thread that starts it ends its start, however much is there; on a thread of the pool it would
/// end the program. It asks for 64 events at once, which may not fit into one answer of the service. After an error it may call again and
/// again, without a pause, with that error and with events of which nothing is known, until it is stopped. It is not stopped by what it
/// calls: then its start would fail.
/// </remarks>
#if NET
[System.Runtime.Versioning.SupportedOSPlatform("windows")]
#endif
internal sealed class WindowsSubscription : IDisposable
{
    private readonly WindowsChannelSession _session;
    private readonly string _logName;
    private readonly Action<ChannelEvent> _onEvent;
    private readonly Action<ChannelException> _onLost;
    private readonly EventLogWatcher _watcher;
    private readonly int _starter = Environment.CurrentManagedThreadId;
    private readonly ManualResetEventSlim _isEnding = new();
    private int _isLost;

    public WindowsSubscription(
        WindowsChannelSession session,
        string logName,
        Func<EventLogWatcher> make,
        Action<ChannelEvent> onEvent,
        Action<ChannelException> onLost)
    {
        _session = session;
        _logName = logName;
        _onEvent = onEvent;
        _onLost = onLost;
        _watcher = session.Try(make, logName);
        _watcher.EventRecordWritten += OnWritten;
        try
        {
            session.Try(() => _watcher.Enabled = true, logName);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isEnding.Set();
        _watcher.Dispose();
    }

    private void OnWritten(object? sender, EventRecordWrittenEventArgs written)
    {
        if (written.EventException is Exception failure)
        {
            OnFailure(_session.ToChannelException(failure, _logName));
            return;
        }

        using WindowsEvent given = written.EventRecord;
        if (Volatile.Read(ref _isLost) == 0)
        {
            _onEvent(new WindowsChannelEvent(given, _session, _logName));
        }
    }

    private void OnFailure(ChannelException lost)
    {
        if (Environment.CurrentManagedThreadId == _starter)
        {
            throw lost;
        }

        if (Interlocked.Exchange(ref _isLost, 1) == 0)
        {
            _onLost(lost);
        }
        else
        {
            // It calls as fast as it can until somebody ends it.
            _isEnding.Wait();
        }
    }
}
