using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Hunting.Processes;
using TurlaHunt.Tests.Hunting.Hunts;
using TurlaHunt.Tests.Hunting.Tasks;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Following;

// What goes on for hours: it is told while it happens, and costs no more the longer it lasts.
public sealed partial class HuntWatchTests
{
    [Fact]
    public void Passwords_that_a_shell_tries_for_hours_are_found_while_it_does()
    {
        NetUseProcessHunt hunt = new();
        NetUseWatch watch = Assert.IsType<NetUseWatch>(Begun(hunt));
        List<Finding> found = [];
        int most = 0;
        EventRecord[] records = Guesses(1000, seconds: 5);
        for (int i = 0; i < records.Length; i++)
        {
            found.AddRange(Give(watch, hunt, records[i]));
            found.AddRange(Pass(watch, seconds: 5));
            most = Math.Max(most, watch.WaitingCount);
            Assert.Equal(i >= 11, found.Count > 0);
        }

        found.AddRange(Pass(watch, seconds: 0, isOver: true));
        Assert.Equal(records.Length, found.Sum(finding => finding.Evidence.Length));
        Assert.InRange(found[0].Evidence.Length, 11, 13);
        Assert.InRange(most, 1, 20);
    }

    [Fact]
    public void Of_one_shell_that_starts_very_many_at_once_not_all_are_remembered()
    {
        NetUseProcessHunt hunt = new();
        NetUseWatch watch = Assert.IsType<NetUseWatch>(Begun(hunt));
        EventRecord[] records = Guesses(5000, seconds: 0.001);
        int given = 0;
        foreach (EventRecord record in records)
        {
            _now = _now.AddTicks(1);
            given += Give(watch, hunt, record).Sum(finding => finding.Evidence.Length);
            Assert.InRange(watch.WaitingCount, 0, NetUseWatch.MostWaiting);
        }

        Assert.Equal(records.Length, given + Pass(watch, seconds: 10).Sum(finding => finding.Evidence.Length));
    }

    // Sysmon's, whose GUIDs tell the shell also after hours.
    private static EventRecord[] Guesses(int count, double seconds) => [.. ReadLog.Of(TestLog.Of(
        new[] { new NewProcess { Line = @"cmd /c for /f %p in (pass.txt) do net use \\10.1.2.3\c$ %p /user:administrator" } }
            .Concat(Enumerable.Range(1, count).Select(i =>
                NewProcess.Net($@"net use \\10.1.2.3\c$ p{i} /user:administrator", at: i * seconds, id: (uint)(100_000 + i))))
            .Select(process => process.ToSysmon()))).Records];

    [Fact]
    public void First_processes_without_a_line_are_no_gap_while_more_may_come_and_much_more_of_a_gap_is_told_again()
    {
        NewProcess first = new() { Image = @"C:\Windows\System32\csrss.exe" };
        NewProcess other = new() { Line = "" };
        List<EvaluationGap> told = [];
        ScriptedPace pace = new();
        List<int> counts = [];
        Assert.Empty(new HuntFollowing(new NetUseProcessHunt(), pace, (_, _, _) => { }, told.Add).Find(Steps()));
        Assert.Equal([0, 1, 1, 2, 2], counts);
        Assert.Equal([2, 12], told.Select(gap => gap.Lacking));

        IEnumerable<EventRecord?> Steps()
        {
            EventRecord[] records = [.. ReadLog.Of(TestLog.Of(Enumerable.Range(0, 26).Select(i => (i < 3 ? first : other).ToSecurity()))).Records];
            int from = 0;
            foreach (int count in new[] { 3, 2, 9, 1, 11 })
            {
                foreach (EventRecord record in records.Skip(from).Take(count))
                {
                    yield return record;
                }

                from += count;
                pace.Wait(TimeSpan.FromMinutes(1), default);
                yield return null;
                counts.Add(told.Count);
            }
        }
    }

    [Theory]
    [InlineData("WS-2.contoso.example", 8_000_000)]
    [InlineData("WS-1.contoso.example", 8_000_000)]
    [InlineData("WS-2.contoso.example", 2900)]
    public void A_clock_that_is_years_fast_changes_nothing_of_what_is_known_of_logs(string computer, double minute)
    {
        SuspiciousTaskCreationHunt hunt = new();
        HuntWatch watch = Begun(hunt);
        Give(watch, hunt, new TaskLog().Alive(0, 48).SchedulerRecords);
        _now = TaskLog.Start.AddHours(49);
        Pass(watch, seconds: 10);
        Give(watch, hunt, Later(new TaskLog(computer).Registered(minute, @"\Far"), 9000));
        Pass(watch, seconds: 10);
        Give(watch, hunt, Later(new TaskLog(computer).Registered(minute + 1, @"\Farther"), 9010));
        Pass(watch, seconds: 3700);

        // Nothing registered it, in a log that was alive for two days.
        TaskLog late = new();
        for (int run = 0; run < 30; run++)
        {
            late.Ran((50 * 60) + (run * 20));
        }

        Give(watch, hunt, Later(late, 10_000));
        Assert.Equal(TaskLog.Name, Assert.IsType<TaskCreation>(Assert.Single(Pass(watch, seconds: 10))).TaskName);
    }

    [Fact]
    public void The_program_behind_a_task_that_runs_all_the_time_is_not_looked_for_all_the_time()
    {
        Assert.InRange(Readings(appears: null, out string? client), 2, 8);
        Assert.Null(client);

        // Its start comes in another log, a little later.
        Assert.InRange(Readings(appears: 2, out client), 2, 8);
        Assert.Equal(@"C:\Windows\System32\wscript.exe", client);
    }

    private int Readings(int? appears, out string? client)
    {
        SuspiciousTaskCreationHunt hunt = new();
        HuntWatch watch = Begun(hunt);
        TaskLog log = new TaskLog().Process(1, 0x99, 0x11, @"C:\Windows\System32\wscript.exe")
            .Audited(4698, 2, TaskLog.Xml(TaskLog.Exec(TaskLog.Certcheck)), client: 0x99, parent: 0x11);
        Give(watch, hunt, log.SecurityRecords);
        int readings = 0;
        client = null;
        for (int run = 0; run < 60; run++)
        {
            _now = _now.AddSeconds(60);
            if (watch.Choose(_now, isOver: false) is EventQuery context)
            {
                readings++;
                foreach (EventRecord record in log.SecurityRecords.Where(record => run >= appears && context.Matches(record)))
                {
                    watch.AddContext(record);
                }
            }

            client = watch.Settle().Cast<TaskCreation>().Select(task => task.ClientProcessName).LastOrDefault() ?? client;
            Give(watch, hunt, Later(new TaskLog().Ran(10 + run), 1000 + (run * 10)));
        }

        return readings;
    }
}
