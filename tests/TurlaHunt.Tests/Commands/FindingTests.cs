using System;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using TurlaHunt.Hunting.Accounts;
using TurlaHunt.Hunting.CommandLines;
using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>What the hunts say about records that are known.</summary>
public sealed class FindingTests(HostedModule module) : IClassFixture<HostedModule>
{
    [Fact]
    public void Two_logs_give_one_dossier_of_a_task_and_the_process_behind_it()
    {
        TaskCreation task = Task(@"\CertificateCheck", Logs.Samples);
        Assert.Equal(TaskOperation.Registered, task.Operation);
        Assert.Equal(@"CONTOSO\m.weber", task.Registrar);
        Assert.Equal("S-1-5-21-3110297512-1886720455-2740063981-1142", task.RegistrarSid);
        Assert.Equal(@"CONTOSO\m.weber", task.RunAs);
        Assert.Equal(@"CONTOSO\m.weber", task.UserContext);
        Assert.Equal([@"C:\Users\m.weber\AppData\Local\VirtualStore\certcheck.exe"], task.Actions!);
        Assert.Equal(TimeSpan.FromMinutes(30), task.RepetitionInterval);
        Assert.Equal(6, task.RunCount);
        Assert.Equal(TimeSpan.FromMinutes(30), task.ObservedInterval);
        Assert.Equal("2019-07-10 09:42:00", $"{task.FirstRun:yyyy-MM-dd HH:mm:ss}");
        Assert.Equal("2019-07-10 12:12:00", $"{task.LastRun:yyyy-MM-dd HH:mm:ss}");
        Assert.Equal("2019-07-10 12:12:15", $"{task.DeletedTime:yyyy-MM-dd HH:mm:ss}");
        Assert.Equal(@"CONTOSO\m.weber", task.DeletedBy);
        Assert.Equal(6700, task.ClientProcessId);
        Assert.EndsWith("psiphon3.exe", task.ClientProcessName, StringComparison.Ordinal);
        Assert.Equal(Severity.High, task.Severity);
        Assert.Equal("TH-0001", task.HuntId);
        Assert.Equal(["T1053.005"], task.Techniques);
        Assert.Equal(3, task.Reasons.Length);

        // Two for its registration, two for its deletion, three for each run, two for the start of the installer.
        Assert.Equal(2 + 2 + (6 * 3) + 2, task.Evidence.Length);
        Assert.Equal((106, 5312L), (task.Id, task.RecordId));
        Assert.Equal(3, task.Evidence.Select(record => record.Source).Distinct().Count());
    }

    [Fact]
    public void The_audit_log_alone_names_registrar_and_principal_and_knows_of_no_runs()
    {
        TaskCreation task = Task(@"\CertificateCheck", Logs.Sample("Security"));
        Assert.Equal(@"CONTOSO\m.weber", task.Registrar);
        Assert.Equal(@"CONTOSO\m.weber", task.RunAs);
        Assert.Equal(TimeSpan.FromHours(3), TimeSpan.FromMinutes(Math.Round(task.Lifetime!.Value.TotalMinutes)));
        Assert.EndsWith("psiphon3.exe", task.ClientProcessName, StringComparison.Ordinal);
        Assert.Null(task.UserContext);
        Assert.Null(task.RunCount);
        Assert.Null(task.FirstRun);
        Assert.Null(task.Started);
    }

    [Fact]
    public void The_schedulers_log_alone_shows_runs_and_no_registrar()
    {
        TaskCreation task = Task(@"\CertificateCheck", Logs.Sample("Microsoft-Windows-TaskScheduler%4Operational"));
        Assert.Equal(@"CONTOSO\m.weber", task.UserContext);
        Assert.Equal(@"CONTOSO\m.weber", task.DeletedBy);
        Assert.Equal(6, task.RunCount);
        Assert.Equal([@"C:\Users\m.weber\AppData\Local\VirtualStore\certcheck.exe"], task.Started!);
        Assert.Equal(Severity.High, task.Severity);
        Assert.Null(task.Registrar);
        Assert.Null(task.RegistrarSid);
        Assert.Null(task.RunAs);
        Assert.Null(task.Actions);
        Assert.Null(task.ClientProcessName);
    }

    [Fact]
    public void Registrar_and_principal_differ_where_the_log_says_so()
    {
        TaskCreation updater = Task(@"\GoogleUpdateTaskMachineUA", Logs.Samples);
        Assert.Equal(@"CONTOSO\WS-0217$", updater.Registrar);
        Assert.Equal("S-1-5-18", updater.RunAs);
    }

    [Fact]
    public void A_namesake_of_ProactiveScan_ranks_high_and_the_genuine_one_low()
    {
        foreach (string logs in new[] { Logs.Samples, Logs.Sample("Security"), Logs.Sample("Microsoft-Windows-TaskScheduler%4Operational") })
        {
            Assert.Equal(Severity.High, Task(@"\ProactiveScan", logs).Severity);
            TaskCreation genuine = Task(@"\Microsoft\Windows\Chkdsk\ProactiveScan", logs);
            Assert.Equal(Severity.Low, genuine.Severity);
            Assert.Empty(genuine.Reasons);
        }
    }

    [Fact]
    public void What_Windows_changes_every_half_hour_is_one_quiet_dossier()
    {
        TaskCreation task = Task(@"\Microsoft\Windows\SoftwareProtectionPlatform\SvcRestartTask", Logs.Samples);
        Assert.Equal(TaskOperation.Updated, task.Operation);
        Assert.Equal(7, task.Changes.Length);
        Assert.Equal(Severity.Informational, task.Severity);
        Assert.Empty(task.Reasons);
        Assert.Null(task.Registrar);
    }

