using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TurlaHunt.Events;
using TurlaHunt.Events.Channels;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Channels;

/// <summary>Something is looked for on some computers at the same time: none that hangs takes anything from the others.</summary>
public sealed class ChannelLookupTests
{
    private readonly MemoryChannels _channels = new();
    private readonly ReadLog _told = new();

    [Fact]
    public void Computers_that_hang_are_waited_for_last_and_named()
    {
        string[] hanging = [.. Enumerable.Range(0, 12).Select(i => $"H{i}")];
        foreach (string name in hanging)
        {
            _channels[name].Hanging = new ManualResetEventSlim();
        }

        _channels["A"].Write(ReadLog.Of(TestLog.Of(TestLog.Saying("a"), TestLog.Saying("b"))).Records);
        using CancellationTokenSource enough = new();
        ChannelLookup lookup = new(_channels, _told);
        List<EventRecord> found = [];
        foreach (EventRecord record in lookup.Read(AllOf([.. hanging, "A"]), EventQuery.All, enough.Token))
        {
            found.Add(record);
            if (found.Count == 2)
            {
                enough.CancelAfter(200);
            }
        }

        Assert.Equal(2, found.Count);
        Assert.Equal(hanging, lookup.Unanswered.Select(host => host.Name).OrderBy(name => int.Parse(name!.Substring(1), null)));
    }

    [Fact]
    public void Where_all_answer_nobody_is_named_also_where_one_fails()
    {
        _channels["A"].Write(ReadLog.Of(TestLog.Of(TestLog.Saying("a"))).Records);
        _channels["B"].Failure = ChannelFailure.HostUnreachable;
        ChannelLookup lookup = new(_channels, _told);
        Assert.Single(lookup.Read(AllOf("B", "A"), EventQuery.All, CancellationToken.None));
        Assert.Empty(lookup.Unanswered);
        Assert.Single(_told.Failures);
    }

    [Fact]
    public void What_was_found_by_the_end_is_given_and_only_who_was_not_done_is_named()
    {
        _channels["A"].Write(ReadLog.Of(TestLog.Of(Enumerable.Range(0, 2000).Select(number => TestLog.Saying($"{number}")))).Records);
        _channels["B"].Write(ReadLog.Of(TestLog.Of(TestLog.Saying("b1"), TestLog.Saying("b2"))).Records);
        using CancellationTokenSource enough = new();
        ChannelLookup lookup = new(_channels, _told);
        List<string> found = [];
        foreach (EventRecord record in lookup.Read(AllOf("A", "B"), EventQuery.All, enough.Token))
        {
            found.Add(record.Data["Text"]);
            if (found.Count == 1)
            {
                Assert.True(SpinWait.SpinUntil(() => _channels["B"].Closed == 1, TimeSpan.FromSeconds(60)));
                enough.Cancel();
            }
        }

        Assert.Equal(["b1", "b2"], found.Where(text => text[0] == 'b'));
        Assert.Equal("A", Assert.Single(lookup.Unanswered).Name);
    }

    [Fact]
    public void A_computer_that_gives_and_gives_keeps_no_other_waiting()
    {
        _channels["A"].Write(ReadLog.Of(TestLog.Of(Enumerable.Range(0, 2000).Select(number => TestLog.Saying($"{number}")))).Records);
        _channels["B"].Write(ReadLog.Of(TestLog.Of(TestLog.Saying("b"))).Records);
        List<string> found = [];
        foreach (EventRecord record in new ChannelLookup(_channels, _told).Read(AllOf("A", "B"), EventQuery.All, CancellationToken.None))
        {
            Assert.True(SpinWait.SpinUntil(() => _channels["B"].Closed == 1, TimeSpan.FromSeconds(60)));
            found.Add(record.Data["Text"]);
        }

        Assert.Equal(2001, found.Count);
        Assert.InRange(found.IndexOf("b"), 0, 600);
    }

    private static IEnumerable<ChannelAddress> AllOf(params string[] computers) =>
        computers.Select(name => new ChannelAddress(new ChannelHost(name), "*"));
}
