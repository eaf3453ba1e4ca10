using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Tests.Commands;
using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Views;

/// <summary>What a console prints.</summary>
public sealed class ViewTests : IDisposable
{
    private const string Hostile = "evil\u001b[2J\u009b31m\u0007\u202Etxt.exe\u200B\u2066\u2028\r\nnext";
    private const string Tame = "evil\u241B[2J\uFFFD31m\u2407\uFFFDtxt.exe\uFFFD\uFFFD\uFFFD\u21B5next";

    private readonly HostedModule _module = new();
    private readonly TestFolder _folder = new();

    public void Dispose()
    {
        _module.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Tasks_are_a_line_each()
    {
        string[] lines = Lines(120, "Get-SuspiciousTaskCreation $x", Logs.Sample("Security"));
        Assert.Equal("TimeCreated          Machine         Severity Runs Lived   Task", lines[0]);
        Assert.Equal("-----------          -------         -------- ---- -----   ----", lines[1]);
        Assert.Contains(
            @"2019-07-10 09:12:11Z WS-0217         High          3h00m   \CertificateCheck: C:\…\VirtualStore\certcheck.exe [by and …",
            lines);
        Assert.Contains(
            @"2019-07-10 10:12:53Z WS-0217         High                  \ProactiveScan: C:\…\Microsoft\Chkdsk.js -scan Kdw6gG7cpOSZ…",
            lines);
        Assert.Equal(5 + 2, lines.Length);
    }

    [Fact]
    public void Tasks_fit_a_narrow_console_by_name()
    {
        string[] lines = Lines(80, "Get-SuspiciousTaskCreation $x", Logs.Sample("Security"));
        Assert.Contains(@"2019-07-10 09:12:11Z WS-0217         High          3h00m   \CertificateCheck: …", lines);
        Assert.Equal(5 + 2, lines.Length);
    }

    [Fact]
    public void The_schedulers_own_events_show_the_account_by_its_role()
    {
        string[] lines = Lines(160, "Get-SuspiciousTaskCreation $x", Logs.Sample("Microsoft-Windows-TaskScheduler%4Operational"));
        Assert.Contains(
            @"2019-07-10 09:12:11Z WS-0217         High        6 3h00m   \CertificateCheck: C:\…\VirtualStore\certcheck.exe [user context CONTOSO\m.weber]", lines);
        Assert.Contains(
            @"2019-07-10 09:22:45Z WS-0217         Info        0         \Microsoft\…\SvcRestartTask [registration not seen]", lines);
    }

    [Theory]
    [InlineData(120)]
    [InlineData(80)]
    public void Command_lines_are_never_cut(int width)
    {
        string[] lines = Lines(width, "Get-NetUseProcess $x", Logs.Sample("Security"));
        Assert.StartsWith("TimeCreated          Machine         Severity UserName     CommandLine", lines[0], StringComparison.Ordinal);
        string text = string.Concat(lines.Skip(2).Select(line => line.Length > 59 ? line[59..] : ""));
        Assert.Contains(
            @"cmd.exe /c net use \\197.168.0.247\c$ ******** /user:administrator & copy /y".Replace(" ", "", StringComparison.Ordinal),
            text.Replace(" ", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.DoesNotContain('…', text);
    }

    [Fact]
    public void Connections_show_where_to_and_by_what()
    {
        string[] lines = Lines(120, "Get-OutboundSmbConnection $x", Logs.Samples);
        Assert.Equal("TimeCreated          Machine         Severity Outcome   Connection", lines[0]);
        Assert.Contains("2019-07-10 10:12:44Z WS-0217         High     Allowed   197.168.0.247:445 (public) by System", lines);
        Assert.Contains("2019-07-10 11:12:05Z WS-0217         High     Refused   197.168.0.247 (public) as administrator", lines);
        Assert.Contains(
            "2019-07-10 07:55:16Z WS-0217         Info     Connected 10.20.1.12:445 = fileserver.contoso.example (private) by System",
            lines);
    }

    [Fact]
    public void Credentials_show_whose_and_where()
    {
        string[] lines = Lines(120, "Get-SmbCredentialUse $x", Logs.Samples);
        Assert.Equal("TimeCreated          Machine         Severity UserName     Credentials", lines[0]);
        Assert.Equal(
            "2019-07-10 10:12:46Z WS-0217         High     m.weber      administrator at 197.168.0.247:445 (public)", lines[2]);
        Assert.Equal(3, lines.Length);
    }

    [Theory]
    [InlineData("10.0.0.1", null, 445, "Private", "c$", @"C:\x\y.exe", null, "10.0.0.1:445 (private) share c$ by y.exe")]
    [InlineData("fe80::1", "nas", null, "LinkLocal", null, null, "bob", "[fe80::1] = nas (linklocal) as bob")]
    [InlineData(null, "nas", null, "Name", null, null, null, "nas")]
    [InlineData(null, "e\u001bvil", null, "Name", null, null, null, "e\u241Bvil")]
    public void A_connection_is_one_line(
        string? address, string? name, int? port, string scope, string? share, string? program, string? account, string line) =>
        Assert.Equal(line, _Format.Connection(address, name, port, scope, share, program, account));

    [Fact]
    public void Events_show_what_tells_most()
    {
        string[] lines = Lines(
            120, "Get-HuntEvent $x -StartTime 2019-07-10T10:12:44Z -EndTime 2019-07-10T10:12:54Z", Logs.Sample("Security"));
        Assert.Equal("TimeCreated          Machine            Id Log            Data", lines[0]);
        Assert.Contains(
            @"2019-07-10 10:12:44Z WS-0217          4688 Security       cmd.exe /c net use \\197.168.0.247\c$ ******** /user:adminis…",
            lines);
        Assert.Contains(lines, line => line.StartsWith(
            @"2019-07-10 10:12:44Z WS-0217          5156 Security       DestAddress=197.168.0.247; DestPort=445; ", StringComparison.Ordinal));
    }

    [Fact]
    public void Events_that_a_log_does_not_keep_as_it_should_are_marked()
    {
        string hidden = _folder.Add("a.evtx", DamagedLog.WithHiddenRecord());
        _module.Width = 120;
        string text = _module.Run("Get-HuntEvent $x", ("x", hidden)).Text;
        Assert.Single(text.Split('\n'), line => line.Contains("[Hidden] Text=", StringComparison.Ordinal));
        string lost = _folder.Add("b.evtx", DamagedLog.WithoutChunkHeader());
        text = _module.Run("Get-HuntEvent $x -IncludeRecovered", ("x", lost)).Text;
        Assert.InRange(text.Split('\n').Count(line => line.Contains("[Recovered] Text=", StringComparison.Ordinal)), 25, 35);
        Assert.DoesNotContain("[Sound]", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(120)]
    [InlineData(80)]
    public void No_line_is_wider_than_the_console(int width)
    {
        foreach (string command in new[]
        {
            "Get-HuntEvent $x", "Get-NetUseProcess $x", "Get-OutboundSmbConnection $x", "Get-SmbCredentialUse $x",
            "Get-SuspiciousTaskCreation $x", "Measure-TaskCreation $x", "Test-EvtxFile $x",
            "Invoke-TurlaHunt $x", "Test-HuntVisibility $x", "(Invoke-TurlaHunt $x).Chains", "(Invoke-TurlaHunt $x).Chains.Timeline",
        })
        {
            Assert.All(Lines(width, command, Logs.Samples), line => Assert.InRange(line.Length, 1, width));
        }
    }

    [Fact]
    public void Hostile_text_is_tamed_in_views_and_raw_in_properties()
    {
        string log = _folder.Add("a.evtx", TestLog.Of(
            Logs.Process($@"net use \\198.51.100.7\c$ & {Hostile}", Hostile),
            Logs.Task(@"\" + Hostile, "x.exe", "") with { Computer = Hostile },
            TestLog.Saying(Hostile)));
        foreach (string command in new[] { "Get-HuntEvent $x", "Get-NetUseProcess $x", "Get-SuspiciousTaskCreation $x" })
        {
            HostedResult result = _module.Run(command, ("x", log)).ThrowIfFailed();
            Assert.NotEmpty(result.Output);
            _module.Width = 400;
            string all = result.Text + string.Concat(result.Output.Select(item => string.Concat(ListOf(item).Select(pair => pair.Value))));
            Assert.Contains(Tame, all, StringComparison.Ordinal);
            Assert.DoesNotContain(all, character => character != '\n' && (char.IsControl(character) || character is '\u202E' or '\u200B' or '\u2066' or '\u2028'));
        }

        Assert.Contains(
            _module.Run("Get-HuntEvent $x").ThrowIfFailed().Objects.Cast<EventRecord>(),
            record => record.Data.Find("Text") == Hostile);
        Assert.Equal(@"\" + Hostile, _module.Run("Get-SuspiciousTaskCreation $x").Objects.Cast<TaskCreation>().Single().TaskName);
        Assert.EndsWith(Hostile, _module.Run("Get-NetUseProcess $x").Objects.Cast<NetUse>().Single().CommandLine, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_shows_what_the_log_says_and_skips_what_it_does_not()
    {
        PSObject scheduler = _module.Run(
            "Get-SuspiciousTaskCreation $x", ("x", Logs.Sample("Microsoft-Windows-TaskScheduler%4Operational"))).ThrowIfFailed().Output[2];
        Dictionary<string, string> list = ListOf(scheduler);
        Assert.Equal(@"CONTOSO\m.weber", list["UserContext"]);
        Assert.Equal("2019-07-10 09:12:11Z", list["TimeCreated"]);
        Assert.DoesNotContain("Registrar", list.Keys);
        Assert.DoesNotContain("RunAs", list.Keys);

        PSObject audited = _module.Run("Get-SuspiciousTaskCreation $x", ("x", Logs.Sample("Security"))).ThrowIfFailed().Output[2];
        list = ListOf(audited);
        Assert.Equal(@"CONTOSO\m.weber", list["Registrar"]);
        Assert.Equal("00:30:00", list["RepetitionInterval"]);
        Assert.Equal("False", list["Hidden"]);
        Assert.Equal(3, list["Reasons"].Split('\n').Length);
        Assert.DoesNotContain("UserContext", list.Keys);
    }

    [Fact]
    public void A_list_of_an_event_has_each_value_in_its_line()
    {
        PSObject record = _module.Run("Get-HuntEvent $x -Id 106 -MaxEvents 1", ("x", Logs.Samples)).ThrowIfFailed().Output[0];
        Dictionary<string, string> list = ListOf(record);
        Assert.Equal("TaskName    = \\Microsoft\\Windows\\Chkdsk\\ProactiveScan\nUserContext = S-1-5-18", list["Data"]);
        Assert.Equal("4 (information)", list["Level"]);
    }

    [Theory]
    [InlineData("Get-HuntEvent $x -Id 106 -MaxEvents 1")]
    [InlineData("Get-NetUseProcess $x")]
    [InlineData("Get-OutboundSmbConnection $x")]
    [InlineData("Get-SmbCredentialUse $x")]
    [InlineData("Get-SuspiciousTaskCreation $x")]
    [InlineData("Measure-TaskCreation $x")]
    [InlineData("Test-EvtxFile $x")]
    [InlineData("Invoke-TurlaHunt $x")]
    [InlineData("Test-HuntVisibility $x")]
    [InlineData("(Invoke-TurlaHunt $x).Chains")]
    public void What_came_over_a_wire_looks_the_same(string command)
    {
        HostedResult here = _module.Run(command, ("x", Logs.Samples)).ThrowIfFailed();
        HostedResult there = _module.Run(
            "$x | ForEach-Object { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_)) }",
            ("x", here.Output)).ThrowIfFailed();
        Assert.All(there.Output, item => Assert.StartsWith("Deserialized.TurlaHunt.", item.TypeNames[0], StringComparison.Ordinal));
        Assert.Equal(here.Text, there.Text);
        Assert.All(
            here.Output.Zip(there.Output),
            pair => Assert.Equal(ListOf(pair.First).Where(IsOrdered), ListOf(pair.Second).Where(IsOrdered)));

        // The engine makes an unordered table of any dictionary on the way.
        static bool IsOrdered(KeyValuePair<string, string> line) => line.Key != "Data";
    }

    private string[] Lines(int width, string script, object x)
    {
        _module.Width = width;
        return [.. _module.Run(script, ("x", x)).ThrowIfFailed().Text.Split('\n').Where(line => line.Length > 0)];
    }

    private Dictionary<string, string> ListOf(PSObject item) => ListView.Of(_module, item);
}
