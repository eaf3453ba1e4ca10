using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TurlaHunt.Events;
using TurlaHunt.Events.Channels;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Tests.Hunting;
using TurlaHunt.Tests.Samples;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Channels;

/// <summary>Live logs give what files give; a computer or a log that cannot be read is told, and keeps nobody else from being read.</summary>
public sealed class ChannelSourceTests
{
    private readonly MemoryChannels _channels = new();
    private readonly ReadLog _told = new();

    [Fact]
    public void The_hunts_find_in_live_logs_what_they_find_in_files()
    {
        foreach (string path in SampleLogs.Paths)
        {
            RequireSameFindings(path);
        }
    }

    [Fact]
    public void The_hunts_find_in_live_logs_what_they_find_in_the_corpus()
    {
        int found = 0;
        foreach (string path in SharedData.RequireCorpus())
        {
            found += RequireSameFindings(path);
        }

        Assert.InRange(found, 20, int.MaxValue);
    }

    [Fact]
    public void Logs_come_one_after_the_other_and_computers_in_their_order()
    {
        Add("A", "System", "a1", "a2");
        Add("A", "Security", "a3");
        Add("B", "System", "b1");
        Assert.Equal(["b1", "a3", "a1", "a2"], Texts(At("B", "System"), At("A", "Security"), At("A", "System")));
        Assert.Equal([@"\\B\System", @"\\A\Security", @"\\A\System"], _told.Begun);
        Assert.Equal(_told.Begun, _told.Ended);
        Assert.All(_told.Records, record => Assert.StartsWith(@"\\", record.Source, StringComparison.Ordinal));
        Assert.Empty(_told.Failures);
        Assert.Equal(["B", "A"], _channels.Hosts.ConvertAll(host => host.Name));
    }

    [Fact]
    public void A_computer_that_fails_is_told_once_and_the_others_are_read()
    {
        foreach (ChannelFailure kind in new[] { ChannelFailure.HostUnreachable, ChannelFailure.HostRefused, ChannelFailure.LogonRefused })
        {
            _told.Failures.Clear();
            Add("A", "System", "a");
            Add("C", "System", "c");
            _channels["B"].Failure = kind;
            Assert.Equal(["a", "c"], Texts(At("A", "System"), At("B", "System"), At("B", "Security"), At("C", "System")));
            Assert.Equal(kind, Assert.IsType<ChannelException>(Assert.Single(_told.Failures)).Kind);
            Assert.Equal(@"\\B\Security", _told.Skipped.Last());
            _channels["A"].Logs.Clear();
            _channels["C"].Logs.Clear();
        }
    }

    [Theory]
    [InlineData(15007, nameof(ChannelFailure.LogNotFound))]
    [InlineData(5, nameof(ChannelFailure.AccessDenied))]
    [InlineData(1722, nameof(ChannelFailure.HostUnreachable))]
    [InlineData(53, nameof(ChannelFailure.HostUnreachable))]
    [InlineData(1753, nameof(ChannelFailure.HostRefused))]
    [InlineData(1326, nameof(ChannelFailure.LogonRefused))]
    [InlineData(1331, nameof(ChannelFailure.LogonRefused))]
    [InlineData(1909, nameof(ChannelFailure.LogonRefused))]
    [InlineData(1385, nameof(ChannelFailure.LogonRefused))]
    [InlineData(1311, nameof(ChannelFailure.LogonUnchecked))]
    [InlineData(1398, nameof(ChannelFailure.LogonUnchecked))]
    [InlineData(1825, nameof(ChannelFailure.LogonUnchecked))]
    [InlineData(1734, nameof(ChannelFailure.AnswerTooLarge))]
    [InlineData(15001, nameof(ChannelFailure.ReadFailed))]
    [InlineData(0, nameof(ChannelFailure.ReadFailed))]
    public void Codes_of_Windows_have_a_meaning(int code, string meaning) => Assert.Equal(meaning, $"{ChannelException.KindOf(code)}");

