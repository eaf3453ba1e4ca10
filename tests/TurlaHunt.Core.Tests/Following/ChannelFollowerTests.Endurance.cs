using System;
using System.Linq;
using System.Threading;
using TurlaHunt.Events;
using TurlaHunt.Events.Channels;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Following;

/// <summary>Whoever follows for months, or stops at a bad moment, is kept waiting by nothing and told of all that is missing.</summary>
public sealed partial class ChannelFollowerTests
{
    private static readonly TimeSpan TooLong = TimeSpan.FromMinutes(11);

    [Fact]
    public void Who_stops_while_a_subscription_begins_waits_for_nothing_and_it_is_cleaned_up_behind_him()
    {
        Write("A", "System", 1);
        using ManualResetEventSlim isBeginning = new();
        using ManualResetEventSlim goOn = new();
        int given = 0;
        _channels["A"].OnSubscribe = log =>
        {
            Write("A", log, [.. Enumerable.Range(2, 500)]);
            isBeginning.Set();
            goOn.Wait(Limit);
        };
        Follow(EventQuery.All, ("A", "System"));
        Assert.True(isBeginning.Wait(Limit, TestContext.Current.CancellationToken));
        _channels["A"].OnGive = () => Interlocked.Increment(ref given);
        _stop.Cancel();
        Until(() => _following!.IsCompleted);
        Assert.Equal(0, _channels["A"].Closed);
        goOn.Set();
        Until(() => _channels["A"].Closed == 1);
        Assert.Empty(_channels["A"].Lasting());
        Assert.Equal(1, given);
        Assert.DoesNotContain("2", Copy(out _));
    }

    [Fact]
    public void Who_takes_nothing_for_a_while_gets_all_of_a_burst_and_keeps_no_thread_of_the_service_waiting()
    {
        Write("A", "System", 1);
        Follow(EventQuery.All, ("A", "System"));
        Await("1");
        AwaitPause();
        lock (_given)
        {
            Write("A", "System", [.. Enumerable.Range(2, 3000)]);
        }

        Await([.. Enumerable.Range(1, 3001).Select(number => $"{number}")]);
        AssertQuiet();
    }

    [Fact]
    public void The_first_reading_of_a_large_log_is_stopped_by_no_limit()
    {
        Write("A", "System", [.. Enumerable.Range(1, 4000)]);
        _channels["A"].Logs["System"].MostAtOnce = 2;
        long now = 0;
        _channels["A"].Logs["System"].OnRead = () => Interlocked.Add(ref now, TimeSpan.FromMinutes(5).Ticks);
        _clock = () => new TimeSpan(Interlocked.Read(ref now));
        Follow(EventQuery.All, ("A", "System"));
        Await([.. Enumerable.Range(1, 4000).Select(number => $"{number}")]);
        AwaitPause();
        AssertQuiet();
    }

