using System;
using System.Linq;
using Xunit;

namespace TurlaHunt.Tests.Hunting.Tasks;

/// <summary>What speaks against a task, and what must not.</summary>
public sealed class TaskSuspicionTests
{
    private const string Installed = @"C:\Program Files\Up\up.exe";
    private const string Com = "<ComHandler><ClassId>{B1AEBB5D-EAD9-4476-B375-9C3ED9F32AFC}</ClassId></ComHandler>";
    private const string Genuine = @"\Microsoft\Windows\Chkdsk\ProactiveScan";

    [Theory]
    [InlineData("PT30M", true)]
    [InlineData("PT1800S", true)]
    [InlineData("PT0H30M", true)]
    [InlineData("PT29M", false)]
    [InlineData("PT1H", false)]
    [InlineData("nonsense", false)]
    public void A_program_that_repeats_every_half_hour(string interval, bool suspicious)
    {
        TaskCreation dossier = Registered(TaskLog.Exec(Installed), TaskLog.Every(interval));
        Assert.Equal(suspicious, dossier.Reasons.Any(reason => reason.Contains("30 minutes", StringComparison.Ordinal)));
        Assert.Equal(suspicious ? Severity.Medium : Severity.Low, dossier.Severity);
    }

    [Fact]
    public void Half_an_hour_and_a_users_folder_together_are_the_campaign() =>
        Assert.Equal(Severity.High, Registered(TaskLog.Exec(TaskLog.Certcheck), TaskLog.Every("PT30M")).Severity);

    [Fact]
    public void Windows_own_half_hours_stay_quiet()
    {
        const string RestartOnFailure = "<RestartOnFailure><Interval>PT30M</Interval><Count>3</Count></RestartOnFailure>";
        Assert.Empty(Registered(Com, TaskLog.Every("PT30M")).Reasons);
        Assert.Empty(Registered(TaskLog.Exec(Installed), "", RestartOnFailure).Reasons);

        TaskLog log = new();
        for (int i = 0; i < 10; i++)
        {
            log.Audited(4702, i * 30, TaskLog.Xml(Com)).Updated(i * 30).Ran((i * 30) + 1, "{B1AEBB5D-EAD9-4476-B375-9C3ED9F32AFC}");
        }

        TaskCreation dossier = Assert.Single(log.Dossiers());
        Assert.Empty(dossier.Reasons);
        Assert.Equal(Severity.Informational, dossier.Severity);
        Assert.Equal(TimeSpan.FromMinutes(30), dossier.ObservedInterval);
    }

    [Theory]
    [InlineData(30, 4, true)]
    [InlineData(30.5, 10, true)]
    [InlineData(30, 3, false)]
    [InlineData(33, 10, false)]
    [InlineData(60, 10, false)]
    [InlineData(15, 20, false)]
    public void A_program_that_was_seen_every_half_hour(double minutes, int runs, bool suspicious)
    {
        TaskLog log = new TaskLog().Registered(0);
        for (int i = 0; i < runs; i++)
        {
            log.Ran(1 + (i * minutes), Installed);
        }

        Assert.Equal(suspicious ? Severity.Medium : Severity.Low, Assert.Single(log.Dossiers()).Severity);
    }

    [Fact]
    public void A_task_that_was_made_before_the_log_begins_and_runs_every_half_hour_is_found()
    {
        TaskLog log = new();
        for (int i = 0; i < 10; i++)
        {
            log.Ran(i * 30, Installed).Ran((i * 30) + 2, "{B1AEBB5D-EAD9-4476-B375-9C3ED9F32AFC}", @"\Com").Ran(i * 60, Installed, @"\Hourly");
        }

        TaskCreation dossier = Assert.Single(log.Dossiers());
        Assert.Equal((TaskOperation.Ran, 10, Severity.Medium), (dossier.Operation, dossier.RunCount!.Value, dossier.Severity));
        Assert.Contains("10 runs", Assert.Single(dossier.Reasons), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"\ProactiveScan", false, false, Severity.High)]
    [InlineData(@"\Microsoft\Windows\Chkdsk\Sub\ProactiveScan", false, false, Severity.High)]
    [InlineData(@"\proactivescan", true, false, Severity.High)]
    [InlineData(Genuine, false, false, Severity.Low)]
    [InlineData(Genuine, true, false, Severity.High)]
    [InlineData(Genuine, false, true, Severity.High)]
    [InlineData(@"\ProactiveScanner", true, false, Severity.Low)]
    public void ProactiveScan_is_Windows_own_only_in_its_folder_and_without_a_program(
        string task, bool isExec, bool ranProgram, Severity expected)
    {
        TaskLog log = new TaskLog().Audited(4698, 0, TaskLog.Xml(isExec ? TaskLog.Exec(Installed) : Com), task);
        log = ranProgram ? log.Ran(1, Installed, task) : log.Ran(1, "{CF4270F5-2E43-4468-83B3-A8C45BB33EA1}", task);
        TaskCreation dossier = Assert.Single(log.Dossiers());
        Assert.Equal(expected, dossier.Severity);
        Assert.Equal(expected == Severity.High, dossier.Techniques.Contains("T1036.004"));
    }

