using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using TurlaHunt.Events;
using TurlaHunt.Events.Channels;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Channels;

/// <summary>Computers that hang cost the others little, however many there are, and none is taken for hanging that does not.</summary>
public sealed class HostLineTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan TooLong = TimeSpan.FromMinutes(11);

    private readonly MemoryChannels _channels = new();
    private readonly ReadLog _told = new();
    private readonly Dictionary<string, ChannelHost> _hosts = [];
    private long _now;

    [Fact]
    public void Ten_of_twenty_hang_and_are_left_together_and_the_others_come_in_their_order()
    {
        string[] names = [.. Enumerable.Range(0, 20).Select(number => $"H{number}")];
        string[] hanging = [.. names.Where((_, place) => place % 2 == 0)];
        string[] others = [.. names.Except(hanging)];
        Hang(hanging);
        Write(others);

        // Eight hang, so that nobody else is read; then two are left that hang, and all the others are done.
        TimeSpan Clock()
        {
            int hung = hanging.Count(name => _channels[name].Hanging!.IsSet);
            int rounds = (hung >= 8 ? 1 : 0) + (hung == 10 && others.All(name => _channels[name].Closed == 1) ? 1 : 0);
            return TimeSpan.FromTicks(rounds * TooLong.Ticks);
        }

        Assert.Equal(others, Read(Clock, names));
        Assert.Equal(hanging, _told.Failures.Cast<ChannelException>().Select(failure => failure.Host.Name));
        Assert.All(_told.Failures, failure => Assert.Contains("told nothing for 10 minutes", failure.Message, StringComparison.Ordinal));
        Assert.All(hanging, name => Assert.True(_channels[name].WasCancelled.Wait(Limit, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void A_computer_whose_turn_comes_late_has_its_turn_while_the_first_hangs()
    {
        string[] names = [.. Enumerable.Range(0, 20).Select(number => $"H{number}")];
        Hang("H0");
        Write([.. names.Skip(1)]);
        Assert.Equal(names.Skip(1), Read(() => names.Skip(1).All(name => _channels[name].Closed == 1) ? TooLong : TimeSpan.Zero, names));
        Assert.Equal("H0", Assert.IsType<ChannelException>(Assert.Single(_told.Failures)).Host.Name);
    }

    [Fact]
    public void Memory_stays_bounded_however_many_wait_behind_one_that_hangs()
    {
        string[] names = [.. Enumerable.Range(0, 100).Select(number => $"H{number}")];
        Hang("H0");
        Write([.. names.Skip(1)]);
        int begun = 0;
        TimeSpan Clock()
        {
            int closed = names.Count(name => _channels[name].Closed == 1);
            begun = Math.Max(begun, _told.Failures.Count == 0 ? _channels.Hosts.Count : 0);
            return closed >= 31 ? TooLong : TimeSpan.Zero;
        }

        Assert.Equal(names.Skip(1), Read(Clock, names));
        Assert.InRange(begun, 9, 40);
    }

    [Fact]
    public void What_a_computer_gave_before_it_hung_comes_and_what_was_not_begun_is_left_out()
    {
        Write("A", "B");
        ManualResetEventSlim hangs = new();
        _channels["A"].Logs["System"].Events.Add(_channels["A"].Logs["System"].Events[0]);
        int given = 0;
        _channels["A"].Logs["System"].OnRead = () =>
        {
            if (++given == 2)
            {
                hangs.Set();
                _channels["A"].WasCancelled.Wait();
            }
        };
        ChannelSource source = Source(() => hangs.IsSet && _channels["B"].Closed == 1 ? TooLong : TimeSpan.Zero);
        Assert.Equal(
            ["A", "B"],
            source.Read([At("A", "System"), At("A", "Security"), At("B", "System")], EventQuery.All, CancellationToken.None).Select(TextOf));
        Assert.Equal("A", Assert.IsType<ChannelException>(Assert.Single(_told.Failures)).Host.Name);
        Assert.Equal([@"\\A\System", @"\\B\System"], _told.Begun);
        Assert.Equal(_told.Begun, _told.Ended);
        Assert.Equal([@"\\A\Security"], _told.Skipped);

        // It is not asked once more.
        Assert.Empty(source.Read([At("A", "System")], EventQuery.All, CancellationToken.None));
    }

    [Fact]
    public void A_computer_that_gives_events_that_nobody_wants_is_alive()
    {
        Write([.. Enumerable.Repeat("A", 8)]);
        _channels["A"].Logs["System"].OnRead = () => Interlocked.Add(ref _now, TimeSpan.FromMinutes(9).Ticks);
        EventQuery query = new([new EventSelector { ProviderNames = [new NamePattern("nobody")] }]);
        Assert.Empty(Source(() => new TimeSpan(Interlocked.Read(ref _now))).Read([At("A", "System")], query, CancellationToken.None));
        Assert.Equal(TimeSpan.FromMinutes(72).Ticks, _now);
        Assert.Empty(_told.Failures);
    }

    [Fact]
    public void Who_is_kept_waiting_is_not_silent()
    {
        using ManualResetEventSlim more = new();
        HostPulse pulse = new(() => new TimeSpan(Interlocked.Read(ref _now)));
        using HostReading<int> reading = new(
            _channels.Connect(new ChannelHost("A")), (_, _) => Enumerable.Range(0, 3000), pulse, TestContext.Current.CancellationToken);
        Until(() => reading.Silence is null);
        _now = TimeSpan.FromHours(5).Ticks;
        Assert.Null(reading.Silence);

        // Something else of it that is not kept waiting does not change that.
        pulse.Beat();
        _now = TimeSpan.FromHours(10).Ticks;
        Assert.Null(reading.Silence);
        for (int number = 0; number < 3000; number++)
        {
            Assert.Equal(Taken.Item, reading.TryTake(Limit, TestContext.Current.CancellationToken, out int item));
            Assert.Equal(number, item);
        }

        Assert.Equal(Taken.Over, reading.TryTake(Limit, TestContext.Current.CancellationToken, out int _));
    }

    [Fact]
    public void This_computer_is_waited_for_however_long_it_takes_the_others_have_their_turn_and_who_stops_leaves_it()
    {
        string[] hanging = [.. Enumerable.Range(0, 7).Select(number => $"H{number}")];
        Hang(["", .. hanging]);
        Write("A");
        using CancellationTokenSource stop = new();
        ChannelSource source = Source(() => _channels[""].Hanging!.IsSet && hanging.All(name => _channels[name].Hanging!.IsSet) ? TooLong : TimeSpan.Zero);
        ChannelAddress[] logs = [new ChannelAddress(ChannelHost.Local, "System"), .. hanging.Append("A").Select(name => At(name, "System"))];
        Task<List<string>> reading = Task.Run(() => source.Read(logs, EventQuery.All, stop.Token).Select(TextOf).ToList());
        Until(() => _channels["A"].Closed == 1);
        Assert.All(hanging, name => Assert.True(_channels[name].WasCancelled.Wait(Limit, TestContext.Current.CancellationToken)));
        Assert.False(reading.IsCompleted);
        Assert.False(_channels[""].WasCancelled.IsSet);
        stop.Cancel();
        Until(() => reading.IsCompleted);
        Assert.Empty(_told.Failures);
    }

    private static string TextOf(EventRecord record) => record.Data["Text"];

    private static void Until(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, Limit), "It never came.");

    private ChannelSource Source(Func<TimeSpan> clock) => new(_channels, _told, patience: Patience, clock: clock);

    private List<string> Read(Func<TimeSpan> clock, string[] names) =>
        [.. Source(clock).Read([.. names.Select(name => At(name, "System"))], EventQuery.All, CancellationToken.None).Select(TextOf)];

    private ChannelAddress At(string host, string log)
    {
        if (!_hosts.TryGetValue(host, out ChannelHost? known))
        {
            _hosts.Add(host, known = new ChannelHost(host));
        }

        return new ChannelAddress(known, log);
    }

    private void Hang(params string[] names)
    {
        foreach (string name in names)
        {
            _channels[name].Hanging = new ManualResetEventSlim();
        }
    }

    private void Write(params string[] names)
    {
        foreach (string name in names)
        {
            _channels[name].Write(ReadLog.Of(TestLog.Of(TestLog.Saying(name) with { Channel = "System" })).Records);
        }
    }
}
