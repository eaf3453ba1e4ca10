using System;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
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
    [InlineData("-Data @{ DestPort = '0x1bd' }", 0)]
    [InlineData("-Data @{ SubjectLogonId = 0x3e7 }", 29)]
    [InlineData("-Data @{ SubjectLogonId = '0x3e7' }", 29)]
    [InlineData("-Data @{ SubjectLogonId = '0X3E7' }", 29)]
    [InlineData("-Data @{ SubjectLogonId = '999' }", 0)]
    [InlineData("-Level 4 -LogName *TaskScheduler*", 56)]
    [InlineData("-Level 1, 2", 1)]
    [InlineData("-Level 9", 0)]
    [InlineData("-RecordId 5312", 1)]
    [InlineData("-RecordId 5312, 5313", 2)]
    [InlineData("-RecordId 5312-5315", 4)]
    [InlineData("-RecordId (5312..5315)", 4)]
    [InlineData("-RecordId 5312-5313, 5315", 3)]
    [InlineData("-RecordId 99999999999-", 0)]
    [InlineData("-RecordId -3", 0)]
    [InlineData("-RecordId -99999999999 -Id 106", 4)]
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

    [Theory]
    [InlineData("100-50")]
    [InlineData("-")]
    [InlineData("''")]
    [InlineData("a-b")]
    [InlineData("1-2-3")]
    [InlineData("1.5")]
    public void What_is_no_range_of_record_ids_is_refused_with_what_one_looks_like(string range)
    {
        ErrorRecord error = Assert.Single(module.Run($"Get-HuntEvent x -RecordId {range}").Errors);
        Assert.StartsWith("CannotConvertArgument", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("100-200", error.Exception.Message, StringComparison.Ordinal);
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

            // A hunt says that it could not have found anything.
            Assert.Equal(command.StartsWith("Get-HuntEvent", StringComparison.Ordinal), result.Warnings.Count == 0);
        }
    }

    [Theory]
    [InlineData("AsXml", "ToXml")]
    [InlineData("AsJson", "ToJson")]
    public void Lines_of_text_are_what_the_events_give(string parameter, string method)
    {
        HostedResult lines = module.Run($"Get-HuntEvent $x -{parameter}", ("x", Logs.Samples)).ThrowIfFailed();
        HostedResult events = module.Run($"Get-HuntEvent $x | ForEach-Object {{ $_.{method}() }}", ("x", Logs.Samples)).ThrowIfFailed();
        Assert.NotEmpty(lines.Objects);
        Assert.Equal(events.Objects, lines.Objects);
        Assert.All(lines.Objects, line => Assert.IsType<string>(line));
    }

    [Fact]
    public void Lines_of_text_are_chosen_and_counted_as_events_are()
    {
        string expected = module.Run("(Get-HuntEvent $x -Id 4688)[1].ToJson()", ("x", Logs.Samples)).ThrowIfFailed().Objects.Cast<string>().Single();
        HostedResult lines = module.Run("Get-HuntEvent $x -Id 4688 -AsJson -MaxEvents 2", ("x", Logs.Samples)).ThrowIfFailed();
        Assert.Equal(2, lines.Objects.Count());
        Assert.Equal(expected, lines.Objects.Last());
    }

    [Fact]
    public void A_line_of_JSON_is_an_object_with_the_properties_of_the_event()
    {
        object[] result = [.. module.Run(
            "Get-HuntEvent $x -Id 4688 -MaxEvents 1; Get-HuntEvent $x -Id 4688 -MaxEvents 1 -AsJson", ("x", Logs.Samples)).ThrowIfFailed().Objects];
        EventRecord record = Assert.IsType<EventRecord>(result[0]);
        JsonElement json = JsonDocument.Parse((string)result[1]).RootElement;
        Assert.Equal(record.Id, json.GetProperty("Id").GetInt32());
        Assert.Equal(record.RecordId, json.GetProperty("RecordId").GetInt64());
        Assert.Equal(record.TimeCreated, json.GetProperty("TimeCreated").GetDateTime());
        Assert.Equal(record.MachineName, json.GetProperty("MachineName").GetString());
        Assert.Equal(record.Keywords, Convert.ToInt64(json.GetProperty("Keywords").GetString(), 16));
        Assert.Equal(record.ProviderId, Guid.Parse(json.GetProperty("ProviderId").GetString()!));
        Assert.Equal(record.Source, json.GetProperty("Source").GetString());
        Assert.Equal(
            record.Data.Select(item => (item.Key, (string?)item.Value)),
            json.GetProperty("Data").EnumerateObject().Select(item => (item.Name, item.Value.GetString())));
        Assert.False(json.TryGetProperty("Integrity", out JsonElement _));
    }

    [Fact]
    public void Text_is_of_one_kind()
    {
        HostedResult result = module.Run("Get-HuntEvent $x -AsXml -AsJson", ("x", Logs.Samples));
        Assert.Empty(result.Objects);
        Assert.Equal("-AsXml and -AsJson cannot be used together.", Assert.Single(result.Errors).Exception.Message);
    }

    [Theory]
    [InlineData("Get-HuntEvent", "TurlaHunt.EventRecord")]
    [InlineData("Get-NetUseProcess", "TurlaHunt.NetUse")]
    [InlineData("Get-OutboundSmbConnection", "TurlaHunt.SmbConnection")]
    [InlineData("Get-SmbCredentialUse", "TurlaHunt.CredentialUse")]
    [InlineData("Get-SuspiciousTaskCreation", "TurlaHunt.TaskCreation")]
    [InlineData("Measure-TaskCreation", "TurlaHunt.TaskPrevalence")]
    [InlineData("Test-EvtxFile", "TurlaHunt.EvtxFileReport")]
    public void The_output_is_what_the_command_promises(string command, string type)
    {
        Assert.Equal(
            type, module.Run($"(Get-Command {command}).OutputType | ForEach-Object Name").ThrowIfFailed().Objects.First());
        HostedResult result = module.Run($"{command} $x", ("x", Logs.Samples)).ThrowIfFailed();
        Assert.NotEmpty(result.Output);
        Assert.All(result.Output, item => Assert.Equal(type, item.TypeNames[0]));
    }

    private int Count(string script) => module.Run(script).ThrowIfFailed().Output.Count;
}