    [Theory]
    [InlineData(@"C:\Users\a\AppData\Local\VirtualStore\certcheck.exe", "", Severity.Medium)]
    [InlineData(@"%LOCALAPPDATA%\x.exe", "", Severity.Medium)]
    [InlineData(@"C:\Users\Public\x.exe", "", Severity.Medium)]
    [InlineData(@"C:\Windows\System32\x.exe", @"%temp%\y.dat", Severity.Medium)]
    [InlineData(@"wscript.exe", @"C:\Scripts\a.js", Severity.Medium)]
    [InlineData(@"""C:\Windows\System32\mshta.exe""", "http://a.example/x", Severity.Medium)]
    [InlineData(@"powershell.exe", @"-File C:\Scripts\a.ps1", Severity.Low)]
    [InlineData(@"powershell.exe", "-nop -enc SQBFAFgA", Severity.Medium)]
    [InlineData(@"powershell.exe", "-Command Set-Thing -Enabled -Name e", Severity.Low)]
    [InlineData(@"pwsh", "/EC SQBFAFgA", Severity.Medium)]
    [InlineData(@"cmd.exe", @"/c dir", Severity.Low)]
    [InlineData(@"%COMSPEC%", @"/C tasklist &gt; %windir%\Temp\a.tmp 2&gt;&amp;1", Severity.High)]
    [InlineData(@"C:\Users\a\AppData\Roaming\Microsoft\Chkdsk.js", "-scan Kdw6gG7cpOSZsBeH", Severity.High)]
    [InlineData(@"D:\a.vbs", "", Severity.Medium)]
    [InlineData(@"D:\a.bat", "", Severity.Low)]
    [InlineData(@"\\198.51.100.7\pub\x.exe", "", Severity.High)]
    [InlineData(@"\\10.1.2.3\pub\x.exe", "", Severity.Medium)]
    [InlineData(@"rundll32.exe", @"\\fileserver\pub\x.dll,Run", Severity.Medium)]
    public void What_it_starts_speaks_against_it(string command, string arguments, Severity expected)
    {
        TaskCreation dossier = Registered(TaskLog.Exec(command, arguments));
        Assert.NotEmpty(dossier.Reasons);
        Assert.Equal(expected, dossier.Severity);
    }

    [Theory]
    [InlineData(@"C:\Program Files\Up\up.exe", "/c")]
    [InlineData(@"%windir%\system32\rundll32.exe", "Startupscan.dll,SusRunTask")]
    [InlineData(@"C:\ProgramData\Microsoft\Windows Defender\Platform\4.18\MpCmdRun.exe", "Scan")]
    [InlineData(@"C:\Apps\cmdlet.exe", "/c x")]
    [InlineData(@"\\127.0.0.1\c$\x.exe", "")]
    [InlineData(@"\\.\pipe\x", "")]
    [InlineData(@"C:\Downloader\x.exe", "-scan")]
    [InlineData("", "")]
    public void What_looks_alike_does_not(string command, string arguments)
    {
        TaskCreation dossier = Registered(TaskLog.Exec(command, arguments));
        Assert.Empty(dossier.Reasons);
        Assert.Equal(Severity.Low, dossier.Severity);
    }

