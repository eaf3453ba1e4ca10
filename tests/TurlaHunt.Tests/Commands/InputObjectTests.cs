using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Tests.Hosting;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>Hunts look at events that somebody else has read, as they look at files.</summary>
public sealed class InputObjectTests(HostedModule module) : IClassFixture<HostedModule>
{
    public static TheoryData<string> Hunts => ["Get-NetUseProcess", "Get-OutboundSmbConnection", "Get-SmbCredentialUse", "Get-SuspiciousTaskCreation"];

    [Theory]
    [MemberData(nameof(Hunts))]
    public void Events_down_the_pipeline_give_what_their_files_give(string hunt)
    {
        string[] files = Findings($"{hunt} $x", Logs.Samples);
        Assert.NotEmpty(files);
        Assert.Equal(files, Findings($"Get-HuntEvent $x | {hunt}", Logs.Samples));
        Assert.Equal(files, Findings($"$all = @(Get-HuntEvent $x); {hunt} -InputObject $all", Logs.Samples));
    }

    [Theory]
    [MemberData(nameof(Hunts))]
    public void Events_that_a_hunt_does_not_look_at_are_passed_over(string hunt)
    {
        HostedResult result = module.Run($"Get-HuntEvent $x -Id 4624, 11 | {hunt}; $?", ("x", Logs.Samples)).ThrowIfFailed();
        Assert.Equal([true], result.Objects);
    }

    [Theory]
    [MemberData(nameof(Hunts))]
    public void No_event_is_no_finding_and_no_error(string hunt)
    {
        Assert.Equal([true], module.Run($"@() | {hunt}; $?").ThrowIfFailed().Objects);
        Assert.Equal([true], module.Run($"Get-HuntEvent $x -Id 9 | {hunt}; $?", ("x", Logs.Samples)).ThrowIfFailed().Objects);
    }

    [Fact]
    public void The_window_of_time_holds_for_events_too() =>
        Assert.Equal(
            Findings("Get-NetUseProcess $x -StartTime 2019-07-10T10:00Z -EndTime 2019-07-10T11:00Z", Logs.Samples),
            Findings("Get-HuntEvent $x | Get-NetUseProcess -StartTime 2019-07-10T10:00Z -EndTime 2019-07-10T11:00Z", Logs.Samples));

    [Theory]
    [MemberData(nameof(Hunts))]
    public void Texts_files_and_events_find_their_parameter_in_one_pipeline(string hunt)
    {
        string log = Logs.Sample("Security");
        int one = Findings($"{hunt} $x", log).Length;
        object[] mixed = [log, new FileInfo(log)];
        int all = Findings($"@($x[0], $x[1]) + @(Get-HuntEvent $x[0]) | {hunt}", mixed).Length;
        Assert.InRange(all, one, 3 * one);
        HostedResult read = module.Run(
            $"@($x[0], $x[1], (Get-HuntEvent $x[0] -MaxEvents 1)) | {hunt} -Verbose", ("x", mixed)).ThrowIfFailed();

        // Counted twice, its events would look as if the clock had gone back.
        Assert.Equal(1, read.Verbose.Count(line => line == $"Reading {log}."));
    }

    [Theory]
    [MemberData(nameof(Hunts))]
    public void Events_and_paths_exclude_each_other(string hunt)
    {
        HostedResult result = module.Run(
            $"$e = Get-HuntEvent $x -MaxEvents 1; {hunt} -Path $x -InputObject $e", ("x", Logs.Sample("Security")));
        Assert.StartsWith(
            "AmbiguousParameterSet,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Hunts))]
    public void No_event_at_all_is_refused(string hunt)
    {
        ErrorRecord error = Assert.Single(module.Run($"{hunt} -InputObject $null").Errors);
        Assert.StartsWith("ParameterArgumentValidationError", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    // In the order of the findings. Whoever reads one sees all that it says.
    private string[] Findings(string script, object x) =>
    [
        .. module.Run(script, ("x", x)).ThrowIfFailed().Objects.Cast<Finding>()
            .Select(finding => System.Text.Json.JsonSerializer.Serialize(finding, finding.GetType())),
    ];
}