    [Fact]
    public void A_real_pair_of_logs_names_the_registrar_of_a_task_for_SYSTEM()
    {
        string[] logs = [RequireTasks("TaskScheduler.evtx"), RequireTasks("SecurityTasks.evtx")];
        TaskCreation[] tasks =
            [.. module.Run("Get-SuspiciousTaskCreation $x -ErrorAction SilentlyContinue", ("x", logs)).Objects.Cast<TaskCreation>()];
        Assert.Equal([@"\T1053_005_OnLogon", @"\T1053_005_OnStartup", @"\T1053_005_powershell"], tasks.Select(task => task.TaskName));
        Assert.All(tasks, task => Assert.Equal((@"RE-DEV\yolo", @"RE-DEV\yolo"), (task.Registrar, task.DeletedBy)));
        TaskCreation startup = tasks[1];
        Assert.Equal("S-1-5-18", startup.RunAs);
        Assert.Equal("S-1-5-18", startup.UserContext);
        Assert.Equal(0, startup.RunCount);
        Assert.Equal([@"2021-01-27 11:42:26Z Disabled by RE-DEV\yolo"], startup.Changes);
        Assert.Equal("S-1-5-32-544", tasks[2].RunAs);
        Assert.Equal("2021-01-27 11:42:05", $"{tasks[2].FirstRun:yyyy-MM-dd HH:mm:ss}");
    }

    [Fact]
    public void The_line_of_the_campaign_is_found_with_all_that_it_says()
    {
        NetUse found = Connection(184256);
        Assert.Equal(Severity.High, found.Severity);
        Assert.True(found.IsNetUse);
        Assert.Equal(@"\\197.168.0.247\c$", found.Target);
        Assert.Equal("197.168.0.247", found.TargetHost);
        Assert.Equal(TargetKind.PublicAddress, found.TargetScope);
        Assert.Equal("c$", found.Share);
        Assert.Equal("administrator", found.AccountGiven);
        Assert.True(found.HasPassword);
        Assert.Equal(@"CONTOSO\m.weber", found.UserName);
        Assert.Equal("0x2b8f4e", found.LogonId);
        Assert.Equal(@"C:\Windows\System32\cmd.exe", found.ProcessName);
        Assert.Equal(7300, found.ProcessId);
        Assert.EndsWith("certcheck.exe", found.ParentProcessName, StringComparison.Ordinal);
        Assert.Equal("TH-0002", found.HuntId);
        Assert.Equal(PrivilegeVerdict.StandardUser, found.Privilege);
    }

    [Fact]
    public void The_logon_script_is_found_and_ranks_low()
    {
        NetUse found = Connection(184237);
        Assert.Equal(Severity.Low, found.Severity);
        Assert.Equal("fileserver", found.TargetHost);
        Assert.False(found.HasPassword);
    }

    [Theory]
    [InlineData(184220)]
    [InlineData(184283)]
    public void What_connects_to_nothing_is_not_found(long record) =>
        Assert.DoesNotContain(Findings("Get-NetUseProcess"), finding => finding.RecordId == record);

    [Fact]
    public void No_finding_holds_a_password_in_any_property_text_or_stream()
    {
        using TestFolder folder = new();
        string arguments = $@"/c net use \\198.51.100.7\c$ {Logs.Secret} /user:administrator";
        folder.Add("a.evtx", TestLog.Of(
            Logs.Process("cmd.exe " + arguments),
            Logs.Task(@"\Fetch", "cmd.exe", arguments)));
        string script = "Get-NetUseProcess $x -Verbose; Get-SuspiciousTaskCreation $x -Verbose";
        HostedResult result = module.Run(script, ("x", new[] { folder.Path, Logs.Samples })).ThrowIfFailed();
        Assert.Contains(result.Objects, item => item is TaskCreation { TaskName: @"\Fetch", Actions: [string action] } fetch
            && action.Contains("net use") && fetch.ClientCommandLine!.Contains("net use"));
        Assert.True(result.Output.Count > 6);
        foreach (object finding in result.Objects)
        {
            string all = JsonSerializer.Serialize(finding, finding.GetType()) + finding;
            Assert.DoesNotContain(Logs.Secret, all, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Logs.Secret, result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Logs.Secret, string.Join('\n', result.Verbose), StringComparison.Ordinal);
    }

    [Fact]
    public void The_raw_event_keeps_the_password_and_its_view_does_not_show_it()
    {
        HostedResult result = module.Run("Get-HuntEvent $x -Id 4688", ("x", Logs.Samples)).ThrowIfFailed();
        Assert.Contains(result.Objects.Cast<EventRecord>(), record => record.Data["CommandLine"].Contains(Logs.Secret));
        Assert.DoesNotContain(Logs.Secret, result.Text, StringComparison.Ordinal);
        Assert.All(result.Objects.Cast<EventRecord>(), record =>
            Assert.DoesNotContain(Logs.Secret, _Format.EventValues(new PSObject(record)) + _Format.EventSummary(new PSObject(record)) + record));
    }

    private static string RequireTasks(string name) =>
        SharedData.Require("corpus", "velociraptor", "artifacts", "testdata", "files", name);

    private TaskCreation Task(string name, string logs) => Assert.Single(
        module.Run("Get-SuspiciousTaskCreation $x", ("x", logs)).ThrowIfFailed().Objects.Cast<TaskCreation>(),
        task => task.TaskName == name);

    private NetUse Connection(long record) =>
        Assert.IsType<NetUse>(Assert.Single(Findings("Get-NetUseProcess"), finding => finding.RecordId == record));

    private Finding[] Findings(string command) =>
        [.. module.Run($"{command} $x", ("x", Logs.Samples)).ThrowIfFailed().Objects.Cast<Finding>()];
}