    [Fact]
    public void What_runs_start_counts_where_no_definition_is_known_and_is_not_told_twice()
    {
        TaskCreation scheduler = Assert.Single(new TaskLog().Registered(0).Ran(20).Dossiers());
        Assert.Equal(Severity.Medium, scheduler.Severity);
        Assert.StartsWith("It was seen to start", Assert.Single(scheduler.Reasons), StringComparison.Ordinal);
        TaskCreation both = Assert.Single(new TaskLog()
            .Audited(4698, 0, TaskLog.Xml(TaskLog.Exec(TaskLog.Certcheck))).Ran(20).Dossiers());
        Assert.StartsWith("It starts", Assert.Single(both.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hidden_task_that_starts_a_program_is_said_to_be_hidden()
    {
        const string Hidden = "<Hidden>true</Hidden>";
        Assert.Contains("hidden", Assert.Single(Registered(TaskLog.Exec(Installed), "", Hidden).Reasons), StringComparison.Ordinal);
        Assert.Empty(Registered(Com, "", Hidden).Reasons);
        Assert.Empty(Registered(TaskLog.Exec(Installed), "", Hidden, @"\Microsoft\Windows\Some\Task").Reasons);
    }

    [Theory]
    [InlineData(0.01, true)]
    [InlineData(10, true)]
    [InlineData(10.1, false)]
    public void A_task_that_is_gone_after_minutes(double minutes, bool suspicious)
    {
        TaskCreation dossier = Assert.Single(new TaskLog().Registered(0).Deleted(minutes).Dossiers());
        Assert.Equal(suspicious, dossier.Techniques.Contains("T1070.009"));
        Assert.Equal(suspicious ? Severity.Medium : Severity.Low, dossier.Severity);
    }

    [Fact]
    public void A_task_whose_registration_was_not_seen_has_no_length() =>
        Assert.Empty(Assert.Single(new TaskLog().Updated(0).Deleted(1).Dossiers()).Reasons);

    [Fact]
    public void The_program_that_registered_it_is_looked_up_and_judged()
    {
        string xml = TaskLog.Xml(TaskLog.Exec(Installed));
        TaskCreation dossier = Assert.Single(new TaskLog()
            .Process(0, 700, 4, @"C:\Windows\explorer.exe")
            .Process(10, 700, 8, @"C:\Users\a\Downloads\setup.exe", @"setup.exe net use \\198.51.100.7\c$ Not-A-Real-Passw0rd /user:x")
            .Audited(4698, 11, xml, client: 700, parent: 8)
            .Process(12, 700, 8, @"C:\Windows\notepad.exe")
            .Dossiers());
        Assert.Equal(@"C:\Users\a\Downloads\setup.exe", dossier.ClientProcessName);
        Assert.DoesNotContain("Passw0rd", dossier.ClientCommandLine, StringComparison.Ordinal);
        Assert.Equal(Severity.Medium, dossier.Severity);
        Assert.Equal([4698, 4688], dossier.Evidence.Select(record => record.Id));
    }

    [Fact]
    public void A_process_of_the_same_number_is_not_taken_for_the_client()
    {
        string xml = TaskLog.Xml(TaskLog.Exec(Installed));
        TaskLog[] logs =
        [
            new TaskLog().Process(0, 700, 4, @"C:\Users\a\Downloads\other.exe").Audited(4698, 11, xml, client: 700, parent: 8),
            new TaskLog().Audited(4698, 11, xml, client: 700, parent: 8).Process(12, 700, 8, @"C:\Users\a\Downloads\later.exe"),
            new TaskLog().Process(0, 1792, 8, @"C:\Users\a\Downloads\hexadecimal.exe").Audited(4698, 11, xml, client: 700, parent: 8),
            new TaskLog().Process(0, 700, 8, @"C:\Users\a\Downloads\setup.exe").Audited(4698, 11, xml),
        ];
        Assert.All(logs, log =>
        {
            TaskCreation dossier = Assert.Single(log.Dossiers());
            Assert.Null(dossier.ClientProcessName);
            Assert.Equal(Severity.Low, dossier.Severity);
        });
    }

    [Fact]
    public void The_program_is_found_however_often_its_number_was_used_again()
    {
        string xml = TaskLog.Xml(TaskLog.Exec(Installed));
        TaskLog log = new TaskLog()
            .Process(0, 700, 8, @"C:\Users\a\Downloads\setup.exe").Audited(4698, 1, xml, @"\First", client: 700, parent: 8);
        for (int i = 0; i < 100; i++)
        {
            log.Process(10 + i, 700, 8, $@"C:\Windows\{i}.exe");
        }

        log.Audited(4698, 200, xml, @"\Last", client: 700, parent: 8);
        string?[] expected = [@"C:\Users\a\Downloads\setup.exe", @"C:\Windows\99.exe"];
        Assert.Equal(expected, log.Dossiers().Select(dossier => dossier.ClientProcessName));
        Assert.Equal(expected, TaskLog.Dossiers(log.Records.AsEnumerable().Reverse()).Select(dossier => dossier.ClientProcessName));
    }

    private static TaskCreation Registered(string actions, string triggers = "", string settings = "", string task = TaskLog.Name) =>
        Assert.Single(new TaskLog().Audited(4698, 0, TaskLog.Xml(actions, triggers, settings), task).Dossiers());
}
