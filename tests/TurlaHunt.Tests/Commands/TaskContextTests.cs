using System;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using TurlaHunt.Commands;
using TurlaHunt.Tests.Channels;
using TurlaHunt.Tests.Following;
using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>The program behind a task is looked for where the task was told of, and nowhere else.</summary>
public sealed class TaskContextTests
{
    [Fact]
    public void A_computer_that_hangs_does_not_hide_the_program_behind_a_task_of_another_and_is_not_asked_for_it()
    {
        MemoryChannels channels = new();
        channels["DC02"].Hanging = new ManualResetEventSlim();
        channels["DC01"].Write(ReadLog.Of(TestLog.Of(Logs.Process("schtasks /create"), Logs.Task(@"\a", "a.exe", ""))).Records);
        using HostedModule module = new();
        ChannelReaders.Use(module.Runspace, channels);
        FollowPaces.Use(module.Runspace, new FastPace());
        using PowerShell shell = PowerShell.Create(module.Runspace);
        using PSDataCollection<PSObject> output = [];
        shell.AddScript("Get-SuspiciousTaskCreation -ComputerName DC02, DC01 -LogName Security -Wait");
        _ = shell.BeginInvoke<PSObject, PSObject>(null, output);
        Assert.True(SpinWait.SpinUntil(() => output.Count == 1, TimeSpan.FromSeconds(50)), "It never came.");
        int turns = channels.Hosts.Count(host => host.Name == "DC02");
        shell.Stop();
        Assert.Equal("schtasks /create", Assert.IsType<TaskCreation>(output.Taken()[0].BaseObject).ClientCommandLine);
        Assert.Equal(1, turns);
    }
}
