using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using TurlaHunt.Commands;
using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Views;
using Xunit;

namespace TurlaHunt.Tests.Remoting;

/// <summary>What a computer elsewhere found is here what it was there: all of it, in the same views, and taken by our own commands.</summary>
public sealed partial class RoundTripTests(RemotingFixture remoting) : IClassFixture<RemotingFixture>
{
    private const string Elapsed = "Elapsed";

    /// <summary>Commands that take a property away, and that give it another text.</summary>
    private const string Cut = """
        function Cut($item, $name) {
            $text = [System.Management.Automation.PSSerializer]::Serialize($item)
            [System.Management.Automation.PSSerializer]::Deserialize($text.Replace("N=`"$name`"", 'N="Other"'))
        }
        function Say($item, $name, $value) {
            $text = [System.Management.Automation.PSSerializer]::Serialize($item)
            [System.Management.Automation.PSSerializer]::Deserialize(($text -replace "(?<=N=`"$name`">)\w+", $value))
        }
        """;

    private static readonly Dictionary<string, string> Sources = new()
    {
        ["TurlaHunt.AttackChain"] = "(Invoke-TurlaHunt $samples).Chains",
        ["TurlaHunt.AuditResult"] = "Test-AuditPolicy $folder -Control CommandLine, ProcessCreation",
        ["TurlaHunt.ChainEntry"] = "(Invoke-TurlaHunt $samples).Chains[0].Timeline",
        ["TurlaHunt.ChainTie"] = "(Invoke-TurlaHunt $samples).Chains[0].Ties",
        ["TurlaHunt.CredentialUse"] = "Get-SmbCredentialUse $samples",
        ["TurlaHunt.EventRecord"] = "Get-HuntEvent $samples",
        ["TurlaHunt.EvtxFileReport"] = "Test-EvtxFile $folder",
        ["TurlaHunt.HuntResult"] = "Invoke-TurlaHunt $samples -StartTime 2019-07-01Z",
        ["TurlaHunt.HuntSubscription"] = "Export-HuntSubscription $folder/baseline.xml -Force",
        ["TurlaHunt.HuntVisibility"] = "Test-HuntVisibility $samples -StartTime 2019-07-01Z -EndTime 2019-08-01Z",
        ["TurlaHunt.KnownTask"] = "Get-KnownTask $folder/known.yml",
        ["TurlaHunt.NetUse"] = "Get-NetUseProcess $samples",
        ["TurlaHunt.PolicyExport"] = "Export-AuditPolicyGpo $folder/settings.csv Intune -Force -WarningAction SilentlyContinue",
        ["TurlaHunt.SmbConnection"] = "Get-OutboundSmbConnection $samples",
        ["TurlaHunt.TaskCreation"] = "Get-SuspiciousTaskCreation $samples",
        ["TurlaHunt.TaskPrevalence"] = "Measure-TaskCreation $samples",
        ["TurlaHunt.VisibilityReason"] = "(Test-HuntVisibility $samples -StartTime 2019-07-01Z -EndTime 2019-08-01Z).Reasons",
    };

    /// <summary>What only a computer with Windows gives.</summary>
    private static readonly string[] OfWindows = ["TurlaHunt.AuditRepair"];

    public static TheoryData<string> EmittedTypes => [.. ViewParityTests.EmittedTypes.Select(row => row.Data).Except(OfWindows)];

    private HostedModule Near => remoting.Near;

    [Theory]
    [MemberData(nameof(EmittedTypes))]
    public void Every_property_arrives(string type)
    {
        Type kind = typeof(Finding).Assembly.GetType(type, throwOnError: true)!;
        object[] ours = [.. Near.Run(Sources[type]).ThrowIfFailed().Objects];
        Assert.NotEmpty(ours);
        foreach (PSObject[] arrived in new[] { remoting.Far(Sources[type]), remoting.FromFile(Sources[type]) })
        {
            Assert.All(arrived, item => Assert.Equal("Deserialized." + type, item.TypeNames[0]));
            Assert.Equal(
                ours.SelectMany(item => Content.Of(item, Elapsed)),
                arrived.SelectMany(item => Content.Of(Deserialized.Restore(item, kind), Elapsed)));
        }
    }