    [Theory]
    [InlineData(@"\\DC01\Security", "DC01", "Security")]
    [InlineData(@"\\10.0.0.7\Microsoft-Windows-Sysmon/Operational", "10.0.0.7", "Microsoft-Windows-Sysmon/Operational")]
    [InlineData(@"\\server\share\Security.evtx", null, null)]
    [InlineData(@"C:\Logs\Security.evtx", null, null)]
    [InlineData("/logs/Security.evtx", null, null)]
    [InlineData(@"\\DC01\", null, null)]
    [InlineData(@"\\DC01", null, null)]
    [InlineData(@"\\\Security", null, null)]
    [InlineData("", null, null)]
    public void A_live_log_is_told_from_a_file_by_its_name(string source, string? host, string? log)
    {
        Assert.Equal(log is not null, ChannelAddress.TryParse(source, out ChannelAddress? address));
        Assert.Equal((host, log), (address?.Host.Name, address?.LogName));
    }

    [Fact]
    public void A_computer_that_nobody_knows_is_never_this_one()
    {
        Add("", "System", "local");
        Assert.Empty(Texts(At("NOSUCH", "System")));
        Assert.Contains("NOSUCH", Assert.Single(_told.Failures).Message, StringComparison.Ordinal);
        Assert.Equal(["local"], Texts(new ChannelAddress(ChannelHost.Local, "System")));
    }

    [Theory]
    [InlineData(0, new string[0])]
    [InlineData(1, new[] { "a1" })]
    public void A_log_that_fails_keeps_what_it_gave_and_the_next_log_is_read(int after, string[] given)
    {
        Add("A", "Security", "a1", "a2");
        Add("A", "System", "a3");
        _channels["A"].Logs["Security"].Failure = ChannelFailure.AccessDenied;
        _channels["A"].Logs["Security"].FailsAfter = after;
        Assert.Equal([.. given, "a3"], Texts(At("A", "Security"), At("A", "System")));
        Assert.Equal(ChannelFailure.AccessDenied, Assert.IsType<ChannelException>(Assert.Single(_told.Failures)).Kind);
    }

    [Fact]
    public void A_log_that_is_switched_off_is_told_and_read()
    {
        Add("A", "System", "old");
        _channels["A"].Logs["System"].IsEnabled = false;
        Assert.Equal(["old"], Texts(At("A", "System")));
        Assert.Equal(ChannelFailure.LogDisabled, Assert.IsType<ChannelException>(Assert.Single(_told.Failures)).Kind);
    }

    [Fact]
    public void A_log_that_is_missing_is_a_failure_only_where_somebody_named_it()
    {
        Add("A", "System", "a");
        Assert.Equal(["a"], Texts(At("A", "Sysmon"), new ChannelAddress(At("A", "").Host, "Other") { IsOptional = true }, At("A", "System")));
        Assert.Equal(ChannelFailure.LogNotFound, Assert.IsType<ChannelException>(Assert.Single(_told.Failures)).Kind);
        Assert.Equal([@"\\A\Other"], _told.Skipped);
    }

    [Fact]
    public void An_event_that_cannot_be_read_is_told_and_the_others_come()
    {
        Add("A", "System", "a", "b", "c");
        List<MemoryChannels.MemoryEvent> events = _channels["A"].Logs["System"].Events;
        events[1] = events[1].With("<Event><System><Computer>x</Computer></System><EventData>&nothing;</EventData></Event>");
        MemoryChannels.Log log = _channels["A"].Logs["System"];
        ChannelSource source = new(new Unfiltered(log), _told);
        Assert.Equal(["a", "c"], source.Read([At("A", "System")], EventQuery.All, CancellationToken.None).Select(record => record.Data["Text"]));
        ChannelException failure = Assert.IsType<ChannelException>(Assert.Single(_told.Failures));
        Assert.Equal(ChannelFailure.EventDamaged, failure.Kind);
        Assert.Contains("Record 2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_computer_that_hangs_is_left_when_the_user_stops()
    {
        Add("A", "System", "a");
        _channels["B"].Hanging = new ManualResetEventSlim();
        using CancellationTokenSource stop = new();
        using IEnumerator<EventRecord> events =
            new ChannelSource(_channels, _told).Read([At("A", "System"), At("B", "System")], EventQuery.All, stop.Token).GetEnumerator();
        Assert.True(events.MoveNext());
        _channels["B"].Hanging!.Wait(TestContext.Current.CancellationToken);
        stop.Cancel();
        Assert.False(events.MoveNext());
        Assert.Empty(_told.Failures);
    }

    [Fact]
    public void Who_takes_no_more_lets_go_of_a_computer_that_hangs()
    {
        Add("A", "System", "a");
        _channels["B"].Hanging = new ManualResetEventSlim();
        ChannelAddress[] logs = [At("A", "System"), At("B", "System")];
        foreach (EventRecord record in new ChannelSource(_channels, _told).Read(logs, EventQuery.All, CancellationToken.None))
        {
            Assert.Equal("a", record.Data["Text"]);
            break;
        }

        _channels["B"].WasCancelled.Wait(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void The_service_is_asked_for_no_more_than_the_query_wants()
    {
        Add("A", "System", "a");
        EventQuery query = new([new EventSelector { Ids = [4688], LogNames = [new NamePattern("system")] }], TestLog.Time);
        Assert.Empty(new ChannelSource(_channels, _told).Read([At("A", "System")], query, CancellationToken.None));
        Assert.Contains("EventID=4688", Assert.Single(_channels.Queries), StringComparison.Ordinal);
    }

    private static ChannelHost HostOf(string name) => name.Length == 0 ? ChannelHost.Local : new ChannelHost(name);

    private readonly Dictionary<string, ChannelHost> _hosts = [];

    private ChannelAddress At(string host, string log)
    {
        if (!_hosts.TryGetValue(host, out ChannelHost? known))
        {
            _hosts.Add(host, known = HostOf(host));
        }

        return new ChannelAddress(known, log);
    }

    private void Add(string host, string log, params string[] texts)
    {
        using TemporaryFile file = new(TestLog.Of(texts.Select(text => TestLog.Saying(text) with { Channel = log })));
        _channels[host].Add(file.Path);
    }

    private List<string> Texts(params ChannelAddress[] channels)
    {
        _told.Records.Clear();
        _told.Records.AddRange(new ChannelSource(_channels, _told).Read(channels, EventQuery.All, CancellationToken.None));
        return _told.Records.ConvertAll(record => record.Data["Text"]);
    }

    private static int RequireSameFindings(string path)
    {
        MemoryChannels channels = new();
        channels["DC01"].Add(path);
        ChannelHost host = new("DC01");
        ChannelAddress[] logs = [.. channels["DC01"].Logs.Keys.Select(log => new ChannelAddress(host, log))];
        int found = 0;
        foreach (Hunt hunt in HuntCatalog.All())
        {
            ReadLog told = new();
            List<string> live = Findings(hunt, query => new ChannelSource(channels, told).Read(logs, query, CancellationToken.None));
            Assert.Equal(Findings(hunt, query => ReadLog.Of(path, query).Records), live);
            Assert.Empty(told.Failures);
            found += live.Count;
        }

        return found;
    }

    private static List<string> Findings(Hunt hunt, Func<EventQuery, IEnumerable<EventRecord>> read)
    {
        HuntRun run = hunt.Start();
        List<Finding> found = [.. read(hunt.Query).SelectMany(run.Examine)];
        if (run.WantContext() is EventQuery context)
        {
            foreach (EventRecord record in read(context))
            {
                run.AddContext(record);
            }
        }

        found.AddRange(run.Complete());
        // Where they were read is said by the source, and by the command that leads back to it.
        return
        [
            .. found.Select(HuntRuns.Describe).Select(text => string.Join("\n", text.Split('\n').Where(IsNoPlace)))
                .OrderBy(text => text, StringComparer.Ordinal),
        ];
    }

    private static bool IsNoPlace(string line) =>
        !line.StartsWith("Source:", StringComparison.Ordinal)
        && !line.StartsWith("NextCommand:", StringComparison.Ordinal)
        && !line.StartsWith("Evidence:", StringComparison.Ordinal);

    /// <summary>A service that does not look into the events.</summary>
    private sealed class Unfiltered(MemoryChannels.Log log) : IChannelReader, IChannelSession
    {
        public IChannelSession Connect(ChannelHost host) => this;

        public IReadOnlyList<string> ListLogs() => [];

        public ChannelSetup GetSetup(string logName) => new(true, false);

        public IEnumerable<ChannelEvent> Read(string logName, string queryList, bool isNewestFirst, ChannelPlace? after = null) => log.Events;

        public IDisposable Subscribe(
            string logName, string queryList, ChannelPlace? after, Action<ChannelEvent> onEvent, Action<ChannelException> onLost) =>
            throw new NotSupportedException();

        public void Cancel()
        {
        }

        public void Dispose()
        {
        }
    }
}
