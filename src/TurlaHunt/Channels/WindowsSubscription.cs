using System;
using System.Diagnostics.Eventing.Reader;
using TurlaHunt.Events.Channels;
using WindowsEvent = System.Diagnostics.Eventing.Reader.EventRecord;

namespace TurlaHunt.Commands;

/// <summary>Events of a log while they are written, by the watcher of the framework. Nothing is decided here.</summary>
/// <remarks>
/// The watcher hands over what is there on the thread that starts it, which must not be one of the pool, and the rest on threads of the pool,
/// one event at a time. It asks for 64 events at once, which may not fit into one answer of the service. After an error it may call again and again with that error until it is stopped. It is not stopped by what it calls: then its start would fail.
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
            _watcher.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _watcher.Dispose();

    private void OnWritten(object? sender, EventRecordWrittenEventArgs written)
    {
        if (written.EventException is Exception failure)
        {
            ChannelException lost = _session.ToChannelException(failure, _logName);
            if (Environment.CurrentManagedThreadId == _starter)
            {
                throw lost;
            }

            _onLost(lost);
            return;
        }

        using WindowsEvent given = written.EventRecord;
        _onEvent(new WindowsChannelEvent(given, _session, _logName));
    }
}
