using System;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Events.Channels;
using TurlaHunt.Events.Following;
using Xunit;

namespace TurlaHunt.Tests.Following;

/// <summary>What becomes of logs whose subscription ends: none is given up that may come back, and what is missing is said.</summary>
public sealed partial class ChannelFollowerTests
{
    [Fact]
    public void Events_too_large_for_one_answer_are_read_in_portions_and_nobody_is_lost()
    {
        Write("A", "System", 1);
        _channels["A"].Logs["System"].MostAtOnce = 2;
        int rounds = 0;
        _channels["A"].OnSubscribe = log =>
        {
            if (++rounds <= 5)
            {
                Write("A", log, [.. Enumerable.Range(rounds * 10, 4)]);
            }
        };
        Follow(EventQuery.All, ("A", "System"));
        string[] expected = ["1", .. Enumerable.Range(1, 5).SelectMany(round => Enumerable.Range(round * 10, 4)).Select(number => $"{number}")];
        Await(expected);
        AwaitPause();

        Write("A", "System", 60, 61, 62);
        _channels["A"].Lose(ChannelFailure.AnswerTooLarge);
        Write("A", "System", 63, 64, 65);
        Await([.. expected, "60", "61", "62", "63", "64", "65"]);
        AssertQuiet();
    }

    [Fact]
    public void A_log_that_cannot_be_read_even_in_portions_is_told_and_the_others_are_followed()
    {
        Write("A", "Security", 1);
        Write("A", "System", 2);
        _channels["A"].Logs["Security"].Failure = ChannelFailure.AnswerTooLarge;
        Follow(EventQuery.All, ("A", "Security"), ("A", "System"));
        Await("2");
        Assert.Equal(ChannelFailure.AnswerTooLarge, Assert.IsType<ChannelException>(Assert.Single(_told.Failures)).Kind);
    }

    [Fact]
    public void A_computer_that_fails_as_nobody_foresaw_is_told_at_once_and_the_others_are_followed()
    {
        Write("A", "System", 1);
        Write("B", "System", 2);
        _channels["A"].Fault = new InvalidTimeZoneException("Nobody foresaw this.");
        Follow(EventQuery.All, ("A", "System"), ("B", "System"));
        Await("2");
        Until(() => _told.Lost.Count == 1);
        Assert.Contains("Nobody foresaw this.", Assert.Single(_told.Lost).Message, StringComparison.Ordinal);
        AwaitPause();
        Write("B", "System", 3);
        Await("2", "3");
        Assert.Single(_told.Lost);
    }

    [Theory]
    [InlineData(nameof(ChannelFailure.LogonUnchecked), false)]
    [InlineData(nameof(ChannelFailure.LogonUnchecked), true)]
    [InlineData(nameof(ChannelFailure.LogonRefused), true)]
    public void An_account_that_could_not_be_checked_or_was_good_is_tried_again(string kind, bool wasFollowed)
    {
        ChannelFailure failure = kind == nameof(ChannelFailure.LogonRefused) ? ChannelFailure.LogonRefused : ChannelFailure.LogonUnchecked;
        Write("A", "System", 1);
        _channels["A"].Failure = wasFollowed ? null : failure;
        Follow(EventQuery.All, ("A", "System"));
        if (wasFollowed)
        {
            Await("1");
            AwaitPause();
            _channels["A"].Failure = failure;
            _channels["A"].Lose(failure);
        }

        Until(() => _told.Lost.Count == 1);
        _channels["A"].Failure = null;
        Write("A", "System", 2);
        Await("1", "2");
        Until(() => Changes() == 1);
    }

    [Fact]
    public void A_log_that_was_followed_and_may_not_be_read_any_more_is_told_once_and_followed_again_when_it_may()
    {
        Write("A", "Security", 1);
        Write("A", "System", 2);
        Follow(EventQuery.All, ("A", "Security"), ("A", "System"));
        Await("1", "2");
        AwaitPause();
        _channels["A"].Logs["Security"].Failure = ChannelFailure.AccessDenied;
        _channels["A"].Lose(ChannelFailure.HostUnreachable);
        Until(() => _channels["A"].Lasting().Length == 1);
        Write("A", "System", 3);
        Await("1", "2", "3");
        int pauses = Pauses();
        Until(() => Pauses() > pauses + 3);
        Assert.Equal(ChannelFailure.AccessDenied, Assert.IsType<ChannelException>(Assert.Single(_told.Failures)).Kind);

        Write("A", "Security", 4);
        _channels["A"].Logs["Security"].Failure = null;
        Await("1", "2", "3", "4");
        Until(() => Changes() == 2);
        Assert.Contains("followed again", _told.Changes[1], StringComparison.Ordinal);
        Assert.Single(_told.Failures);
    }

