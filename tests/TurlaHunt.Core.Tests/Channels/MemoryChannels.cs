using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Xml.Linq;
using TurlaHunt.Events.Channels;

namespace TurlaHunt.Tests.Channels;

/// <summary>
/// Live logs in memory: computers with logs of events that were read from files. It answers queries as the event log service does,
/// and fails or hangs where a test says so.
/// </summary>
internal sealed partial class MemoryChannels : IChannelReader
{
    private readonly Dictionary<string, Computer> _computers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What was asked, as <c>computer log query</c>, in any order.</summary>
    public ConcurrentBag<string> Queries { get; } = [];

    /// <summary>The computers that were turned to.</summary>
    public List<ChannelHost> Hosts { get; } = [];

    /// <summary>A computer; the empty name is this one.</summary>
    public Computer this[string name]
    {
        get
        {
            if (!_computers.TryGetValue(name, out Computer? computer))
            {
                _computers.Add(name, computer = new Computer());
            }

            return computer;
        }
    }

    public IChannelSession Connect(ChannelHost host)
    {
        Hosts.Add(host);
        return new Session(this, host, _computers.TryGetValue(host.Name ?? "", out Computer? computer) ? computer : Computer.Away);
    }

    /// <summary>A computer.</summary>
    internal sealed class Computer
    {
        private int _closed;
        private int _hangs;

        public static Computer Away { get; } = new() { Failure = ChannelFailure.HostUnreachable };

        public Dictionary<string, Log> Logs { get; } = new(StringComparer.OrdinalIgnoreCase);

        /// <summary>Why nothing can be had of it.</summary>
        public ChannelFailure? Failure { get; set; }

        /// <summary>Set when it was asked for something and hangs; null where it does not hang.</summary>
        public ManualResetEventSlim? Hanging { get; set; }

        /// <summary>How many of those who turned to it are done with it.</summary>
        public int Closed => Volatile.Read(ref _closed);

        /// <summary>How often somebody hung there.</summary>
        public int Hangs => Volatile.Read(ref _hangs);

        /// <summary>Its subscriptions, each once as long as it lasts.</summary>
        public List<Subscription> Subscriptions { get; } = [];

        /// <summary>Is run when somebody subscribes to a log, before that is done.</summary>
        public Action<string>? OnSubscribe { get; set; }

        /// <summary>Is run before each event is given to somebody who subscribed.</summary>
        public Action? OnGive { get; set; }

        /// <summary>What is thrown, of any kind, when it is asked how a log is set up.</summary>
        public Exception? Fault { get; set; }

        /// <summary>Ends all subscriptions, as where the computer is lost.</summary>
        public void Lose(ChannelFailure failure)
        {
            foreach (Subscription subscription in Lasting())
            {
                subscription.Dispose();
                subscription.OnLost(new ChannelException(failure, new ChannelHost("of the test"), null, "So the test wants it."));
            }
        }

        /// <summary>Forgets all subscriptions without a word.</summary>
        public void Forget()
        {
            lock (Subscriptions)
            {
                Subscriptions.Clear();
            }
        }

        /// <summary>The events of a log at this moment.</summary>
        public MemoryEvent[] EventsOf(Log log)
        {
            lock (Subscriptions)
            {
                return [.. log.Events];
            }
        }

        /// <summary>The subscriptions that last.</summary>
        public Subscription[] Lasting()
        {
            lock (Subscriptions)
            {
                return [.. Subscriptions];
            }
        }

        /// <summary>Writes the events of a log to those of the computer, as Windows does while they are followed.</summary>
        public void Write(params IEnumerable<EventRecord> records)
        {
            foreach (EventRecord record in records)
            {
                lock (Subscriptions)
                {
                    string log = record.LogName ?? "";
                    if (!Logs.TryGetValue(log, out Log? written))
                    {
                        Logs.Add(log, written = new Log());
                    }

                    MemoryEvent added = new(record, record.ToXml());
                    written.Events.Add(added);
                    foreach (Subscription subscription in Subscriptions.Where(one => one.LogName.Equals(log, StringComparison.OrdinalIgnoreCase)).ToArray())
                    {
                        subscription.Give(added);
                    }
                }
            }
        }

        /// <summary>Somebody hangs.</summary>
        public void Hang() => Interlocked.Increment(ref _hangs);

        /// <summary>Somebody is done with it.</summary>
        public void Close() => Interlocked.Increment(ref _closed);

        /// <summary>Set when whoever waited for it went away.</summary>
        public ManualResetEventSlim WasCancelled { get; } = new();

