using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using TurlaHunt.Commands;
using TurlaHunt.Events.Channels;
using TurlaHunt.Tests.Channels;
using TurlaHunt.Tests.Following;
using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>Commands that wait for what is written to logs. Their time passes a thousand times as fast.</summary>
public sealed class WaitTests () : WaitingShell(new FastPace())
{
    [Fact]
    public void A_hunt_finds_in_a_file_what_is_written_to_it_while_it_waits()
    {
        string log = Folder.Add("Security.evtx", TestLog.Of(Logs.Process(@"net use \\10.0.0.1\a")));
        Start($"Get-NetUseProcess '{log}' -Wait");
        Await(1);
        Folder.Add("Security.evtx", TestLog.Of(Logs.Process(@"net use \\10.0.0.1\a"), Logs.Process("net view"), Logs.Process(@"net use \\10.0.0.2\b")));
        Await(2);
        Assert.Equal([@"\\10.0.0.1\a", @"\\10.0.0.2\b"], Objects<NetUse>().Select(finding => finding.Target));
        AssertQuiet();
    }

    [Fact]
    public void Every_hunt_and_Get_HuntEvent_wait_for_live_logs()
    {
        foreach (string command in new[]
        {
            "Get-NetUseProcess", "Get-OutboundSmbConnection", "Get-SmbCredentialUse", "Get-SuspiciousTaskCreation", "Get-HuntEvent",
        })
        {
            MemoryChannels channels = new();
            EventRecord[] records = [.. Directory.GetFiles(Logs.Samples, "*.evtx").SelectMany(path => ReadLog.Of(path).Records)];
            EventRecord[] first = [.. records.GroupBy(record => record.LogName).Select(log => log.First())];
            channels["DC01"].Write(first);
            using HostedModule module = new();
            ChannelReaders.Use(module.Runspace, channels);
            FollowPaces.Use(module.Runspace, new FastPace());
            HashSet<string> expected = [.. module.Run($"{command} $x", ("x", Logs.Samples)).ThrowIfFailed().Objects.SelectMany(RecordsOf)];
            using PowerShell shell = PowerShell.Create(module.Runspace);
            using PSDataCollection<PSObject> output = [];
            shell.AddScript($"{command} -ComputerName DC01 -LogName '*' -Wait");
            _ = shell.BeginInvoke<PSObject, PSObject>(null, output);
            Until(() => channels["DC01"].Lasting().Length == first.Length);
            channels["DC01"].Write(records.Except(first));
            Until(() => expected.IsSubsetOf(output.Taken().SelectMany(item => RecordsOf(item.BaseObject))));
            shell.Stop();
            string[] given = [.. output.Taken().Where(item => item.BaseObject is not TaskCreation { IsUpdate: true }).SelectMany(item => RecordsOf(item.BaseObject))];
            Assert.Equal(given.Distinct(), given);
            Assert.Empty(shell.Streams.Error.Taken());
        }
    }

    // Which of its runs a task was told with depends on when they came.
    private static IEnumerable<string> RecordsOf(object given) => given switch
    {
        TaskCreation task => [$"{task.MachineName} {task.TaskName} {task.ReplacedTime}"],
        Finding finding => finding.Evidence.Select(record => $"{record.LogName} {record.RecordId}"),
        EventRecord record => [$"{record.LogName} {record.RecordId}"],
        _ => [],
    };

    [Fact]
    public void Ctrl_C_ends_it_at_once_while_nothing_comes_and_frees_all()
    {
        string log = Folder.Add("a.evtx", Logs.Saying("a"));
        Start($"Get-HuntEvent '{log}' -Wait");
        Await(1);
        StopAndAwait();
        File.Delete(log);

        Channels["DC01"].Write(ReadLog.Of(Logs.Saying("b")).Records);
        using PowerShell live = PowerShell.Create(Module.Runspace);
        using PSDataCollection<PSObject> output = [];
        live.AddScript("Get-HuntEvent -ComputerName DC01 -LogName * -Wait");
        _ = live.BeginInvoke<PSObject, PSObject>(null, output);
        Until(() => Channels["DC01"].Lasting().Length > 0 && output.Count == 1);
        live.Stop();
        Until(() => Channels["DC01"].Lasting().Length == 0);
    }

    [Fact]
    public void Who_has_enough_ends_it()
    {
        string log = Folder.Add("a.evtx", Logs.Saying("a"));
        Start($"do {{ Get-HuntEvent '{log}' -Wait | ForEach-Object {{ $_; if (++$n -eq 2) {{ break }} }} }} while ($false); Get-HuntEvent '{log}' -Wait -MaxEvents 1; 'on'");
        Await(1);
        Folder.Add("a.evtx", Logs.Saying("a", "b"));
        Await(4);
        Assert.Equal(["a", "b", "a"], Logs.Texts(Objects<EventRecord>()));
    }

