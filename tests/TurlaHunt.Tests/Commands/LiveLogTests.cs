using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using TurlaHunt.Commands;
using TurlaHunt.Events.Channels;
using TurlaHunt.Tests.Channels;
using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>Live logs of this computer and of others, as a twin of the event log service has them in memory.</summary>
public sealed class LiveLogTests : IDisposable
{
    private static readonly string[] Hunts =
        ["Get-NetUseProcess", "Get-OutboundSmbConnection", "Get-SmbCredentialUse", "Get-SuspiciousTaskCreation"];

    private readonly HostedModule _module = new();
    private readonly MemoryChannels _channels = new();

    public LiveLogTests() => ChannelReaders.Use(_module.Runspace, _channels);

    public static TheoryData<string, string, ErrorCategory> Failures => new()
    {
        { nameof(ChannelFailure.LogNotFound), "ChannelNotFound", ErrorCategory.ObjectNotFound },
        { nameof(ChannelFailure.AccessDenied), "ChannelAccessDenied", ErrorCategory.PermissionDenied },
        { nameof(ChannelFailure.HostUnreachable), "HostUnreachable", ErrorCategory.ConnectionError },
        { nameof(ChannelFailure.HostRefused), "HostRpcRefused", ErrorCategory.ConnectionError },
        { nameof(ChannelFailure.LogonRefused), "HostLogonRefused", ErrorCategory.AuthenticationError },
        { nameof(ChannelFailure.ReadFailed), "ChannelReadFailed", ErrorCategory.ReadError },
    };

    [Fact]
    public void The_hunts_find_what_they_find_in_files()
    {
        _channels[""].Add(Samples);
        _channels["DC01"].Add(Samples);
        foreach (string hunt in Hunts)
        {
            string[] files = Findings($"{hunt} $x");
            Assert.NotEmpty(files);
            Assert.Equal(files, Findings(hunt));
            Assert.Equal(files, Findings($"{hunt} -ComputerName DC01"));
            Assert.Equal(files, Findings($"{hunt} -Cn DC01 -LogName Security, *Task*, *sysmon*, *smb*"));
        }
    }

