using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Xml.Linq;
using TurlaHunt.Events.Channels;

namespace TurlaHunt.Tests.Channels;

/// <content>How somebody asks a computer.</content>
internal sealed partial class MemoryChannels
{
    private sealed class Session(MemoryChannels channels, ChannelHost host, Computer computer) : IChannelSession
    {
        private readonly CancellationTokenSource _stop = new();

        public IReadOnlyList<string> ListLogs()
        {
            Wait();
            return [.. computer.Logs.Keys];
        }

        public ChannelSetup GetSetup(string logName)
        {
            Wait();
            if (computer.Fault is Exception fault)
            {
                throw fault;
            }

            Log log = Find(logName);
            return new ChannelSetup(log.IsEnabled, log.IsDirect);
        }

        public IEnumerable<ChannelEvent> Read(string logName, string queryList, bool isNewestFirst, ChannelPlace? after = null)
        {
            channels.Queries.Add($"{host.Name} {logName} {queryList}");
            Wait();
            Log log = Find(logName);
            ServiceXPath[] selects = [.. XElement.Parse(queryList).Descendants("Select").Select(select => ServiceXPath.Parse(select.Value))];
            int given = 0;
            MemoryEvent[] events = computer.EventsOf(log);
            foreach (MemoryEvent item in isNewestFirst ? Enumerable.Reverse(events) : Seek(after, events, selects))
            {
                if (log.Failure is not null && given == log.FailsAfter)
                {
                    break;
                }

                _stop.Token.ThrowIfCancellationRequested();
                if (Selects(selects, item))
                {
                    given++;
                    log.OnRead?.Invoke();
                    LentEvent lent = new(item);
                    try
                    {
                        yield return lent;
                    }
                    finally
                    {
                        lent.IsOver = true;
                    }
                }
            }

            if (log.Failure is ChannelFailure failure)
            {
                throw new ChannelException(failure, host, logName, "So the test wants it.");
            }
        }

        public IDisposable Subscribe(
            string logName, string queryList, ChannelPlace? after, Action<ChannelEvent> onEvent, Action<ChannelException> onLost)
        {
            Wait();
            computer.OnSubscribe?.Invoke(logName);
            lock (computer.Subscriptions)
            {
                Log log = Find(logName);
                ServiceXPath[] selects = [.. XElement.Parse(queryList).Descendants("Select").Select(select => ServiceXPath.Parse(select.Value))];
                Subscription subscription = new(computer, logName, selects, onEvent, onLost);
                MemoryEvent[] waiting = [.. log.Events.Where(item => IsBehind(item, after))];
                if (waiting.Length > log.MostAtOnce)
                {
                    throw new ChannelException(ChannelFailure.AnswerTooLarge, host, logName, "So the test wants it.");
                }

                foreach (MemoryEvent item in waiting)
                {
                    subscription.Give(item);
                }

                computer.Subscriptions.Add(subscription);
                return subscription;
            }
        }

        public void Cancel()
        {
            computer.WasCancelled.Set();
            _stop.Cancel();
        }

        public void Dispose() => computer.Close();

        private static bool IsBehind(MemoryEvent item, ChannelPlace? after) => after is null || item.Number > ((MemoryEvent)after.Mark).Number;

        // The service goes by numbers, and stays at the last event where nothing is behind a place (EVT_SEEK_FLAGS).
        private static MemoryEvent[] Seek(ChannelPlace? after, MemoryEvent[] events, ServiceXPath[] selects)
        {
            MemoryEvent[] behind = [.. events.Where(item => IsBehind(item, after))];
            return Array.Exists(behind, item => Selects(selects, item)) || Array.FindLast(events, item => Selects(selects, item)) is not MemoryEvent last
                ? behind
                : [last];
        }

        private static bool Selects(ServiceXPath[] selects, MemoryEvent item) => Array.Exists(selects, select => select.Selects(item.Read));

        private Log Find(string logName) => computer.Logs.TryGetValue(logName, out Log? log)
            ? log
            : throw new ChannelException(ChannelFailure.LogNotFound, host, logName);

        private void Wait()
        {
            if (computer.Hanging is ManualResetEventSlim hanging)
            {
                computer.Hang();
                hanging.Set();
                _stop.Token.WaitHandle.WaitOne();
                _stop.Token.ThrowIfCancellationRequested();
            }

            if (computer.Failure is ChannelFailure failure)
            {
                throw new ChannelException(failure, host, null, "So the test wants it.");
            }
        }
    }
}
