using System;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Tests.Hosting;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>Get-HuntEvent over the samples: what it chooses and what it gives.</summary>
public sealed class GetHuntEventTests(HostedModule module) : IClassFixture<HostedModule>
{
    [Theory]
    [InlineData("-LogName Security", 74)]
    [InlineData("-LogName SECURITY", 74)]
    [InlineData("-LogName Sec*", 74)]
    [InlineData("-LogName *Sysmon*, *TaskScheduler*", 110)]
    [InlineData("-LogName Microsoft-Windows-Sysmon/Operational", 54)]
    [InlineData("-LogName Sysmon", 0)]
    [InlineData("-ProviderName *-Task?cheduler", 56)]
    [InlineData("-ProviderName Microsoft-Windows-Sysmon, *Auditing", 128)]
    [InlineData("-ProviderName Micro", 0)]
    [InlineData("-LogName *SmbClient*", 1)]
    [InlineData("-Data @{ ServerName = '\\197.168.0.247' }", 1)]
    [InlineData("-Id 106", 4)]
    [InlineData("-Id 106, 4698", 8)]
    [InlineData("-Id 106 -LogName Security", 0)]
    [InlineData("-Data @{ TaskName = '\\ProactiveScan' }", 7)]
    [InlineData("-Data @{ taskname = '\\PROACTIVESCAN' }", 7)]
    [InlineData("-Data @{ TaskName = '\\ProactiveScan', '\\CertificateCheck'; UserName = 'CONTOSO\\m.weber' }", 1)]
    [InlineData("-Data @{ DestPort = 445 }", 4)]
    [InlineData("-Data @{ DestPort = 445, 443 }", 5)]
    [InlineData("-Data @{ TaskName = '\\Proactive*' }", 0)]
    [InlineData("-Data @{ NoSuchValue = '' }", 0)]
    [InlineData("-Data @{}", 185)]
    public void Each_parameter_narrows(string parameters, int expected)
    {
        HostedResult result = module.Run($"Get-HuntEvent -Path $samples {parameters}", ("samples", Logs.Samples)).ThrowIfFailed();
        Assert.Equal(expected, result.Output.Count);
        Assert.All(result.Objects, item => Assert.IsType<EventRecord>(item));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void MaxEvents_counts_over_all_files_and_inputs(int most)
    {
        string[] files = [Logs.Sample("Security"), Logs.Sample("Security")];
        int all = module.Run("Get-HuntEvent $x -Id 4698", ("x", files)).ThrowIfFailed().Output.Count;
        Assert.Equal(8, all);
        Assert.Equal(Math.Min(most, all), Count($"Get-HuntEvent $x -Id 4698 -MaxEvents {most}"));
        Assert.Equal(Math.Min(most, all), Count($"$x | Get-HuntEvent -Id 4698 -MaxEvents {most}"));
    }

    [Fact]
    public void MaxEvents_reads_no_further_than_it_must()
    {
        HostedResult result = module.Run(
            "'nosuch' | ForEach-Object { $x; $_ } | Get-HuntEvent -MaxEvents 1 -Verbose", ("x", Logs.Sample("Security")));
        Assert.Single(result.Output);
        Assert.Empty(result.Errors);
        Assert.Single(result.Verbose, line => line.StartsWith("Reading", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-MaxEvents 0")]
    [InlineData("-LogName ''")]
    [InlineData("-Id @()")]
    [InlineData("-Data $null")]
    public void A_senseless_argument_is_refused(string parameters)
    {
        ErrorRecord error = Assert.Single(module.Run($"Get-HuntEvent x {parameters}").Errors);
        Assert.StartsWith("ParameterArgumentValidationError", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_come_oldest_first_within_each_file()
    {
        EventRecord[] records = [.. module.Run("Get-HuntEvent $x", ("x", Logs.Samples)).ThrowIfFailed().Objects.Cast<EventRecord>()];
        foreach (IGrouping<string?, EventRecord> file in records.GroupBy(record => record.Source))
        {
            Assert.Equal(file.Select(record => record.RecordId).Order(), file.Select(record => record.RecordId));
        }

        string[] order = [.. records.Select(record => record.Source!).Distinct()];
        Assert.Equal(order.Order(StringComparer.Ordinal), order);
    }

    [Fact]
    public void A_record_says_what_the_sample_holds()
    {
        EventRecord record = Assert.IsType<EventRecord>(Assert.Single(
            module.Run("Get-HuntEvent $x -Id 106 -Data @{ TaskName = '\\CertificateCheck' }", ("x", Logs.Samples)).ThrowIfFailed().Objects));
        Assert.Equal(new DateTime(2019, 7, 10, 9, 12, 11, DateTimeKind.Utc).AddTicks(8_830_415), record.TimeCreated);
        Assert.Equal(DateTimeKind.Utc, record.TimeCreated!.Value.Kind);
        Assert.Equal("Microsoft-Windows-TaskScheduler", record.ProviderName);
        Assert.Equal(new Guid("de7b24ea-73c8-4a09-985d-5bdadcfa9017"), record.ProviderId);
        Assert.Equal("Microsoft-Windows-TaskScheduler/Operational", record.LogName);
        Assert.Equal("WS-0217.contoso.example", record.MachineName);
        Assert.Equal(5312, record.RecordId);
        Assert.Equal(5312, record.SourceRecordId);
        Assert.Equal("S-1-5-18", record.UserId);
        Assert.Equal(4, record.Level);
        Assert.Equal(106, record.Task);
        Assert.Equal(RecordIntegrity.Sound, record.Integrity);
        Assert.EndsWith("Microsoft-Windows-TaskScheduler%4Operational.evtx", record.Source, StringComparison.Ordinal);
        Assert.Equal(["TaskName", "UserContext"], record.Data.Keys);
    }

    [Theory]
    [InlineData("$_.Data.TaskName")]
    [InlineData("$_.data.taskname")]
    [InlineData("$_.Data['TASKNAME']")]
    [InlineData("$_.Data | ForEach-Object { $_['TaskName'] }")]
    public void Scripts_read_values_by_name_without_case(string expression) =>
        Assert.Equal(
            @"\CertificateCheck",
            Assert.Single(module.Run(
                $"Get-HuntEvent $x -Id 141 | ForEach-Object {{ {expression} }}", ("x", Logs.Samples)).ThrowIfFailed().Objects));

    [Fact]
    public void A_value_that_an_event_lacks_is_null_also_in_strict_mode() =>
        Assert.Null(Assert.Single(module.Run(
            "Set-StrictMode -Version 2; Get-HuntEvent $x -Id 141 | ForEach-Object { $_.Data['Nothing'] }",
            ("x", Logs.Samples)).ThrowIfFailed().Output));

    [Fact]
    public void Nothing_found_is_neither_output_nor_error()
    {
        foreach (string command in new[]
        {
            "Get-HuntEvent $x -Id 9", "Get-NetUseProcess $x", "Get-OutboundSmbConnection $x", "Get-SmbCredentialUse $x",
            "Get-SuspiciousTaskCreation $x",
        })
        {
            using TestFolder folder = new();
            HostedResult result = module.Run($"{command}; $?", ("x", folder.Add("a.evtx", Logs.Saying("a"))));
            Assert.Equal([true], result.Objects);
            Assert.Empty(result.Errors);
            Assert.Empty(result.Warnings);
        }
    }

    [Theory]
    [InlineData("Get-HuntEvent", "TurlaHunt.EventRecord")]
    [InlineData("Get-NetUseProcess", "TurlaHunt.NetUse")]
    [InlineData("Get-OutboundSmbConnection", "TurlaHunt.SmbConnection")]
    [InlineData("Get-SmbCredentialUse", "TurlaHunt.CredentialUse")]
    [InlineData("Get-SuspiciousTaskCreation", "TurlaHunt.TaskCreation")]
    [InlineData("Measure-TaskCreation", "TurlaHunt.TaskPrevalence")]
    public void The_output_is_what_the_command_promises(string command, string type)
    {
        Assert.Equal(
            type,
            Assert.Single(module.Run($"(Get-Command {command}).OutputType | ForEach-Object Name").ThrowIfFailed().Objects));
        HostedResult result = module.Run($"{command} $x", ("x", Logs.Samples)).ThrowIfFailed();
        Assert.NotEmpty(result.Output);
        Assert.All(result.Output, item => Assert.Equal(type, item.TypeNames[0]));
    }

    private int Count(string script) => module.Run(script).ThrowIfFailed().Output.Count;
}