    [Fact]
    public void A_finding_names_the_live_log_and_leads_back_to_it()
    {
        _channels["DC01"].Add(Samples);
        NetUse finding = (NetUse)_module.Run("Get-NetUseProcess -ComputerName DC01").ThrowIfFailed().Objects.First();
        Assert.StartsWith(@"\\DC01\", finding.Source, StringComparison.Ordinal);
        Assert.StartsWith($"Get-HuntEvent -ComputerName 'DC01' -LogName '{finding.LogName}'", finding.NextCommand, StringComparison.Ordinal);
        Assert.Contains(
            finding.RecordId, _module.Run(finding.NextCommand!).ThrowIfFailed().Objects.Cast<EventRecord>().Select(record => record.RecordId));
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public void Each_failure_has_its_error_and_the_other_computers_are_read(string failure, string id, ErrorCategory category)
    {
        ChannelFailure kind = Enum.Parse<ChannelFailure>(failure);
        bool isOfHost = kind is ChannelFailure.HostUnreachable or ChannelFailure.HostRefused or ChannelFailure.LogonRefused;
        Say("A", "Security", "a");
        Say("C", "Security", "c");
        if (isOfHost)
        {
            _channels["B"].Failure = kind;
        }
        else
        {
            Say("B", "Security", "b");
            _channels["B"].Logs["Security"].Failure = kind;
        }

        HostedResult result = _module.Run("Get-HuntEvent -ComputerName A, B, C -LogName Security, Security");
        Assert.Null(result.TerminatingError);
        Assert.Equal(["a", "c"], Logs.Texts(result.Objects));
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal($"{id},TurlaHunt.Commands.GetHuntEventCommand", error.FullyQualifiedErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Equal(isOfHost ? "B" : "Security", error.TargetObject);
        Assert.Contains("B", error.Exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_log_that_is_off_and_an_event_that_is_broken_are_told_and_the_rest_is_read()
    {
        Say("A", "Security", "a", "b");
        List<MemoryChannels.MemoryEvent> events = _channels["A"].Logs["Security"].Events;
        events[0] = events[0].With("<Event><System/><EventData/></Event>\u0001<Event>");
        _channels["A"].Logs["Security"].IsEnabled = false;
        HostedResult result = _module.Run("Get-HuntEvent -ComputerName A -LogName Security");
        Assert.Equal(["b"], Logs.Texts(result.Objects));
        Assert.Equal(
            [("ChannelDisabled", ErrorCategory.ResourceUnavailable), ("ChannelEventDamaged", ErrorCategory.InvalidData)],
            result.Errors.Select(error => (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category)));
    }

    [Fact]
    public void An_event_of_which_Windows_can_tell_nothing_keeps_no_other_from_being_read()
    {
        _channels["DC01"].Add(Samples);
        _channels["DC01"].Logs["Security"].Events[3].IsBroken = true;
        HostedResult events = _module.Run("Get-HuntEvent -Cn DC01 -LogName Security");
        Assert.Equal("ChannelEventDamaged", Assert.Single(events.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(_channels["DC01"].Logs["Security"].Events.Count - 1, events.Output.Count);
        HostedResult sweep = _module.Run("Invoke-TurlaHunt -Cn DC01");
        Assert.Equal("ChannelEventDamaged", Assert.Single(sweep.Errors).FullyQualifiedErrorId.Split(',')[0]);
        HuntResult result = (HuntResult)Assert.Single(sweep.Objects);
        Assert.Equal(Results("Invoke-TurlaHunt $x")[0].FindingCount, result.FindingCount);
        Assert.Contains(result.Visibility.SelectMany(hunt => hunt.Reasons), reason => reason.Cause == VisibilityCause.LogUnreadable);
    }

    [Fact]
    public void A_computer_that_did_not_answer_is_not_asked_for_more()
    {
        _channels["DC01"].Add(Samples);
        _module.Run("Get-SuspiciousTaskCreation -ComputerName AWAY, DC01 2>$null");
        Assert.Equal(2, _channels.Hosts.Count(host => host.Name == "DC01"));
        Assert.Single(_channels.Hosts, host => host.Name == "AWAY");
    }

    [Fact]
    public void A_report_says_that_logs_were_read_and_names_them_as_no_files()
    {
        _channels["DC01"].Add(Samples);
        using TestFolder folder = new();
        string html = Path.Combine(folder.Path, "report.html");
        string sarif = Path.Combine(folder.Path, "report.sarif");
        _module.Run(
            "$r = Invoke-TurlaHunt -ComputerName DC01; $r | Export-HuntReport $a; $r | Export-HuntReport $b",
            ("a", html),
            ("b", sarif)).ThrowIfFailed();
        Assert.Contains("live logs.", File.ReadAllText(html), StringComparison.Ordinal);
        Assert.DoesNotContain("file://dc01", File.ReadAllText(sarif), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_log_that_no_hunt_was_asked_for_may_be_missing()
    {
        Say("A", "Security", "a");
        Assert.Empty(_module.Run("Get-NetUseProcess -ComputerName A").Errors);
        Assert.StartsWith(
            "ChannelNotFound,",
            Assert.Single(_module.Run("Get-NetUseProcess -ComputerName A -LogName Sysmon").Errors).FullyQualifiedErrorId,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "ChannelNotFound,",
            Assert.Single(_module.Run("Get-NetUseProcess -ComputerName A -LogName No*").Errors).FullyQualifiedErrorId,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Wildcards_choose_logs_but_none_that_is_off_and_empty_or_for_debugging()
    {
        Say("A", "Security", "a");
        Say("A", "Setup", "b");
        Say("A", "SetupDebug", "c");
        Say("A", "SetOff", "d");
        _channels["A"].Logs["SetupDebug"].IsDirect = true;
        _channels["A"].Logs["SetOff"].IsEnabled = false;
        _channels["A"].Logs.Add("SetNever", new MemoryChannels.Log { IsEnabled = false });
        HostedResult result = _module.Run("Get-HuntEvent -ComputerName A -LogName Set* -Verbose");
        Assert.Equal(["d", "b"], Logs.Texts(result.Objects));
        Assert.Equal("SetOff", Assert.Single(result.Errors).TargetObject);
        Assert.Contains(result.Verbose, line => line.Contains("SetupDebug", StringComparison.Ordinal));
        Assert.Equal(["c"], Logs.Texts(_module.Run("Get-HuntEvent -ComputerName A -LogName SetupDebug").ThrowIfFailed().Objects));
        Assert.Equal(["a", "d", "b"], Logs.Texts(_module.Run("Get-HuntEvent -ComputerName A -ErrorAction SilentlyContinue").Objects));
    }

    [Fact]
    public void A_collector_gives_the_events_of_other_computers()
    {
        _channels["WEC"].AddTo("ForwardedEvents", Samples);
        Assert.Equal(Findings("Get-NetUseProcess $x"), Findings("Get-NetUseProcess -ComputerName WEC -LogName ForwardedEvents"));
        HuntResult[] results = Results("Invoke-TurlaHunt -ComputerName WEC -LogName ForwardedEvents");
        Assert.DoesNotContain(results, result => result.MachineName == "WEC");
        Assert.Equal(Results("Invoke-TurlaHunt $x").Select(result => result.MachineName), results.Select(result => result.MachineName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-StartTime 2019-07-10T10:00Z -EndTime 2019-07-10T12:00Z")]
    [InlineData("-StartTime 2019-07-10T11:30Z")]
    [InlineData("-StartTime 2019-07-10T18:00Z -EndTime 2019-07-11T00:00Z")]
    [InlineData("-StartTime 2019-07-09T00:00Z -EndTime 2019-07-09T12:00Z")]
    public void The_verdicts_are_those_of_files(string window)
    {
        _channels["DC01"].Add(Samples);
        HuntResult[] files = Results($"Invoke-TurlaHunt $x {window}");
        HuntResult[] live = Results($"Invoke-TurlaHunt -ComputerName DC01 {window}");
        Assert.NotEmpty(files);
        Assert.Equal(files.Select(Describe), live.Select(Describe));
        Assert.Equal(
            files.SelectMany(result => result.Findings).Select(Plain), live.SelectMany(result => result.Findings).Select(Plain));

        static string Describe(HuntResult result) =>
            $"{result.MachineName} {result.Verdict} {result.FindingCount} {result.Chains.Length} {result.StartTime:O} {result.EndTime:O} "
            + string.Join(" | ", result.Visibility.SelectMany(hunt => hunt.Reasons).Select(reason => reason.Detail));
    }

    [Fact]
    public void A_computer_that_cannot_be_reached_is_blind_and_says_why()
    {
        _channels["DC01"].Add(Samples);
        _channels["EMPTY"].Logs.Add("Security", new MemoryChannels.Log());
        HostedResult run = _module.Run("Invoke-TurlaHunt -ComputerName AWAY, DC01, EMPTY");
        HuntResult[] results = [.. run.Objects.Cast<HuntResult>()];
        Assert.Equal("HostUnreachable", Assert.Single(run.Errors).FullyQualifiedErrorId.Split(',')[0]);
        HuntResult away = Assert.Single(results, result => result.MachineName == "AWAY");
        Assert.Equal((Verdict.Blind, 3), (away.Verdict, away.ExitCode));
        Assert.Contains("AWAY cannot be reached", away.Summary, StringComparison.Ordinal);
        Assert.All(away.Visibility, hunt => Assert.Equal(VisibilityCause.ComputerUnreachable, Assert.Single(hunt.Reasons).Cause));
        Assert.Equal(Verdict.Blind, Assert.Single(results, result => result.MachineName == "EMPTY").Verdict);
        Assert.Contains(results, result => result.Verdict == Verdict.Found);
        Assert.All(results.Where(result => result.Verdict == Verdict.Found), result => Assert.Empty(result.Errors));

        HuntVisibility[] visibility = [.. _module.Run("Test-HuntVisibility -ComputerName AWAY 2>$null").Objects.Cast<HuntVisibility>()];
        Assert.All(visibility, hunt => Assert.Equal(("AWAY", VisibilityLevel.Blind), (hunt.MachineName, hunt.Level)));
        Assert.Equal(Hunts.Length, visibility.Length);
        Assert.Equal([false], _module.Run("Test-HuntVisibility -ComputerName AWAY -Quiet 2>$null").Objects);
        Assert.Single(Results("Invoke-TurlaHunt -ComputerName AWAY -ExpectedComputer AWAY 2>$null"));
    }

    /// <summary>What was found before is found, and what was not seen is said, also of the logs whose turn did not come.</summary>
    [Fact]
    public void A_computer_that_is_lost_on_the_way_is_judged_by_what_it_gave()
    {
        _channels["DC01"].Add(Samples);
        MemoryChannels.Log security = _channels["DC01"].Logs["Security"];
        int found = security.Events.FindIndex(item => item.Id == 4648 && item.ToXml().Contains("197.168.0.247", StringComparison.Ordinal));
        security.Failure = ChannelFailure.HostUnreachable;
        security.FailsAfter = found + 1;
        HuntResult result = Assert.Single(_module.Run("Invoke-TurlaHunt -ComputerName DC01").Objects.Cast<HuntResult>());
        Assert.Equal((Verdict.Found, found + 1L), (result.Verdict, result.EventCount));
        Assert.Contains(result.Findings, finding => finding is CredentialUse);
        Assert.All(result.Visibility, hunt => Assert.Contains(hunt.Reasons, reason => reason.Cause == VisibilityCause.ComputerUnreachable));
    }

    [Theory]
    [InlineData("localhost, .")]
    [InlineData("localhost, $([Environment]::MachineName)")]
    public void This_computer_is_read_once_whatever_it_is_called(string names)
    {
        Say("", "Security", "a");
        Assert.Equal(["a"], Logs.Texts(_module.Run($"Get-HuntEvent -LogName Security -ComputerName {names}").ThrowIfFailed().Objects));
    }

    [Fact]
    public void A_log_that_may_not_be_read_is_a_reason_of_its_computer()
    {
        _channels["DC01"].Add(Samples);
        _channels["DC01"].Logs["Security"].Failure = ChannelFailure.AccessDenied;
        HuntResult[] results = Results("Invoke-TurlaHunt -ComputerName DC01 2>$null");
        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.Contains(
            result.Visibility.SelectMany(hunt => hunt.Reasons), reason => reason.Cause == VisibilityCause.LogUnreadable));
        _channels["DC01"].Logs["Security"].Failure = null;
        _channels["DC01"].Logs["Security"].IsEnabled = false;
        Assert.All(Results("Invoke-TurlaHunt -ComputerName DC01 2>$null"), result => Assert.Contains(
            result.Visibility.SelectMany(hunt => hunt.Reasons), reason => reason.Cause == VisibilityCause.LogDisabled));
    }

    [Fact]
    public void Ctrl_C_ends_a_command_that_waits_for_a_computer()
    {
        _channels["B"].Hanging = new ManualResetEventSlim();
        using PowerShell shell = PowerShell.Create(_module.Runspace);
        IAsyncResult running = shell.AddScript("Get-NetUseProcess -ComputerName B").BeginInvoke();
        _channels["B"].Hanging!.Wait(TestContext.Current.CancellationToken);
        shell.Stop();
        Assert.True(running.IsCompleted);
        _channels["B"].WasCancelled.Wait(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Who_has_enough_does_not_wait_for_the_next_computer()
    {
        Say("A", "Security", "a");
        _channels["B"].Hanging = new ManualResetEventSlim();
        Assert.Equal(
            ["a"], Logs.Texts(_module.Run("Get-HuntEvent -ComputerName A, B -LogName Security -MaxEvents 1").ThrowIfFailed().Objects));
    }

    [Fact]
    public void Events_as_text()
    {
        _channels[""].Add(Samples);
        Assert.Equal(
            _module.Run("Get-HuntEvent $x -Id 4688 -AsXml", ("x", Logs.Sample("Security"))).ThrowIfFailed().Objects,
            _module.Run("Get-HuntEvent -LogName Security -Id 4688 -AsXml").ThrowIfFailed().Objects);
        object json = _module.Run("Get-HuntEvent -LogName Security -Id 4688 -AsJson -MaxEvents 1").Objects.Single();
        Assert.Contains("\"Id\":4688", json.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_goes_to_the_computer_and_nowhere_else()
    {
        Say("A", "Security", "a");
        HostedResult result = _module.Run(
            "$p = [securestring]::new(); 'Geheim7'.ToCharArray() | ForEach-Object { $p.AppendChar($_) }; "
            + @"Get-HuntEvent -Cn A -LogName Security, No -Credential ([pscredential]::new('CONTOSO\hunter', $p)) -Verbose");
        ChannelAccount account = Assert.Single(_channels.Hosts).Account!;
        Assert.Equal(("CONTOSO", "hunter", 7), (account.Domain, account.UserName, account.Password.Length));
        string said = string.Join("\n", result.Verbose.Concat(result.Errors.Select(error => $"{error} {error.ErrorDetails.RecommendedAction}")));
        Assert.Contains("No", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Geheim7", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-NetUseProcess -LogName Security -IncludeRecovered", "ParameterOfFilesOnly")]
    [InlineData("Get-NetUseProcess -IncludeRecovered", "ParameterOfFilesOnly")]
    [InlineData("Invoke-TurlaHunt -ComputerName A -Bookmark x.json", "ParameterOfFilesOnly")]
    [InlineData("Get-NetUseProcess -LogName Security -Path x", "AmbiguousParameterSet")]
    [InlineData("Get-NetUseProcess -ComputerName A -Path x", "AmbiguousParameterSet")]
    [InlineData("Get-HuntEvent -ComputerName A -LogName Security -Path x", "AmbiguousParameterSet")]
    public void What_does_not_go_together_is_refused(string script, string id)
    {
        HostedResult result = _module.Run(script);
        Assert.Equal(id, Assert.Single(result.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Empty(_channels.Hosts);
    }

    [Theory]
    [InlineData("@() | {0}")]
    [InlineData("$null | {0}")]
    [InlineData("Get-HuntEvent $x -Id 9 | {0}")]
    [InlineData("Get-HuntEvent $x | {0}")]
    [InlineData("Get-HuntEvent $x -MaxEvents 3 | {0} -StartTime 2019-01-01")]
    [InlineData("$x | {0}")]
    public void Whatever_comes_down_the_pipeline_is_no_wish_for_live_logs(string script)
    {
        foreach (string command in Hunts.Append("Invoke-TurlaHunt").Append("Test-HuntVisibility").Append("Get-HuntEvent"))
        {
            _module.Run(string.Format(System.Globalization.CultureInfo.InvariantCulture, script, command), ("x", Logs.Sample("Security")));
            Assert.Empty(_channels.Hosts);
        }
    }

    [Fact]
    public void The_names_of_logs_are_completed()
    {
        Say("", "Odd Log", "a");
        string[] names = [.. _module.Complete("Get-NetUseProcess -LogName ").Select(match => match.CompletionText)];
        Assert.Contains("Security", names);
        Assert.Contains("ForwardedEvents", names);
        Assert.Contains("'Odd Log'", names);
        Assert.Equal("Microsoft-Windows-TaskScheduler/Operational", _module.Complete("Invoke-TurlaHunt -LogName TaskS")[0].CompletionText);
        _channels[""].Failure = ChannelFailure.AccessDenied;
        Assert.Contains(_module.Complete("Get-HuntEvent -LogName Sec"), match => match.CompletionText == "Security");
    }

    public void Dispose() => _module.Dispose();

    private static string[] Samples => Directory.GetFiles(Logs.Samples, "*.evtx");

    private void Say(string host, string log, params string[] texts)
    {
        using TemporaryFile file = new(TestLog.Of(texts.Select(text => TestLog.Saying(text) with { Channel = log })));
        _channels[host].Add(file.Path);
    }

    private HuntResult[] Results(string script) => [.. _module.Run(script, ("x", Logs.Samples)).Objects.Cast<HuntResult>()];

    private string[] Findings(string script) =>
        [.. _module.Run(script, ("x", Logs.Samples)).ThrowIfFailed().Objects.Cast<Finding>().Select(Plain).Order(StringComparer.Ordinal)];

    // All that a finding says but where it was read.
    private static string Plain(Finding finding)
    {
        JsonObject all = (JsonObject)JsonSerializer.SerializeToNode(finding, finding.GetType())!;
        foreach (string place in new[] { "Source", "NextCommand", "Evidence" })
        {
            all.Remove(place);
        }

        return all.ToJsonString();
    }
}