    [Theory]
    [MemberData(nameof(EmittedTypes))]
    public void The_views_show_the_same(string type)
    {
        HostedResult ours = Near.Run(Sources[type]).ThrowIfFailed();
        PSObject[] arrived = remoting.Far(Sources[type]);
        Assert.NotEmpty(ours.Text.Trim());
        Assert.Equal(ours.Text, Near.Run("$x", ("x", arrived)).Text);
        foreach ((PSObject one, PSObject other) in ours.Output.Zip(arrived).Take(2))
        {
            Assert.Equal(
                ListView.Of(Near, one).Where(line => line.Key != Elapsed), ListView.Of(Near, other).Where(line => line.Key != Elapsed));
        }
    }

    [Theory]
    [InlineData("Get-SuspiciousTaskCreation $samples", "Severity -ge Medium")]
    [InlineData("Get-SuspiciousTaskCreation $samples", "Severity -lt High")]
    [InlineData("Get-SuspiciousTaskCreation $samples", "{ $_.Severity -ge 'Medium' -and $_.Operation -eq 'Registered' }")]
    [InlineData("Get-SuspiciousTaskCreation $samples", "KnownStatus -eq $null")]
    [InlineData("Invoke-TurlaHunt $samples", "{ $_.Verdict -eq 'Found' -and $_.Severity -gt 'Medium' -and $_.Chains[0].Severity -ge 'High' }")]
    [InlineData("(Invoke-TurlaHunt $samples).Chains", "{ $_.Stages -contains 'Execution' }")]
    [InlineData("Test-AuditPolicy $folder -Control CommandLine, ProcessCreation", "{ $_.Status -gt 'Compliant' -and $_.Level -ge 'Required' }")]
    public void Enumerations_compare_as_here_and_not_by_their_letters(string source, string condition)
    {
        int ours = Near.Run($"{source} | Where-Object {condition}").ThrowIfFailed().Output.Count;
        foreach (PSObject[] arrived in new[] { remoting.Far(source), remoting.FromFile(source) })
        {
            Assert.Equal(ours, Near.Run($"$x | Where-Object {condition}", ("x", arrived)).ThrowIfFailed().Output.Count);
        }
    }

    [Fact]
    public void Enumerations_are_their_names_where_the_module_is_not_and_enumerations_once_it_is()
    {
        string text = (string)Near.Run("[System.Management.Automation.PSSerializer]::Serialize(@(Get-NetUseProcess $samples))").ThrowIfFailed().Objects.Single();
        using HostedModule elsewhere = new(importModule: false);
        elsewhere.Run("$x = [System.Management.Automation.PSSerializer]::Deserialize($text)", ("text", text)).ThrowIfFailed();
        Assert.Equal(["Low", "High"], elsewhere.Run("$x.Severity").ThrowIfFailed().Objects);
        Assert.Single(elsewhere.Run("$x | Where-Object Severity -eq High").ThrowIfFailed().Output);
        elsewhere.Run($"Import-Module '{BuiltFiles.Manifest}'").ThrowIfFailed();
        Assert.Equal([Severity.Low, Severity.High], elsewhere.Run("$x.Severity").ThrowIfFailed().Objects);
        Assert.Single(elsewhere.Run("$x | Where-Object Severity -ge Medium").ThrowIfFailed().Output);

        // What arrived and is sent on has names again. They can be made enumerations.
        string again = (string)elsewhere.Run("[System.Management.Automation.PSSerializer]::Serialize($x)").ThrowIfFailed().Objects.Single();
        Assert.Single(elsewhere.Run(
            "[System.Management.Automation.PSSerializer]::Deserialize($text) | Where-Object { [TurlaHunt.Severity]$_.Severity -ge 'Medium' }",
            ("text", again)).ThrowIfFailed().Output);
    }

