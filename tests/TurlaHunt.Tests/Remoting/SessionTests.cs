using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading;
using TurlaHunt.Tests.Commands;
using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Registry;
using Xunit;

namespace TurlaHunt.Tests.Remoting;

/// <summary>What an admin gets who hunts through sessions: the results of every computer, and of none a silence.</summary>
public sealed class SessionTests(FleetFixture fleet, HostedModule module)
    : IClassFixture<FleetFixture>, IClassFixture<HostedModule>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_computer_without_the_module_is_hunted_on_as_this_one_and_keeps_nothing_of_it()
    {
        PSSession session = fleet.Next();
        HuntResult here = Results("Invoke-TurlaHunt $samples").Single();
        for (int run = 0; run < 2; run++)
        {
            HostedResult result = Run("Invoke-TurlaHunt $samples -Session $x", session).ThrowIfFailed();
            Assert.Equal("localhost", Assert.Single(result.Output).Properties["PSComputerName"].Value);
            Assert.Equal(Content.Of(here, "Elapsed"), Content.Of(result.Objects.Single(), "Elapsed"));
            Assert.Equal([], LeftThere());
            Assert.Empty(Run("Invoke-Command $x { Get-Module; Get-Command Invoke-TurlaHunt, Find-CarriedModule -ErrorAction Ignore }", session).Output);
            Assert.Equal(["Continue"], Run("Invoke-Command $x { \"$ErrorActionPreference\" }", session).Objects);
        }
    }

    [Fact]
    public void Where_the_module_is_installed_it_is_used()
    {
        string[] parts = [_folder.AddFolder("modules"), _folder.AddFolder("modules/TurlaHunt")];
        foreach (string file in Directory.GetFiles(BuiltFiles.Module, "*", SearchOption.AllDirectories))
        {
            _folder.Add(Path.Combine(parts[1], Path.GetRelativePath(BuiltFiles.Module, file)), File.ReadAllBytes(file));
        }

        using FarSide far = new();
        Run("Invoke-Command $x { param($path) $env:PSModulePath = $path } -ArgumentList $y", far.Session, ("y", parts[0])).ThrowIfFailed();
        HuntResult there = Results("Invoke-TurlaHunt $samples -Session $x", far.Session).Single();
        Assert.Equal(Content.Of(Results("Invoke-TurlaHunt $samples").Single(), "Elapsed"), Content.Of(there, "Elapsed"));
        Assert.Equal(
            [Path.Combine(parts[1], "bin", "net8.0", "TurlaHunt.dll")],
            Run("Invoke-Command $x { [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'TurlaHunt' } | ForEach-Object Location }", far.Session).Objects);
    }

    [Fact]
    public void What_is_asked_here_is_asked_there()
    {
        PSSession session = fleet.Next();
        string list = Path.Combine(_folder.Path, "known.yml");
        Run("Get-SuspiciousTaskCreation $samples | Add-KnownTask $x -Reason r", list).ThrowIfFailed();
        string software = _folder.Add("settings/SOFTWARE", new TestHive().Set(
            @"Microsoft\Windows\CurrentVersion\Policies\System\Audit", "ProcessCreationIncludeCmdLine_Enabled", 0).ToBytes());
        foreach (string parameters in new[]
        {
            $"-AuditPath '{software}'", "-Hunt th-0004, *task*", "-StartTime 2019-07-10T10:00Z -EndTime 2019-07-10T11:00Z", "-MinimumSeverity High",
            "-ChainWindow 0:01", "-KnownTask $y", "-KnownTask (Get-KnownTask $y)",
        })
        {
            string here = $"Invoke-TurlaHunt -LiteralPath $samples {parameters}";
            string[] ours = [.. Run(here, session, ("y", list)).ThrowIfFailed().Objects.SelectMany(item => Content.Of(item, "Elapsed"))];
            Assert.NotEqual(Content.Of(Results("Invoke-TurlaHunt $samples").Single(), "Elapsed"), ours);
            Assert.Equal(
                ours, Run($"{here} -Session $x", session, ("y", list)).ThrowIfFailed().Objects.SelectMany(item => Content.Of(item, "Elapsed")));
        }
    }

    [Fact]
    public void Live_logs_are_those_of_the_computers_and_one_without_Windows_is_blind_for_that_reason()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There the logs are read.");
        foreach (string logs in new[] { "-LogName Security, *Task*", "-StartTime 2019-07-10T10:00Z" })
        {
            HostedResult all = Run($"Invoke-TurlaHunt {logs} -Session $x", new[] { fleet.Next(), fleet.Fleet[1] });
            Assert.Null(all.TerminatingError);
            Assert.Equal(2, all.Output.Count);
            Assert.All(all.Objects.Cast<HuntResult>(), result =>
            {
                Assert.Equal((Verdict.Blind, 3), (result.Verdict, result.ExitCode));
                Assert.Contains("Live event logs can be read on Windows only.", Assert.Single(result.Errors), StringComparison.Ordinal);
                Assert.All(result.Visibility, hunt => Assert.Equal(VisibilityCause.ComputerNotHunted, Assert.Single(hunt.Reasons).Cause));
            });
            Assert.Equal(
                [("ComputerNotHunted", 2), ("PlatformNotSupported", 2)],
                all.Errors.CountBy(error => error.FullyQualifiedErrorId.Split(',')[0]).Select(count => (count.Key, count.Value)).Order());
        }
    }

    /// <summary>What stands in for the module there tells what it was given.</summary>
    [Fact]
    public void What_is_asked_of_live_logs_is_asked_there()
    {
        string module = Path.Combine("modules", "TurlaHunt");
        _folder.Add(Path.Combine(module, "TurlaHunt.psd1"), System.Text.Encoding.UTF8.GetBytes(
            $"@{{ ModuleVersion = '{TurlaHunt.Remoting.CarriedModule.Version}'; RootModule = 'TurlaHunt.psm1'; FunctionsToExport = 'Invoke-TurlaHunt' }}"));
        _folder.Add(Path.Combine(module, "TurlaHunt.psm1"), "function Invoke-TurlaHunt { [CmdletBinding()] param($LogName, $ComputerName, [pscredential] $Credential, $StartTime) "u8.ToArray()
            .Concat("throw \"$($LogName -join ',')|$($ComputerName -join ',')|$($Credential.UserName)|$($Credential.GetNetworkCredential().Password)|$($StartTime.Ticks)\" }"u8.ToArray()).ToArray());
        using FarSide far = new();
        Run("Invoke-Command $x { param($path) $env:PSModulePath = $path } -ArgumentList $y", far.Session, ("y", Path.Combine(_folder.Path, "modules"))).ThrowIfFailed();
        using System.Security.SecureString password = new();
        foreach (char letter in Logs.Secret)
        {
            password.AppendChar(letter);
        }

        HuntResult result = Assert.IsType<HuntResult>(Assert.Single(Run(
            "Invoke-TurlaHunt -LogName Security, *Task* -ComputerName DC01, DC02 -Credential $y -StartTime 2019-07-10T10:00Z -Session $x",
            far.Session,
            ("y", new PSCredential(@"CONTOSO\hunter", password))).Objects));
        Assert.Equal(
            $@"Security,*Task*|DC01,DC02|CONTOSO\hunter|{Logs.Secret}|{new DateTime(2019, 7, 10, 10, 0, 0).Ticks}", Assert.Single(result.Errors));
    }

    [Theory]
    [InlineData("none'; $global:hacked = 1; '")]
    [InlineData("$($global:hacked = 1)")]
    [InlineData("`\"\r\n$global:hacked = 1")]
    public void What_is_given_is_never_taken_for_a_script(string path)
    {
        PSSession session = fleet.Fleet[0];
        HostedResult result = Run("Invoke-TurlaHunt -LiteralPath $y -Session $x", session, ("y", path));
        Assert.Equal(
            ["PathNotFound,TurlaHunt.Commands.InvokeTurlaHuntCommand", "ComputerNotHunted,TurlaHunt.Commands.InvokeTurlaHuntCommand"],
            result.Errors.Select(error => error.FullyQualifiedErrorId));
        HuntResult blind = Assert.IsType<HuntResult>(Assert.Single(result.Objects));
        Assert.Equal((Verdict.Blind, 3, "localhost"), (blind.Verdict, blind.ExitCode, blind.MachineName));
        Assert.Equal([""], Run("Invoke-Command $x { \"$global:hacked\" }", session).Objects);
    }

    [Fact]
    public void A_computer_that_fails_is_blind_for_its_reason_and_the_others_go_on()
    {
        PSSession closed = fleet.Next();
        closed.Runspace.Close();
        PSSession constrained = fleet.Next();
        Run("Invoke-Command $x { $ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage' }", constrained).ThrowIfFailed();
        HostedResult all = Run("Invoke-TurlaHunt $samples -Session $x", new[] { fleet.NextDead(), closed, constrained, fleet.Next() });
        HuntResult[] results = [.. all.Objects.Cast<HuntResult>()];
        string[] told = [.. all.Errors.Where(error => error.FullyQualifiedErrorId.StartsWith("ComputerNotHunted,", StringComparison.Ordinal)).Select(error => error.Exception.Message)];
        Assert.Equal(4, results.Length);
        Assert.Single(results, result => result.Verdict == Verdict.Found);
        HuntResult[] blind = [.. results.Where(result => result.Verdict == Verdict.Blind)];
        Assert.Equal(3, blind.Length);
        Assert.Equal(blind.Select(result => $"localhost was not hunted on: {result.Errors.Single()}"), told);
        Assert.All(blind, result =>
        {
            Assert.Equal(3, result.ExitCode);
            Assert.All(result.Visibility, hunt => Assert.Equal(VisibilityCause.ComputerNotHunted, Assert.Single(hunt.Reasons).Cause));
            Assert.StartsWith("localhost: blind: localhost was not hunted on: ", result.Summary, StringComparison.Ordinal);
            Assert.NotEmpty(Assert.Single(result.Errors));
        });
        Assert.Contains(blind, result => result.Summary.Contains("language mode", StringComparison.Ordinal));
    }

    [Fact]
    public void A_computer_that_hangs_is_blind_when_its_time_is_over()
    {
        HostedResult result = Run("Invoke-TurlaHunt $samples -Session $x -HostTimeLimit 0:00:02", fleet.NextFrozen());
        Assert.Contains("did not come to its end within 2 seconds", Assert.IsType<HuntResult>(Assert.Single(result.Objects)).Summary, StringComparison.Ordinal);
        Assert.StartsWith("ComputerNotHunted,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_come_as_computers_finish_and_who_has_enough_waits_for_no_other()
    {
        HuntResult first = Results("do { Invoke-TurlaHunt $samples -Session $x | ForEach-Object { $_; break } } while ($false)", new[] { fleet.NextFrozen(), fleet.Next() }).Single();
        Assert.Equal(Verdict.Found, first.Verdict);
    }

    [Fact]
    public void CtrlC_ends_it_while_a_computer_is_silent()
    {
        using HostedModule own = new();
        own.Run("$null", ("x", new[] { fleet.NextFrozen(), fleet.Next() }), ("samples", Logs.Samples)).ThrowIfFailed();
        using PowerShell shell = PowerShell.Create(own.Runspace);
        shell.AddScript("Invoke-TurlaHunt $samples -Session $x");
        PSDataCollection<PSObject> output = [];
        using ManualResetEventSlim come = new();
        output.DataAdded += (_, _) => come.Set();
        IAsyncResult run = shell.BeginInvoke<PSObject, PSObject>(null, output);
        Assert.True(come.Wait(Patience, TestContext.Current.CancellationToken));
        IAsyncResult stop = shell.BeginStop(null, null);
        Assert.True(stop.AsyncWaitHandle.WaitOne(Patience));
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
    }

    [Fact]
    public void Fifty_computers_are_hunted_on_a_few_at_a_time()
    {
        HuntResult[] results = Results("Invoke-TurlaHunt $samples -Session $x -ThrottleLimit 4", fleet.Fleet);
        Assert.Equal(fleet.Fleet.Length, results.Length);
        Assert.All(results, result => Assert.Equal((Verdict.Found, 9), (result.Verdict, result.FindingCount)));
    }

    [Fact]
    public void A_job_has_a_child_for_each_computer_and_gives_the_same_results()
    {
        HostedResult result = Run(
            "$job = Invoke-TurlaHunt $samples -Session $x -AsJob -ExpectedComputer WS-0217, WS-9; $job; $job | Wait-Job | Receive-Job",
            new[] { fleet.NextDead(), fleet.Next() });
        Assert.StartsWith("ComputerNotHunted", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Job job = Assert.IsAssignableFrom<Job>(result.Objects.First());
        Assert.Equal((JobState.Failed, 2), (job.JobStateInfo.State, job.ChildJobs.Count));
        Assert.Equal([JobState.Failed, JobState.Completed], job.ChildJobs.Select(child => child.JobStateInfo.State));
        Assert.Equal(
            [Verdict.Blind, Verdict.Blind, Verdict.Found],
            result.Objects.Skip(1).Cast<HuntResult>().Select(hunted => hunted.Verdict).Order());
        Assert.Equal([job], Run("Get-Job").Objects);
        Run("Get-Job | Remove-Job").ThrowIfFailed();
    }

    [Fact]
    public void A_job_is_stopped_while_a_computer_is_silent()
    {
        Job job = (Job)Run("Invoke-TurlaHunt $samples -Session $x -AsJob", fleet.NextFrozen()).ThrowIfFailed().Objects.Single();
        Run("$x | Stop-Job; $x | Wait-Job", job).ThrowIfFailed();
        Assert.Equal(JobState.Stopped, job.JobStateInfo.State);
        Assert.Equal(JobState.Stopped, job.ChildJobs.Single().JobStateInfo.State);
        Run("$x | Remove-Job", job).ThrowIfFailed();
    }

    [Fact]
    public void An_expected_computer_that_no_session_gave_is_a_result()
    {
        HuntResult[] results = Results("Invoke-TurlaHunt $samples -Session $x -ExpectedComputer WS-0217, WS-0218", fleet.Next());
        Assert.Equal([("WS-0217.contoso.example", 1), ("WS-0218", 2)], results.Select(result => (result.MachineName!, result.ExitCode)));
    }

    [Theory]
    [InlineData("-AsJob")]
    [InlineData("-ThrottleLimit 3")]
    [InlineData("-HostTimeLimit 0:01")]
    public void What_is_about_sessions_needs_some(string parameter)
    {
        HostedResult result = Run($"Invoke-TurlaHunt $samples {parameter}", null);
        Assert.Equal("ParameterNeeds,TurlaHunt.Commands.InvokeTurlaHuntCommand", Assert.Single(result.Errors).FullyQualifiedErrorId);
        Assert.Empty(result.Output);
    }

    // Every engine has a pipe of its own there.
    private string[] LeftThere() =>
        [.. Directory.GetFileSystemEntries(fleet.Far.TemporaryFolder).Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith("CoreFxPipe_PSHost", StringComparison.Ordinal))];

    private HuntResult[] Results(string script, object? x = null) => [.. Run(script, x).ThrowIfFailed().Objects.Cast<HuntResult>()];

    private HostedResult Run(string script, object? x = null, params (string Name, object? Value)[] more) =>
        module.Run(script, [("x", x), ("samples", Logs.Samples), .. more]);
}
