using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using TurlaHunt.Tests.Hosting;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>Events arrive one by one, and nothing is read that nobody waits for.</summary>
public sealed class StreamingTests : IDisposable
{
    private readonly HostedModule _module = new();
    private readonly TestFolder _folder = new();

    public void Dispose()
    {
        _module.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_first_event_arrives_before_the_second_file_is_opened()
    {
        string second = _folder.Add("b.evtx", Logs.Saying("b"));
        HostedResult result = _module.Run(
            "Get-HuntEvent $x | ForEach-Object { $_; [IO.File]::Delete($x[1]) }",
            ("x", new[] { _folder.Add("a.evtx", Logs.Saying("a")), second }));
        Assert.Equal(["a"], Logs.Texts(result.Objects));
        Assert.StartsWith("PathNotFound,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_finding_arrives_before_the_second_file_is_opened()
    {
        string first = _folder.Add("a.evtx", File.ReadAllBytes(Logs.Sample("Security")));
        string second = _folder.Add("b.evtx", File.ReadAllBytes(Logs.Sample("Security")));
        int one = _module.Run("Get-OutboundSmbConnection $x", ("x", first)).ThrowIfFailed().Output.Count;
        HostedResult result = _module.Run(
            "Get-OutboundSmbConnection $x | ForEach-Object { $_; [IO.File]::Delete($x[1]) }", ("x", new[] { first, second }));
        Assert.Equal(one, result.Output.Count);
        Assert.Single(result.Errors);
    }

    [Fact]
    public void Who_has_enough_ends_the_reading_and_gets_the_file_back()
    {
        string first = _folder.Add("a.evtx", Logs.Long(200));
        string second = _folder.Add("b.evtx", Logs.Saying("b"));
        HostedResult result = _module.Run(
            "do { Get-HuntEvent $x -Verbose | ForEach-Object { $_; break } } while ($false); 'on'",
            ("x", new[] { first, second })).ThrowIfFailed();
        Assert.Equal(["1"], Logs.Texts(result.Objects.SkipLast(1)));
        Assert.Equal("on", result.Objects.Last());
        Assert.Equal($"Reading {first}.", Assert.Single(result.Verbose));
        AssertClosed(first);
    }

    [Fact]
    public void What_a_later_command_throws_arrives_and_the_file_is_free()
    {
        string log = _folder.Add("a.evtx", Logs.Long(200));
        HostedResult result = _module.Run("Get-HuntEvent $x | ForEach-Object { throw 'enough' }", ("x", log));
        Assert.Equal("enough", result.TerminatingError?.Message);
        AssertClosed(log);
    }

    [Fact]
    public async Task Stop_ends_the_reading_amid_a_large_file()
    {
        string log = _folder.Add("a.evtx", Logs.Long(2000));
        using PowerShell shell = PowerShell.Create(_module.Runspace);
        shell.AddCommand("Get-HuntEvent").AddParameter("LiteralPath", log);
        using PSDataCollection<PSObject> output = [];
        IAsyncResult? stop = null;
        output.DataAdded += (_, _) =>
        {
            // The first event waits here until the engine is stopping, so that the file cannot be over before.
            if (stop is null)
            {
                stop = shell.BeginStop(null, null);
                SpinWait.SpinUntil(() => shell.InvocationStateInfo.State == PSInvocationState.Stopping, TimeSpan.FromSeconds(30));
            }
        };
        Task run = Task.Factory.FromAsync(shell.BeginInvoke<PSObject, PSObject>(null, output), shell.EndInvoke);
        await Assert.ThrowsAnyAsync<PipelineStoppedException>(
            () => run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        shell.EndStop(stop!);
        // The engine says that it is stopping a little before it tells the command: some more events may come, never all.
        Assert.InRange(output.Count, 1, 1999);
        AssertClosed(log);
        Assert.Equal(["1"], Logs.Texts(_module.Run("Get-HuntEvent $x -MaxEvents 1", ("x", log)).ThrowIfFailed().Objects));
    }

    [Fact]
    public void Memory_of_what_was_read_is_not_kept()
    {
        // Each chunk of the file takes 64 KiB; the events of all of them would take many times what is allowed here.
        string log = _folder.Add("a.evtx", Logs.Long(3000));
        _module.Run("Get-HuntEvent $x -Id 1", ("x", log)).ThrowIfFailed();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        _module.Run("$most = 0; Get-HuntEvent $x | ForEach-Object { if (++$n % 500 -eq 0) { $now = [GC]::GetTotalMemory($true); "
            + "if ($now -gt $most) { $most = $now } } }", ("x", log), ("n", 0)).ThrowIfFailed();
        long most = (long)_module.Run("$most").ThrowIfFailed().Objects.Single();
        Assert.NotEqual(0, most);
        Assert.True(most - before < 3_000_000, $"{most - before:N0} bytes more");
    }

    private static void AssertClosed(string path)
    {
        if (Directory.Exists("/proc/self/fd"))
        {
            IEnumerable<string?> open = Directory.GetFiles("/proc/self/fd").Select(TargetOf);
            Assert.DoesNotContain(path, open);
            return;
        }

        File.Delete(path);
        Assert.False(File.Exists(path));
    }

    // A handle may be gone by the time it is looked at.
    private static string? TargetOf(string handle)
    {
        try
        {
            return File.ResolveLinkTarget(handle, returnFinalTarget: false)?.FullName;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