    [Fact]
    public void Times_are_in_UTC_on_arrival() =>
        Assert.All(remoting.Far("Get-HuntEvent $samples"), item =>
            Assert.Equal(DateTimeKind.Utc, Assert.IsType<DateTime>(item.Properties["TimeCreated"].Value).Kind));

    [Fact]
    public void Values_of_an_event_are_found_by_name_on_arrival() =>
        Assert.Equal(
            Near.Run("(Get-HuntEvent $samples -Id 4698).Data.TaskName").ThrowIfFailed().Objects,
            Near.Run("$x.Data.TaskName", ("x", remoting.Far("Get-HuntEvent $samples -Id 4698"))).ThrowIfFailed().Objects);

    [Fact]
    public void Tasks_found_elsewhere_are_counted_learned_and_vouched_for()
    {
        string far = "Invoke-Command $s { Get-SuspiciousTaskCreation $samples }";
        Near.Run($"{far} | Measure-TaskCreation | Export-KnownTask $folder/learned.yml -Reason r -Owner o -Force -ErrorAction SilentlyContinue");
        Near.Run("Get-SuspiciousTaskCreation $samples | Measure-TaskCreation | Export-KnownTask $folder/ours.yml -Reason r -Owner o -Force -ErrorAction SilentlyContinue");
        Assert.Equal(Read("ours.yml"), Read("learned.yml"));
        Near.Run($"{far} | Add-KnownTask $folder/added.yml -Reason r -Owner o").ThrowIfFailed();
        Assert.Equal(5, Near.Run("Get-KnownTask $folder/added.yml").ThrowIfFailed().Output.Count);
        Near.Run($"Invoke-Command $s {{ Get-KnownTask $folder/added.yml }} | Remove-KnownTask").ThrowIfFailed();
        Assert.Empty(Near.Run("Get-KnownTask $folder/added.yml").ThrowIfFailed().Output);
    }

    [Theory]
    [InlineData("Get-NetUseProcess")]
    [InlineData("Get-OutboundSmbConnection")]
    [InlineData("Get-SmbCredentialUse")]
    [InlineData("Get-SuspiciousTaskCreation")]
    public void Events_read_elsewhere_are_hunted_in_here(string hunt)
    {
        string[] ours = [.. Near.Run($"{hunt} $samples").ThrowIfFailed().Objects.SelectMany(item => Content.Of(item))];
        Assert.NotEmpty(ours);
        Assert.Equal(ours, Near.Run($"Invoke-Command $s {{ Get-HuntEvent $samples }} | {hunt}").ThrowIfFailed().Objects.SelectMany(item => Content.Of(item)));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("jsonl")]
    [InlineData("csv")]
    [InlineData("sarif")]
    [InlineData("xml")]
    [InlineData("html")]
    public void A_result_from_elsewhere_makes_the_same_report_to_the_byte(string format)
    {
        remoting.Far($"Invoke-TurlaHunt $samples | Export-HuntReport $folder/far.{format} -PassThru | Export-HuntReport $folder/other.{format}");
        Near.Run($"Invoke-Command $s {{ Invoke-TurlaHunt $samples | Export-HuntReport $folder/far.{format} -PassThru }} | Export-HuntReport $folder/near.{format}").ThrowIfFailed();
        string expected = Read($"far.{format}");
        Assert.InRange(expected.Length, 1000, 1_000_000);
        Assert.Equal(WithoutToday(expected), WithoutToday(Read($"near.{format}")));
    }