    [Fact]
    public void A_computer_that_hangs_while_it_is_followed_is_told_as_lost_and_is_followed_again_when_it_answers()
    {
        Write("A", "System", 1);
        Write("", "System", 2);
        _clock = () => TimeSpan.FromTicks(_channels[""].Hangs * _channels["A"].Hangs * TooLong.Ticks);
        Follow(EventQuery.All, ("A", "System"), ("", "System"));
        Until(() => Copy(out _).Length == 2);
        AwaitPause();
        _channels[""].Hanging = new ManualResetEventSlim();
        _channels["A"].Hanging = new ManualResetEventSlim();
        Until(() => _told.Lost.Count == 1);
        Assert.Contains("A cannot be reached. It told nothing for 10 minutes.", Assert.Single(_told.Lost).Message, StringComparison.Ordinal);
        _channels["A"].Hanging = null;
        Write("A", "System", 3);
        Until(() => Copy(out _).Contains("3") && Changes() == 1);
        Assert.Contains("It is there again", Assert.Single(_told.Changes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("System")]
    [InlineData("S*")]
    public void A_computer_that_hangs_from_the_start_is_told_as_lost_and_is_followed_when_it_answers(string log)
    {
        Write("A", "System", 1);
        _clock = () => TimeSpan.FromTicks(_channels["A"].Hangs * TooLong.Ticks);
        _channels["A"].Hanging = new ManualResetEventSlim();
        Follow(EventQuery.All, ("A", log));
        Until(() => _told.Lost.Count == 1 && _channels["A"].Hangs >= 3);
        _channels["A"].Hanging = null;
        Await("1");
        Until(() => Changes() == 1);
        Assert.Single(_told.Lost);
        Assert.Empty(_told.Failures);
    }

    [Fact]
    public void What_a_subscription_that_died_without_a_word_did_not_tell_comes_later()
    {
        Write("A", "System", 1);
        Follow(EventQuery.All, ("A", "System"));
        Await("1");
        AwaitPause();
        Until(() => _channels["A"].Lasting().Length == 1);
        _channels["A"].Forget();
        Write("A", "System", 2);
        Await("1", "2");
        Until(() => _channels["A"].Lasting().Length == 1);
        Write("A", "System", 3);
        Await("1", "2", "3");
        AssertQuiet();
    }

    [Fact]
    public void A_log_that_was_cleared_and_has_the_same_numbers_again_is_told_and_read()
    {
        Write("A", "System", 1, 2);
        Follow(EventQuery.All, ("A", "System"));
        Await("1", "2");
        AwaitPause();
        Lose(() => ClearAndWriteAt(new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc), 1, 2, 3));
        Await("1", "2", "1", "2", "3");
        Until(() => Changes() == 2);
        Assert.Contains("It was cleared", _told.Changes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_log_that_was_cleared_while_it_was_followed_told_since_then_comes_once()
    {
        Write("A", "System", 5, 6);
        Follow(EventQuery.All, ("A", "System"));
        Await("5", "6");
        AwaitPause();
        Until(() => _channels["A"].Lasting().Length == 1);
        lock (_channels["A"].Subscriptions)
        {
            ClearAndWriteAt(new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc), 1, 2);
        }

        Await("5", "6", "1", "2");
        Lose(() => WriteAt(new DateTime(2020, 1, 2, 0, 0, 0, DateTimeKind.Utc), 3));
        Await("5", "6", "1", "2", "3");
        Until(() => Changes() == 1);
    }

    [Theory]
    [InlineData(2019, false)]
    [InlineData(2999, true)]
    public void Where_few_events_are_wanted_a_log_that_went_on_is_no_gap_and_one_of_which_nobody_knows_is_told(int year, bool isTold)
    {
        EventQuery query = new([new EventSelector { Ids = [107] }]);
        Write("A", "System", 1, 2);
        Follow(query, ("A", "System"));
        AwaitPause();
        Until(() => _channels["A"].Lasting().Length == 1);
        Lose(() => ClearAndWriteAt(new DateTime(year, 7, 10, 13, 0, 0, DateTimeKind.Utc), 7, 8));
        Until(() => Changes() == (isTold ? 2 : 1));
        Assert.Equal(isTold, _told.Changes[0].Contains("Events may be missing", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2019, false)]
    [InlineData(2999, true)]
    public void A_wanted_event_that_lies_far_back_is_no_gap_by_itself(int year, bool isTold)
    {
        EventQuery query = new([new EventSelector { Ids = [106] }], TimeOf(0), TimeOf(3));
        Write("A", "System", 1, 2);
        Follow(query, ("A", "System"));
        Await("1", "2");
        AwaitPause();
        Until(() => _channels["A"].Lasting().Length == 1);
        Lose(() => ClearAndWriteAt(new DateTime(year, 7, 10, 13, 0, 0, DateTimeKind.Utc), 7, 8));
        Until(() => Changes() == (isTold ? 2 : 1));
        Assert.Equal(isTold, _told.Changes[0].Contains("Record 2 was the last one that was read, and 7 is the oldest", StringComparison.Ordinal));
        Assert.Equal(["1", "2"], Copy(out _));
    }

    [Fact]
    public void What_is_told_of_logs_is_told_once_however_often_the_computer_is_lost_meanwhile()
    {
        Write("A", "System", 1);
        _channels["A"].Fault = new ChannelException(ChannelFailure.HostUnreachable, new ChannelHost("A"), null);
        Follow(EventQuery.All, ("A", "No*"), ("A", "System"));
        Until(() => _channels["A"].Closed >= 3);
        _channels["A"].Fault = null;
        Await("1");
        Assert.Equal(ChannelFailure.LogNotFound, Assert.IsType<ChannelException>(Assert.Single(_told.Failures)).Kind);
        Assert.Single(_told.Lost);
    }

    private void ClearAndWriteAt(DateTime time, params int[] numbers)
    {
        _channels["A"].Logs["System"].Events.Clear();
        WriteAt(time, numbers);
    }

    private void WriteAt(DateTime time, params int[] numbers) => _channels["A"].Write(ReadLog.Of(TestLog.Of(numbers.Select(number =>
        TestLog.Saying($"{number}") with { Channel = "System", Time = time.AddMinutes(number), RecordId = (ulong)number }))).Records);
}