    [Theory]
    [InlineData(5, 6, "Record 2 was the last one that was read, and 5 is the oldest")]
    [InlineData(1, 1, "It was cleared")]
    [InlineData(1, 0, "It was cleared")]
    public void What_a_log_does_not_hold_any_more_when_it_is_followed_again_is_told(int first, int last, string told)
    {
        Write("A", "System", 1, 2);
        Follow(EventQuery.All, ("A", "System"));
        Await("1", "2");
        AwaitPause();
        Lose(() =>
        {
            _channels["A"].Logs["System"].Events.Clear();
            Write("A", "System", [.. Enumerable.Range(first, last - first + 1)]);
        });
        Until(() => Changes() == 2);
        Assert.Contains(told, _told.Changes[0], StringComparison.Ordinal);
        Assert.Equal(["1", "2", .. Enumerable.Range(first, last - first + 1).Select(number => $"{number}")], Copy(out _));
    }

    [Fact]
    public void Nothing_is_said_to_be_missing_where_the_next_record_is_the_oldest_and_where_it_cannot_be_seen_that_is_said()
    {
        Write("A", "System", 1, 2);
        Follow(EventQuery.All, ("A", "System"));
        Await("1", "2");
        AwaitPause();
        Lose(() =>
        {
            Write("A", "System", 3);
            _channels["A"].Logs["System"].Events.RemoveRange(0, 2);
        });
        Await("1", "2", "3");
        Until(() => Changes() == 1);

        AwaitPause();
        Lose(() => _channels["A"].Logs["System"].Events[0].IsPlaceless = true);
        Until(() => Changes() == 3);
        Assert.Contains("cannot be seen", _told.Changes[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_computer_that_is_lost_again_and_again_is_asked_less_and_less()
    {
        Write("A", "System", 1);
        using TickingPace pace = new(TimeSpan.FromSeconds(2), rounds: 5, () => _channels["A"].Lose(ChannelFailure.HostUnreachable));
        new HostFollowing(_channels, [new ChannelAddress(new ChannelHost("A"), "System")], EventQuery.All, pace, new HostItemQueue(pace.Stop)).Run(pace.Stop);
        Assert.Equal([5, 10, 20, 40, 60], pace.Pauses.Select(pause => pause.TotalSeconds));
    }

    [Fact]
    public void A_computer_that_was_followed_for_long_is_asked_soon()
    {
        Write("A", "System", 1);
        using TickingPace pace = new(TimeSpan.FromSeconds(61), rounds: 3, () => _channels["A"].Lose(ChannelFailure.HostUnreachable));
        new HostFollowing(_channels, [new ChannelAddress(new ChannelHost("A"), "System")], EventQuery.All, pace, new HostItemQueue(pace.Stop)).Run(pace.Stop);
        Assert.Equal([5, 5, 5], pace.Pauses.Select(pause => pause.TotalSeconds));
    }

    [Fact]
    public void An_event_whose_place_cannot_be_had_comes_and_ends_nothing()
    {
        Write("A", "System", 1, 2);
        _channels["A"].Logs["System"].Events[1].IsPlaceless = true;
        Follow(EventQuery.All, ("A", "System"));
        Await("1", "2", "2");
        AwaitPause();
        Write("A", "System", 3);
        Await("1", "2", "2", "3");
        AssertQuiet();
    }

    [Theory]
    [InlineData("<BookmarkList><Bookmark Channel='Security' RecordId='7' IsCurrent='true'/></BookmarkList>", 7L)]
    [InlineData("<BookmarkList Direction='backward'><Bookmark Channel='System' RecordId='9'/><Bookmark Channel='security' RecordId='8'/></BookmarkList>", 8L)]
    [InlineData("<BookmarkList><Bookmark Channel='System' RecordId='9'/></BookmarkList>", null)]
    [InlineData("<BookmarkList><Bookmark Channel='Security' RecordId='-1'/></BookmarkList>", null)]
    [InlineData("<BookmarkList>", null)]
    [InlineData("", null)]
    public void The_number_of_a_record_is_in_its_bookmark(string bookmark, long? expected) =>
        Assert.Equal(expected, ChannelPlace.NumberIn(bookmark, "Security"));

    // It is away until all that happens meanwhile has happened.
    private void Lose(Action meanwhile)
    {
        _channels["A"].Failure = ChannelFailure.HostUnreachable;
        _channels["A"].Lose(ChannelFailure.HostUnreachable);
        Until(() => _channels["A"].Lasting().Length == 0);
        meanwhile();
        _channels["A"].Failure = null;
    }
}
