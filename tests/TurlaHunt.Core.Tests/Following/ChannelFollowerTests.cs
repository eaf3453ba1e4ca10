using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using TurlaHunt.Events;
using TurlaHunt.Events.Channels;
using TurlaHunt.Events.Following;
using TurlaHunt.Tests.Channels;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Following;

/// <summary>Live logs that are followed: every event comes once, whatever happens to the computers in between.</summary>
public sealed partial class ChannelFollowerTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly MemoryChannels _channels = new();
    private readonly FollowedLogs _told = new();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Dictionary<string, ChannelHost> _hosts = [];
    private readonly List<string> _given = [];
    private int _pauses;
    private Func<TimeSpan>? _clock;
    private Task? _following;

    public ChannelFollowerTests() => _stop.CancelAfter(Limit);

    public void Dispose()
    {
        _stop.Cancel();
        _following?.Wait(Limit);
        _stop.Dispose();
    }

    [Fact]
    public void What_is_there_comes_and_then_what_is_written()
    {
        Write("A", "System", 1, 2);
        Follow(EventQuery.All, ("A", "System"));
        Await("1", "2");
        Write("A", "System", 3);
        Await("1", "2", "3");
        Write("A", "Other", 4);
        Write("A", "System", 5);
        Await("1", "2", "3", "5");
        AssertQuiet();
    }

    [Fact]
    public void What_is_written_between_the_reading_and_the_subscription_comes_once()
    {
        Write("A", "System", 1);
        _channels["A"].OnSubscribe = log =>
        {
            _channels["A"].OnSubscribe = null;
            Write("A", log, 2, 3);
        };
        Follow(EventQuery.All, ("A", "System"));
        Await("1", "2", "3");
        Write("A", "System", 4);
        Await("1", "2", "3", "4");
    }

    [Fact]
    public void Only_what_the_query_wants_comes()
    {
        Write("A", "System", 1);
        Follow(new EventQuery([new EventSelector { Ids = [106] }], TimeOf(2)), ("A", "System"));
        AwaitPause();
        Write("A", "System", 2);
        Await("2");
    }

    [Fact]
    public void A_subscription_that_is_lost_is_told_and_renewed_and_nothing_is_missing()
    {
        Write("A", "System", 1);
        Follow(EventQuery.All, ("A", "System"));
        Await("1");
        for (int round = 0; round < 3; round++)
        {
            AwaitPause();
            _channels["A"].Failure = ChannelFailure.HostUnreachable;
            _channels["A"].Lose(ChannelFailure.HostUnreachable);
            Until(() => _told.Lost.Count == round + 1);
            Write("A", "System", round + 2);
            _channels["A"].Failure = null;
            Await([.. Enumerable.Range(1, round + 2).Select(number => $"{number}")]);
            Until(() => Changes() == round + 1);
        }

        Assert.All(_told.Lost, failure => Assert.Equal(ChannelFailure.HostUnreachable, failure.Kind));
    }

    [Fact]
    public void A_computer_that_goes_away_without_a_word_is_missed()
    {
        Write("A", "System", 1);
        Follow(EventQuery.All, ("A", "System"));
        Await("1");
        AwaitPause();
        _channels["A"].Failure = ChannelFailure.HostUnreachable;
        Until(() => !_told.Lost.IsEmpty);
        Assert.Empty(_channels["A"].Lasting());
    }

    [Fact]
    public void A_computer_that_is_off_at_first_is_followed_when_it_is_on_and_the_others_at_once()
    {
        Write("A", "System", 1);
        Write("B", "System", 2);
        _channels["A"].Failure = ChannelFailure.HostUnreachable;
        Follow(EventQuery.All, ("A", "System"), ("B", "System"));
        Await("2");
        Until(() => _told.Lost.Count == 1);
        AwaitPause();
        _channels["A"].Failure = null;
        Await("2", "1");
        Until(() => Changes() == 1);
    }

    [Fact]
    public void A_computer_that_hangs_keeps_no_other_waiting()
    {
        _channels["A"].Hanging = new ManualResetEventSlim();
        Write("A", "System", 1);
        Write("B", "System", 2);
        Follow(EventQuery.All, ("A", "System"), ("B", "System"));
        Await("2");
        AwaitPause();
        Write("B", "System", 3);
        Await("2", "3");
        _stop.Cancel();
        Until(() => _following!.IsCompleted);
        Assert.True(_channels["A"].WasCancelled.Wait(Limit, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void An_account_that_is_refused_is_not_tried_again()
    {
        _channels["A"].Failure = ChannelFailure.LogonRefused;
        Follow(EventQuery.All, ("A", "System"));
        Until(() => _following!.IsCompleted);
        Assert.Equal(ChannelFailure.LogonRefused, Assert.Single(_told.Lost).Kind);
        Assert.Single(_channels.Hosts);
    }

    [Fact]
    public void A_log_that_is_missing_or_may_not_be_read_is_told_and_the_others_are_followed()
    {
        Write("A", "System", 1);
        Write("A", "Security", 2);
        _channels["A"].Logs["Security"].Failure = ChannelFailure.AccessDenied;
        Follow(EventQuery.All, ("A", "Sysmon"), ("A", "Security"), ("A", "System"));
        Await("1");
        Write("A", "System", 3);
        Await("1", "3");
        Assert.Equal(
            [ChannelFailure.LogNotFound, ChannelFailure.AccessDenied], _told.Failures.Cast<ChannelException>().Select(failure => failure.Kind));
    }

    [Fact]
    public void An_analytic_log_cannot_be_waited_for_and_that_is_told_where_it_was_named()
    {
        Write("A", "System", 1);
        Write("A", "Trace", 2);
        _channels["A"].Logs["Trace"].IsDirect = true;
        Follow(EventQuery.All, ("A", "Trace"), ("A", "S*"), ("A", "T?ace"));
        Await("1");
        ChannelException failure = Assert.IsType<ChannelException>(Assert.Single(_told.Failures));
        Assert.Equal(("Trace", ChannelFailure.ReadFailed), (failure.LogName, failure.Kind));
    }

    [Fact]
    public void Who_stops_ends_the_subscriptions()
    {
        Write("A", "System", 1);
        Follow(EventQuery.All, ("A", "System"));
        Await("1");
        AwaitPause();
        Until(() => _channels["A"].Lasting().Length == 1);
        _stop.Cancel();
        Until(() => _following!.IsCompleted);
        Assert.True(SpinWait.SpinUntil(() => _channels["A"].Lasting().Length == 0, Limit));
        AssertQuiet();
    }

    private static DateTime TimeOf(int number) => TestLog.Time.AddMinutes(number);

    private void Write(string host, string log, params int[] numbers) => _channels[host].Write(ReadLog.Of(TestLog.Of(numbers.Select(number =>
        TestLog.Saying($"{number}") with { Channel = log, Time = TimeOf(number), RecordId = (ulong)number }))).Records);

    private void Follow(EventQuery query, params (string Host, string Log)[] logs)
    {
        ChannelAddress[] channels = Array.ConvertAll(logs, log =>
        {
            if (!_hosts.TryGetValue(log.Host, out ChannelHost? host))
            {
                _hosts.Add(log.Host, host = log.Host.Length == 0 ? ChannelHost.Local : new ChannelHost(log.Host));
            }

            return new ChannelAddress(host, log.Log);
        });
        _following = Task.Run(() =>
        {
            foreach (EventRecord? record in new ChannelFollower(_channels, _told, new FastPace(), clock: _clock).Follow(channels, query, _stop.Token))
            {
                lock (_given)
                {
                    if (record is null)
                    {
                        _pauses++;
                    }
                    else
                    {
                        _given.Add(record.Data["Text"]);
                    }
                }
            }
        });
    }

    private void Await(params string[] texts)
    {
        string[] given = [];
        SpinWait.SpinUntil(() => Copy(out given).Length >= texts.Length || _following!.IsFaulted, Limit);
        Assert.Equal(texts, given);
    }

    private void AwaitPause()
    {
        int before = Pauses();
        Until(() => Pauses() > before);
    }

    private int Pauses()
    {
        lock (_given)
        {
            return _pauses;
        }
    }

    private int Changes()
    {
        lock (_given)
        {
            return _told.Changes.Count;
        }
    }

    private string[] Copy(out string[] given)
    {
        lock (_given)
        {
            return given = [.. _given];
        }
    }

    private static void Until(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, Limit), "It never came.");

    private void AssertQuiet()
    {
        Assert.Empty(_told.Changes);
        Assert.Empty(_told.Failures);
        Assert.Empty(_told.Lost);
    }
}