        /// <summary>Puts the events of files into logs, each into the one that it names.</summary>
        public Computer Add(params IEnumerable<string> paths) =>
            Add(paths.SelectMany(path => ReadLog.Of(path).Records), record => record.LogName ?? "");

        /// <summary>Puts the events of files into one log, as a collector does.</summary>
        public Computer AddTo(string log, params IEnumerable<string> paths) => Add(paths.SelectMany(path => ReadLog.Of(path).Records), _ => log);

        private Computer Add(IEnumerable<EventRecord> records, Func<EventRecord, string> logOf)
        {
            foreach (EventRecord record in records)
            {
                string name = logOf(record);
                if (!Logs.TryGetValue(name, out Log? log))
                {
                    Logs.Add(name, log = new Log());
                }

                log.Events.Add(new MemoryEvent(record, record.ToXml()));
            }

            return this;
        }
    }

    /// <summary>A log of a computer.</summary>
    internal sealed class Log
    {
        public List<MemoryEvent> Events { get; } = [];

        public bool IsEnabled { get; set; } = true;

        public bool IsDirect { get; set; }

        /// <summary>Is run before each event is given to somebody who reads.</summary>
        public Action? OnRead { get; set; }

        /// <summary>What reading it ends with.</summary>
        public ChannelFailure? Failure { get; set; }

        /// <summary>
        /// How many events fit into an answer that a subscription asks for. Where more are there at once, it fails, and is past them all the same.
        /// </summary>
        public int MostAtOnce { get; set; } = int.MaxValue;

        /// <summary>After how many events; none where it does.</summary>
        public int FailsAfter { get; set; }
    }

    /// <summary>Somebody who is given the events of a log while they are written.</summary>
    internal sealed class Subscription(Computer computer, string logName, ServiceXPath[] selects, Action<ChannelEvent> onEvent, Action<ChannelException> onLost)
        : IDisposable
    {
        public string LogName { get; } = logName;

        public Action<ChannelException> OnLost { get; } = onLost;

        public void Give(MemoryEvent item)
        {
            if (Array.Exists(selects, select => select.Selects(item.Read)))
            {
                computer.OnGive?.Invoke();
                LentEvent lent = new(item);
                onEvent(lent);
                lent.IsOver = true;
            }
        }

        public void Dispose()
        {
            lock (computer.Subscriptions)
            {
                computer.Subscriptions.Remove(this);
            }
        }
    }

    /// <summary>An event as the service gives it.</summary>
    internal sealed class MemoryEvent(EventRecord record, string xml) : ChannelEvent
    {
        private XElement? _read;

        /// <summary>The event as the service looks at it.</summary>
        public XElement Read => _read ??= ServiceXPath.Read(record.ToXml());

        /// <summary>Its number in the log, as the service knows it.</summary>
        public long Number => record.RecordId;

        /// <summary>Whether not even its facts can be had.</summary>
        public bool IsBroken { get; set; }

        /// <summary>Whether its place cannot be had.</summary>
        public bool IsPlaceless { get; set; }

        public override int Id => record.Id;

        public override int? Version => record.Version;

        public override string? ProviderName => record.ProviderName;

        public override DateTime? TimeCreated => record.TimeCreated;

        public override long RecordId => Sound.RecordId;

        public override string? LogName => record.LogName;

        public override string? MachineName => Sound.MachineName;

        private EventRecord Sound => IsBroken
            ? throw new ChannelException(ChannelFailure.ReadFailed, ChannelHost.Local, LogName, "It is broken.")
            : record;

        public override ChannelPlace Place => IsPlaceless
            ? throw new ChannelException(ChannelFailure.ReadFailed, ChannelHost.Local, LogName, "It has no place.")
            : new ChannelPlace(this, record.RecordId);

        public override string ToXml() => Sound == record ? xml : "";

        /// <summary>The same facts with another XML.</summary>
        public MemoryEvent With(string otherXml) => new(record, otherXml);
    }

    /// <summary>An event that is good until the next one is asked for, as those of Windows are.</summary>
    private sealed class LentEvent(MemoryEvent item) : ChannelEvent
    {
        public bool IsOver { get; set; }

        public override int Id => Good.Id;

        public override int? Version => Good.Version;

        public override string? ProviderName => Good.ProviderName;

        public override DateTime? TimeCreated => Good.TimeCreated;

        public override long RecordId => Good.RecordId;

        public override string? LogName => Good.LogName;

        public override string? MachineName => Good.MachineName;

        private MemoryEvent Good => IsOver
            ? throw new ChannelException(ChannelFailure.ReadFailed, ChannelHost.Local, null, "The event was given back.")
            : item;

        public override ChannelPlace Place => Good.Place;

        public override string ToXml() => Good.ToXml();
    }
}
