using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Evtx;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Hunting.Processes;
using TurlaHunt.Hunting.Tasks;
using TurlaHunt.Tests.Hunting;
using TurlaHunt.Tests.Hunting.Hunts;
using TurlaHunt.Tests.Hunting.Tasks;
using TurlaHunt.Tests.Samples;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Following;

/// <summary>What hunts find while events are written: as soon as it is settled, each once, and in bounded memory.</summary>
public sealed partial class HuntWatchTests
{
    private DateTime _now = new(2019, 7, 11, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void What_happened_long_ago_is_given_as_by_a_scan_that_ends()
    {
        foreach (Hunt hunt in HuntCatalog.All())
        {
            EventRecord[] records = [.. SampleLogs.Paths.SelectMany(path => ReadLog.Of(path).Records)];
            Assert.NotEmpty(HuntRuns.Describe(hunt, records));
            HuntWatch watch = hunt.Watch();
            _now = DateTime.UtcNow;
            Assert.Equal(Sorted(HuntRuns.Describe(hunt, records)), Sorted(Give(watch, hunt, records).Concat(Settle(watch, records)).Select(HuntRuns.Describe)));
            Assert.Empty(Settle(watch, records, isOver: true));
        }
    }

    [Fact]
    public void A_shell_and_what_it_starts_are_one_finding_also_where_they_come_one_after_the_other()
    {
        Hunt hunt = new NetUseProcessHunt();
        HuntWatch watch = Begun(hunt);
        EventRecord[] records = Processes(
            new NewProcess { Line = @"cmd /c net use \\197.168.0.247\c$ x /user:administrator" },
            NewProcess.Net(@"net use \\197.168.0.247\c$ x /user:administrator"));
        Assert.Empty(Give(watch, hunt, records[0]));
        Assert.Empty(Pass(watch, seconds: 3));
        Assert.Empty(Give(watch, hunt, records[1]));
        Assert.Empty(Pass(watch, seconds: 9));
        NetUse found = Assert.IsType<NetUse>(Assert.Single(Pass(watch, seconds: 1)));
        Assert.Equal(2, found.Evidence.Length);
        Assert.Empty(Pass(watch, seconds: 60, isOver: true));
    }

    [Fact]
    public void Both_logs_tell_of_one_process_and_a_copy_of_a_record_comes_to_nothing()
    {
        Hunt hunt = new NetUseProcessHunt();
        HuntWatch watch = Begun(hunt);
        NewProcess process = NewProcess.Net(@"net use \\10.1.2.3\share");
        EventRecord[] records = ReadLog.Of(TestLog.Of(process.ToSecurity(), process.ToSysmon())).Records.ToArray();
        Assert.Empty(Give(watch, hunt, [.. records, records[0]]));
        Assert.Equal(2, Assert.Single(Pass(watch, seconds: 10)).Evidence.Length);
        Assert.Empty(Pass(watch, seconds: 10, isOver: true));
    }

    [Fact]
    public void What_comes_late_is_a_finding_of_its_own_and_an_innocent_line_is_none()
    {
        Hunt hunt = new NetUseProcessHunt();
        HuntWatch watch = Begun(hunt);
        Give(watch, hunt, Processes(new NewProcess { Line = @"cmd /c net use \\10.1.2.3\share" }));
        Assert.Single(Pass(watch, seconds: 10));
        Give(watch, hunt, Processes(NewProcess.Net(@"net use \\10.1.2.3\share"), NewProcess.Net("net view", id: 9000)));
        Assert.Single(Assert.Single(Pass(watch, seconds: 10)).Evidence);
    }

    [Fact]
    public void What_is_waiting_is_given_at_the_end()
    {
        Hunt hunt = new NetUseProcessHunt();
        HuntWatch watch = Begun(hunt);
        Give(watch, hunt, Processes(NewProcess.Net(@"net use \\10.1.2.3\share")));
        Assert.Single(Pass(watch, seconds: 0, isOver: true));
    }

    [Fact]
    public void Of_very_many_processes_at_once_the_oldest_are_given_early_and_none_is_lost()
    {
        Hunt hunt = new NetUseProcessHunt();
        HuntWatch watch = Begun(hunt);
        const int Count = NetUseWatch.MostWaiting + 100;
        int early = 0;
        foreach (EventRecord record in ReadLog.Of(TestLog.Of(Enumerable.Range(0, Count).Select(i =>
            NewProcess.Net(@"net use \\10.1.2.3\share", at: i, id: (uint)(100_000 + i), parent: 5).ToSecurity()))).Records)
        {
            _now = _now.AddTicks(1);
            early += Give(watch, hunt, record).Count;
        }

        Assert.InRange(early, 100, Count / 2);
        Assert.Equal(Count, early + Pass(watch, seconds: 10).Count);
    }

    [Fact]
    public void A_task_is_told_once_both_logs_have_told_of_it_with_the_program_that_registered_it()
    {
        SuspiciousTaskCreationHunt hunt = new();
        TaskLog log = new TaskLog().Process(1, 0x99, 0x11, @"C:\Windows\System32\wscript.exe").Registered(2)
            .Audited(4698, 2, TaskLog.Xml(TaskLog.Exec(TaskLog.Certcheck), TaskLog.Every("PT30M")), client: 0x99, parent: 0x11);
        HuntWatch watch = Begun(hunt);
        Give(watch, hunt, log.SchedulerRecords);
        Assert.Empty(Pass(watch, seconds: 5));
        Give(watch, hunt, log.SecurityRecords);
        TaskCreation told = Assert.IsType<TaskCreation>(Assert.Single(Pass(watch, 5, log.Records)));
        Assert.Equal((TaskLog.User, @"C:\Windows\System32\wscript.exe", Severity.High, false),
            (told.Registrar, told.ClientProcessName, told.Severity, told.IsUpdate));
        Assert.Empty(Pass(watch, 60, log.Records, isOver: true));
    }

    [Fact]
    public void A_task_is_told_again_where_something_new_is_known_and_not_where_it_only_runs()
    {
        SuspiciousTaskCreationHunt hunt = new();
        HuntWatch watch = Begun(hunt);
        string xml = TaskLog.Xml(TaskLog.Exec(@"C:\Program Files\Backup\backup.exe"));
        TaskLog log = new TaskLog().Registered(0).Audited(4698, 0, xml);
        TaskCreation first = Told(new TaskLog().Registered(0).Audited(4698, 0, xml));
        Assert.Equal(Severity.Low, first.Severity);

        // It runs: nothing new. It is updated with the same definition: neither.
        foreach (double minute in new[] { 60.0, 75, 90 })
        {
            Give(watch, hunt, Later(new TaskLog().Ran(minute, @"C:\Program Files\Backup\backup.exe"), 10 + (int)minute));
            Assert.Empty(Pass(watch, seconds: 10));
        }

        Give(watch, hunt, Later(new TaskLog().Updated(100).Audited(4702, 100, xml), 200));
        Assert.Empty(Pass(watch, seconds: 10));

        TaskCreation changed = Told(new TaskLog().Updated(110).Audited(4702, 110, TaskLog.Xml(TaskLog.Exec(TaskLog.Certcheck))), 300);
        Assert.True(changed.IsUpdate);
        Assert.True(changed.Severity > first.Severity);
        Assert.Equal((first.TaskName, first.TimeCreated, first.RecordId, first.LogName), (changed.TaskName, changed.TimeCreated, changed.RecordId, changed.LogName));

        TaskCreation deleted = Told(new TaskLog().Deleted(120), 400);
        Assert.True(deleted.IsUpdate);
        Assert.NotNull(deleted.DeletedTime);

        // Registered once more it is another life.
        Assert.False(Told(new TaskLog().Registered(180), 500).IsUpdate);
        Assert.Empty(Pass(watch, seconds: 100, isOver: true));
        GC.KeepAlive(log);

        TaskCreation Told(TaskLog events, int ids = 0)
        {
            Give(watch, hunt, Later(events, ids));
            return Assert.IsType<TaskCreation>(Assert.Single(Pass(watch, seconds: 10)));
        }
    }

    [Fact]
    public void That_a_task_runs_every_half_hour_is_told_once_when_it_shows()
    {
        SuspiciousTaskCreationHunt hunt = new();
        HuntWatch watch = Begun(hunt);
        Give(watch, hunt, new TaskLog().Registered(0).SchedulerRecords);
        List<Finding> told = [.. Pass(watch, seconds: 10)];
        for (int run = 1; run <= 20; run++)
        {
            Give(watch, hunt, Later(new TaskLog().Ran(run * 30, @"C:\Program Files\Backup\backup.exe"), run * 10));
            told.AddRange(Pass(watch, seconds: 1800));
        }

        Assert.Equal([false, true], told.Cast<TaskCreation>().Select(task => task.IsUpdate));
        Assert.Contains("every 30 minutes", told[1].Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Only_so_many_tasks_are_remembered_and_none_that_is_forgotten_looks_suspicious()
    {
        const int Most = 64;
        SuspiciousTaskCreationHunt hunt = new();
        HuntWatch watch = new TaskWatch(hunt, Most);
        Settle(watch, []);
        int told = 0;
        for (int day = 0; day < 40; day++)
        {
            TaskLog log = new();
            for (int i = 0; i < 10; i++)
            {
                log.Registered((day * 1440) + i, $@"\Task {day} {i}");
            }

            for (int hour = 0; hour < 24; hour++)
            {
                log.Ran((day * 1440) + (hour * 60) + 30, @"C:\Program Files\a\a.exe", @"\Hourly");
            }

            Give(watch, hunt, Later(log, day * 1000));
            List<Finding> found = Pass(watch, seconds: 86400);
            told += found.Count;
            Assert.All(found, finding => Assert.Equal(Severity.Low, finding.Severity));
        }

        Assert.Equal(400, told);

        // Tasks of the first day, long forgotten, run every half hour now.
        TaskLog late = new();
        for (int run = 0; run < 30; run++)
        {
            late.Ran((40 * 1440) + (run * 20), @"C:\Program Files\a\a.exe", @"\Task 0 1");
        }

        Give(watch, hunt, Later(late, 100_000));
        Assert.Empty(Pass(watch, seconds: 10));
    }

    [Fact]
    public void Connections_and_logons_are_given_at_once_and_each_once()
    {
        Hunt hunt = new OutboundSmbHunt();
        HuntWatch watch = hunt.Watch();
        EventRecord[] records = [.. SampleLogs.Paths.SelectMany(path => ReadLog.Of(path, hunt.Query).Records)];
        int found = Give(watch, hunt, records).Count;
        Assert.NotEqual(0, found);
        Assert.Empty(Give(watch, hunt, records));
        Assert.Empty(Pass(watch, seconds: 10, isOver: true));
    }

    [Fact]
    public void Records_are_forgotten_where_they_are_too_many()
    {
        Events.SeenRecords seen = new(most: 10);
        EventRecord[] records = [.. ReadLog.Of(TestLog.Of(Enumerable.Range(0, 30).Select(i => TestLog.Saying($"{i}")))).Records];
        Assert.All(records, record => Assert.True(seen.Add(record)));
        Assert.All(records.Skip(20), record => Assert.False(seen.Add(record)));
        Assert.True(seen.Add(records[0]));
    }

    private HuntWatch Begun(Hunt hunt)
    {
        HuntWatch watch = hunt.Watch();
        Assert.Empty(Settle(watch, []));
        return watch;
    }

    private static EventRecord[] Processes(params NewProcess[] processes) =>
        [.. ReadLog.Of(TestLog.Of(processes.Select(process => process.ToSecurity()))).Records];

    // The numbers of records go on from log to log.
    private static List<EventRecord> Later(TaskLog log, int ids) =>
        [.. log.Records.Select(record => ReadLog.Of(TestLog.Of(Copy(record, ids))).Records[0])];

    private static EventDescription Copy(EventRecord record, int ids) => new(record.ProviderName!, (ushort)record.Id, record.TimeCreated!.Value)
    {
        Channel = record.LogName!,
        Computer = record.MachineName!,
        RecordId = (ulong)(record.RecordId + ids),
        Payload = TestLog.Data([.. record.DataNames.Select(name => ((string?)name, EventValue.String(record.Data[name])))]),
    };

    private List<Finding> Give(HuntWatch watch, Hunt hunt, params IEnumerable<EventRecord> records) =>
        [.. records.Where(hunt.Query.Matches).SelectMany(record => watch.Examine(record, _now))];

    private List<Finding> Pass(HuntWatch watch, int seconds, IEnumerable<EventRecord>? logs = null, bool isOver = false)
    {
        _now = _now.AddSeconds(seconds);
        return Settle(watch, logs ?? [], isOver);
    }

    private List<Finding> Settle(HuntWatch watch, IEnumerable<EventRecord> logs, bool isOver = false)
    {
        if (watch.Choose(_now, isOver) is EventQuery context)
        {
            foreach (EventRecord record in logs.Where(context.Matches))
            {
                watch.AddContext(record);
            }
        }

        return [.. watch.Settle()];
    }

    private static IEnumerable<string> Sorted(IEnumerable<string> texts) => texts.OrderBy(text => text, StringComparer.Ordinal);
}
