using System;
using System.Linq;
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
    public void The_audit_log_names_the_registrar_and_the_principal_of_a_task()
    {
        TaskCreation task = Task(184249);
        Assert.Equal(TaskOperation.Registered, task.Operation);
        Assert.Equal(@"\CertificateCheck", task.TaskName);
        Assert.Equal(@"CONTOSO\m.weber", task.Registrar);
        Assert.Equal("S-1-5-21-3110297512-1886720455-2740063981-1142", task.RegistrarSid);
        Assert.Equal(@"CONTOSO\m.weber", task.RunAs);
        Assert.Null(task.UserContext);
        Assert.Equal([@"C:\Users\m.weber\AppData\Local\VirtualStore\certcheck.exe"], task.Actions!);
        Assert.Equal(TimeSpan.FromMinutes(30), task.RepetitionInterval);
        Assert.Equal(6700, task.ClientProcessId);
        Assert.Equal(Severity.Medium, task.Severity);
        Assert.Equal("TH-0001", task.HuntId);
        Assert.Equal(["T1053.005"], task.Techniques);
        Assert.Equal(2, task.Reasons.Length);
        Assert.Equal(184249, Assert.Single(task.Evidence).RecordId);
    }

    [Fact]
    public void Registrar_and_principal_differ_where_the_log_says_so()
    {
        TaskCreation updater = Task(184246);
        Assert.Equal(@"CONTOSO\WS-0217$", updater.Registrar);
        Assert.Equal("S-1-5-18", updater.RunAs);
        Assert.Null(updater.UserContext);
    }

    [Fact]
    public void The_schedulers_106_has_a_user_context_and_nothing_else()
    {
        TaskCreation task = Task(5312);
        Assert.Equal(@"CONTOSO\m.weber", task.UserContext);
        Assert.Null(task.Registrar);
        Assert.Null(task.RegistrarSid);
        Assert.Null(task.RunAs);
        Assert.Null(task.Actions);
    }

    [Fact]
    public void The_schedulers_141_names_who_deleted_it()
    {
        TaskCreation task = Task(5362);
        Assert.Equal(TaskOperation.Deleted, task.Operation);
        Assert.Equal(@"CONTOSO\m.weber", task.Registrar);
        Assert.Null(task.UserContext);
        Assert.Equal(Severity.Informational, task.Severity);
    }

    [Fact]
    public void A_namesake_of_ProactiveScan_ranks_high_and_the_genuine_one_low()
    {
        Assert.Equal(Severity.High, Task(184262).Severity);
        Assert.Equal(Severity.High, Task(5332).Severity);
        Assert.Equal(Severity.Low, Task(184232).Severity);
    }

    [Fact]
    public void A_real_106_of_a_task_for_SYSTEM_does_not_make_SYSTEM_its_registrar()
    {
        string[] logs = [RequireTasks("TaskScheduler.evtx"), RequireTasks("SecurityTasks.evtx")];
        TaskCreation[] tasks =
        [
            .. module.Run("Get-SuspiciousTaskCreation $x -ErrorAction SilentlyContinue", ("x", logs)).Objects.Cast<TaskCreation>()
                .Where(task => task.TaskName == @"\T1053_005_OnStartup" && task.Operation == TaskOperation.Registered),
        ];
        TaskCreation seen = Assert.Single(tasks, task => task.Id == 106);
        Assert.Equal("S-1-5-18", seen.UserContext);
        Assert.Null(seen.Registrar);
        Assert.Null(seen.RunAs);
        TaskCreation audited = Assert.Single(tasks, task => task.Id == 4698);
        Assert.EndsWith(@"\yolo", audited.Registrar, StringComparison.Ordinal);
        Assert.Equal("S-1-5-18", audited.RunAs);
        Assert.Null(audited.UserContext);
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
        Assert.Contains(result.Objects, item => item is TaskCreation { TaskName: @"\Fetch", Actions: [string action] } && action.Contains("net use"));
        Assert.True(result.Output.Count > 20);
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
            Assert.DoesNotContain(Logs.Secret, _Format.Data(record.Data) + _Format.Summary(record.Data) + record));
    }

    private static string RequireTasks(string name) =>
        SharedData.Require("corpus", "velociraptor", "artifacts", "testdata", "files", name);

    private TaskCreation Task(long record) =>
        Assert.IsType<TaskCreation>(Assert.Single(Findings("Get-SuspiciousTaskCreation"), finding => finding.RecordId == record));

    private NetUse Connection(long record) =>
        Assert.IsType<NetUse>(Assert.Single(Findings("Get-NetUseProcess"), finding => finding.RecordId == record));

    private Finding[] Findings(string command) =>
        [.. module.Run($"{command} $x", ("x", Logs.Samples)).ThrowIfFailed().Objects.Cast<Finding>()];
}
