using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using TurlaHunt.Commands;
using TurlaHunt.Events.Following;
using TurlaHunt.Tests.Channels;
using TurlaHunt.Tests.Commands;
using Xunit;

namespace TurlaHunt.Tests.Hosting;

/// <summary>What tests of commands that wait share: a shell whose command goes on by itself, logs in memory and a folder for files.</summary>
public abstract class WaitingShell : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private protected WaitingShell(FollowPace pace)
    {
        ChannelReaders.Use(Module.Runspace, Channels);
        FollowPaces.Use(Module.Runspace, pace);
        Shell = PowerShell.Create(Module.Runspace);
    }

    private protected HostedModule Module { get; } = new();

    private protected TestFolder Folder { get; } = new();

    private protected MemoryChannels Channels { get; } = new();

    private protected PowerShell Shell { get; }

    private protected PSDataCollection<PSObject> Output { get; } = [];

    /// <summary>The command that was started; over when it stands still.</summary>
    private protected Task? Run { get; private set; }

    public void Dispose()
    {
        Shell.Stop();
        Shell.Dispose();
        Output.Dispose();
        Module.Dispose();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void Start(string script)
    {
        Shell.AddScript(script);
        Run = Task.Factory.FromAsync(Shell.BeginInvoke<PSObject, PSObject>(null, Output), _ => { });
    }

    private protected void Await(int count)
    {
        SpinWait.SpinUntil(() => Output.Count >= count || Run!.IsCompleted, Limit);
        Assert.Equal(count, Output.Count);
    }

    private protected static void Until(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, Limit), "It never came.");
}