    [Fact]
    public void An_event_from_elsewhere_is_JSON_as_ever_and_says_why_it_is_no_XML()
    {
        EventRecord ours = (EventRecord)Near.Run("Get-HuntEvent $samples -Id 4698 -MaxEvents 1").ThrowIfFailed().Objects.Single();
        EventRecord theirs = (EventRecord)Deserialized.Restore(remoting.Far("Get-HuntEvent $samples -Id 4698 -MaxEvents 1").Single(), typeof(EventRecord))!;
        Assert.Equal(ours.ToJson(), theirs.ToJson());
        Assert.Contains("Get-HuntEvent -AsXml", Assert.Throws<InvalidOperationException>(theirs.ToXml).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$x = Cut $x Reasons", "This NetUse has no Reasons any more.")]
    [InlineData("$x = Say $x Severity Awful", "Severity of this NetUse cannot be read.")]
    [InlineData("$x.HuntId = $null", "HuntId of this NetUse cannot be read. It is empty.")]
    [InlineData("$x.TimeCreated = 'noon'", "TimeCreated of this NetUse cannot be read.")]
    [InlineData("$x.Evidence = @('Security record 1')", "Evidence of this NetUse cannot be read. It should hold objects of Evidence and holds 'Security record 1'.")]
    [InlineData("$x.Evidence = @($null)", "Evidence of this NetUse cannot be read. One of it is empty.")]
    [InlineData("$x.Evidence[0] = Cut $x.Evidence[0] RecordId", "This Evidence has no RecordId any more.")]
    public void What_is_cut_down_or_odd_says_so_and_costs_only_itself(string change, string problem)
    {
        PSObject[] results = remoting.Far("1..3 | ForEach-Object { Invoke-TurlaHunt $samples -Hunt TH-0002 }");
        Near.Run($"{Cut}; $x = $results[1].Findings[0]; {change}; $results[1].Findings[0] = $x", ("results", results)).ThrowIfFailed();
        HostedResult report = Near.Run("$results | Export-HuntReport $folder/odd.json -PassThru");
        Assert.Equal(2, report.Output.Count);
        ErrorRecord error = Assert.Single(report.Errors);
        Assert.StartsWith("ParameterArgumentTransformationError,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(problem, error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$x.Data = 'text'", "Data of this EventRecord cannot be read. It should hold values by name and is 'text'.")]
    [InlineData("$x.Data.Remove('TaskName')", "Data of this EventRecord cannot be read. It has no 'TaskName' any more.")]
    [InlineData("$x = Cut $x DataNames", "This EventRecord has no DataNames any more.")]
    [InlineData("$x.Id = 'many'", "Id of this EventRecord cannot be read.")]
    public void Events_that_are_cut_down_or_odd_say_so(string change, string problem)
    {
        PSObject[] events = remoting.Far("Get-HuntEvent $samples -Id 4698 -MaxEvents 2");
        Near.Run($"{Cut}; $x = $events[0]; {change}; $events[0] = $x", ("events", events)).ThrowIfFailed();
        HostedResult hunted = Near.Run("$events | Get-SuspiciousTaskCreation");
        Assert.Single(hunted.Output);
        Assert.Contains(problem, Assert.Single(hunted.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_were_added_on_the_way_come_behind_the_others()
    {
        PSObject given = remoting.Far("Get-HuntEvent $samples -Id 4698 -MaxEvents 1").Single();
        ((IDictionary)((PSObject)given.Properties["Data"].Value).BaseObject).Add("Added", 5);
        EventRecord record = (EventRecord)Deserialized.Restore(given, typeof(EventRecord))!;
        Assert.Equal(("Added", "5"), (record.DataNames[^1], record.Data["Added"]));
    }

    private string Read(string name) => File.ReadAllText(Path.Combine(remoting.Folder, name));

    // When a report was made stands in it. The events are of 2019.
    private static string WithoutToday(string text) => Today.Replace(text, "(now)");

    [GeneratedRegex(@"20[2-9]\d-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?( UTC|Z)?")]
    private static partial Regex Today { get; }
}
