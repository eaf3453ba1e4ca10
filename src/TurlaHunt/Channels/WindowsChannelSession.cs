using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics.Eventing.Reader;
using System.Linq;
using TurlaHunt.Events.Channels;
using WindowsEvent = System.Diagnostics.Eventing.Reader.EventRecord;

namespace TurlaHunt.Commands;

/// <summary>
/// One computer's event log service, by the reader of the framework. Nothing is decided here: calls go down, errors come up as
/// <see cref="ChannelException"/>.
/// </summary>
#if NET
[System.Runtime.Versioning.SupportedOSPlatform("windows")]
#endif
internal sealed class WindowsChannelSession(ChannelHost host) : IChannelSession
{
    /// <summary>
    /// So many events of the largest size, 64 KiB, fit into one answer of the service, which holds 2 MiB at most
    /// (MAX_RPC_BATCH_SIZE in MS-EVEN6).
    /// </summary>
    private const int EventsAtOnce = 32;

    private volatile EventLogSession? _session;
    private volatile EventLogReader? _reader;
    private volatile bool _isCancelled;

    private EventLogSession Session => _session ??= Open();

    /// <inheritdoc/>
    public IReadOnlyList<string> ListLogs() => Try(() => Session.GetLogNames().ToArray(), null);

    /// <inheritdoc/>
    public ChannelSetup GetSetup(string logName) => Try(
        () =>
        {
            using EventLogConfiguration configuration = new(logName, Session);
            return new ChannelSetup(configuration.IsEnabled, configuration.LogType is EventLogType.Analytical or EventLogType.Debug);
        },
        logName);

    /// <inheritdoc/>
    public IEnumerable<ChannelEvent> Read(string logName, string queryList, bool isNewestFirst, ChannelPlace? after = null)
    {
        using EventLogReader reader = Try(
            () => new EventLogReader(
                new EventLogQuery(logName, PathType.LogName, queryList) { Session = Session, ReverseDirection = isNewestFirst },
                (EventBookmark?)after?.Mark)
            {
                BatchSize = EventsAtOnce,
            },
            logName);
        _reader = reader;
        try
        {
            while (true)
            {
                using WindowsEvent? given = Try(reader.ReadEvent, logName);
                if (given is null)
                {
                    yield break;
                }

                yield return new WindowsChannelEvent(given, this, logName);
            }
        }
        finally
        {
            _reader = null;
        }
    }

    /// <inheritdoc/>
    public IDisposable Subscribe(
        string logName, string queryList, ChannelPlace? after, Action<ChannelEvent> onEvent, Action<ChannelException> onLost) =>
        new WindowsSubscription(
            this,
            logName,
            () => new EventLogWatcher(
                new EventLogQuery(logName, PathType.LogName, queryList) { Session = Session },
                (EventBookmark?)after?.Mark,
                readExistingEvents: after is null),
            onEvent,
            onLost);

    /// <inheritdoc/>
    public void Cancel()
    {
        _isCancelled = true;
        try
        {
            // The service of this computer is asked without a session.
            if (IsLocal)
            {
                _reader?.CancelReading();
            }
            else
            {
                _session?.CancelCurrentOperations();
            }
        }
        catch (Exception failure) when (
            failure is EventLogException or UnauthorizedAccessException or InvalidOperationException or OperationCanceledException)
        {
            // It was over already.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _session?.Dispose();

    /// <summary>Makes a call, and a <see cref="ChannelException"/> of its error.</summary>
    /// <exception cref="OperationCanceledException">What was going on was ended: nothing is asked any more.</exception>
    public T Try<T>(Func<T> call, string? logName)
    {
        try
        {
            return _isCancelled ? throw new OperationCanceledException() : call();
        }
        catch (Exception failure) when (
            failure is UnauthorizedAccessException or EventLogException or ArgumentException or InvalidOperationException or Win32Exception)
        {
            throw ToChannelException(failure, logName);
        }
    }

    /// <summary>What an error of the framework's reader means.</summary>
    public ChannelException ToChannelException(Exception failure, string? logName) => failure switch
    {
        UnauthorizedAccessException => new ChannelException(ChannelFailure.AccessDenied, host, logName, "", failure),
        EventLogException told => new ChannelException(ChannelException.KindOf(CodeOf(told)), host, logName, failure.Message, failure),

        // Such as a time in an event that no calendar has.
        _ => new ChannelException(ChannelFailure.ReadFailed, host, logName, failure.Message, failure),
    };

    private bool IsLocal => host.Name is null && host.Account is null;

    // Nothing goes over the network here yet.
    private EventLogSession Open() => IsLocal
        ? new EventLogSession()
        : new EventLogSession(host.Name, host.Account?.Domain, host.Account?.UserName, host.Account?.Password, SessionAuthentication.Default);

    /// <summary>The place that a bookmark points to.</summary>
    public static ChannelPlace PlaceOf(EventBookmark bookmark, string logName)
    {
#if NET
        string xml = bookmark.BookmarkXml;
#else
        // .NET Framework keeps the text for itself, except where it is serialized.
        System.Runtime.Serialization.SerializationInfo info = new(bookmark.GetType(), new System.Runtime.Serialization.FormatterConverter());
        ((System.Runtime.Serialization.ISerializable)bookmark).GetObjectData(info, default);
        string? xml = null;
        foreach (System.Runtime.Serialization.SerializationEntry entry in info)
        {
            xml ??= entry.Value as string;
        }

#endif
        return new ChannelPlace(bookmark, ChannelPlace.NumberIn(xml, logName));
    }

    private static int CodeOf(EventLogException failure)
    {
#if NET
        return failure.HResult & 0xFFFF;
#else
        // .NET Framework keeps the code for itself, except where it is serialized.
        System.Runtime.Serialization.SerializationInfo info = new(failure.GetType(), new System.Runtime.Serialization.FormatterConverter());
        failure.GetObjectData(info, default);
        return info.GetInt32("errorCode");
#endif
    }
}