    [Fact]
    public void It_ends_by_itself_after_the_end_of_the_window_with_all_that_was_found()
    {
        string log = Folder.Add("Security.evtx", TestLog.Of(Logs.Process(@"net use \\10.0.0.1\a")));
        HostedResult result = Module.Run("Get-NetUseProcess $x -Wait -EndTime ([DateTime]::UtcNow.AddMinutes(1)); 'on'", ("x", log)).ThrowIfFailed();
        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public void A_file_that_appears_in_the_folder_is_read_and_one_that_is_cleared_is_told()
    {
        Folder.Add("a.evtx", Logs.Saying("a"));
        Start($"Get-HuntEvent '{Folder.Path}' -Wait");
        Await(1);
        Folder.Add("b.evtx", TestLog.Of(TestLog.Saying("b") with { RecordId = 2 }));
        Await(2);
        Folder.Add("a.evtx", TestLog.Of(TestLog.Saying("c") with { RecordId = 3 }));
        Await(3);
        Assert.Equal(["a", "b", "c"], Logs.Texts(Objects<EventRecord>()));
        Assert.Contains("a.evtx: It was cleared", Assert.Single(Shell.Streams.Warning.Taken()).Message, StringComparison.Ordinal);
        Assert.Empty(Shell.Streams.Error.Taken());
    }

    [Fact]
    public void The_program_behind_a_task_is_found_also_before_the_window_and_in_files_that_appeared_later()
    {
        Channels["DC01"].Write(ReadLog.Of(TestLog.Of(Logs.Process("schtasks /create") with { Time = Logs.Noon.AddHours(-5) })).Records);
        Start("Get-SuspiciousTaskCreation -ComputerName DC01 -LogName Security -StartTime 2019-07-10T11:00Z -Wait");
        Until(() => Channels["DC01"].Lasting().Length > 0);
        Channels["DC01"].Write(ReadLog.Of(TestLog.Of(Logs.Process("x"), Logs.Task(@"\a", "a.exe", ""))).Records.Skip(1));
        Await(1);
        Shell.Stop();
        Shell.Commands.Clear();

        string folder = Folder.AddFolder("logs");
        Folder.Add("logs/System.evtx", Logs.Saying("a"));
        Start($"Get-SuspiciousTaskCreation '{folder}' -Wait");
        Thread.Sleep(100);
        Folder.Add("logs/Security.evtx", TestLog.Of(Logs.Process("schtasks /create"), Logs.Task(@"\b", "b.exe", "")));
        Await(2);
        Assert.Equal(["schtasks /create", "schtasks /create"], Objects<TaskCreation>().Select(task => task.ClientCommandLine));
        AssertQuiet();
    }

    [Fact]
    public void A_folder_without_logs_is_told_and_waited_for()
    {
        string folder = Folder.AddFolder("new");
        Start($"Get-HuntEvent '{folder}' -Wait");
        Until(() => Shell.Streams.Error.Count == 1);
        Folder.Add("new/a.evtx", Logs.Saying("a"));
        Await(1);
        Assert.StartsWith("FolderWithoutLogs,", Assert.Single(Shell.Streams.Error.Taken()).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_computer_that_is_lost_is_an_error_each_time_and_a_warning_when_it_is_there_again()
    {
        Channels["DC01"].Write(ReadLog.Of(Logs.Saying("a")).Records);
        Start("Get-HuntEvent -ComputerName DC01 -LogName * -Wait");
        for (int round = 1; round <= 2; round++)
        {
            int now = round;
            Until(() => Channels["DC01"].Lasting().Length > 0);
            Channels["DC01"].Lose(ChannelFailure.HostUnreachable);
            Until(() => Shell.Streams.Error.Count == now && Shell.Streams.Warning.Count == now);
        }

        Channels["DC01"].Write(ReadLog.Of(Logs.Saying("a", "b")).Records.Skip(1));
        Await(2);
        Assert.All(Shell.Streams.Error.Taken(), error => Assert.StartsWith("HostUnreachable,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.All(Shell.Streams.Warning.Taken(), warning => Assert.Contains(@"\\DC01", warning.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Command_lines_that_are_not_logged_are_a_warning_and_only_one()
    {
        string log = Folder.Add("Security.evtx", TestLog.Of(Logs.Process("")));
        Start($"Get-NetUseProcess '{log}' -Wait");
        Until(() => Shell.Streams.Warning.Count == 1);
        Folder.Add("Security.evtx", TestLog.Of(Logs.Process(""), Logs.Process(""), Logs.Process(@"net use \\10.0.0.2\b")));
        Await(1);
        Assert.Single(Shell.Streams.Warning.Taken());
    }

    [Fact]
    public void Nothing_is_waited_for_where_nothing_was_found_to_follow()
    {
        HostedResult result = Module.Run("Get-HuntEvent ./missing.evtx -Wait; 'on'");
        Assert.Equal("on", Assert.Single(result.Objects));
        Assert.StartsWith("PathNotFound,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-HuntEvent $x -Wait -IncludeRecovered", "ParametersExclude,")]
    [InlineData("Get-NetUseProcess $x -Wait -IncludeRecovered", "ParametersExclude,")]
    [InlineData("Get-HuntEvent $x | Get-NetUseProcess -Wait -ErrorAction Stop", "InputObjectNotBound,")]
    [InlineData("Measure-TaskCreation $x -Wait", "NamedParameterNotFound,")]
    [InlineData("Invoke-TurlaHunt $x -Wait", "NamedParameterNotFound,")]
    public void What_cannot_be_waited_for_is_an_error(string command, string id)
    {
        HostedResult result = Module.Run(command, ("x", Logs.Samples));
        ErrorRecord error = result.TerminatingError?.ErrorRecord ?? result.Errors[0];
        Assert.StartsWith(id, error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    private void StopAndAwait()
    {
        Shell.Stop();
        Until(() => Run!.IsCompleted);
    }

    private IEnumerable<T> Objects<T>() => Output.Taken().Select(item => item.BaseObject).OfType<T>();

    private void AssertQuiet()
    {
        Assert.Empty(Shell.Streams.Error.Taken());
        Assert.Empty(Shell.Streams.Warning.Taken());
    }
}
