using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Xml.Linq;
using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Registry;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>Export-AuditPolicyGpo: from a baseline, or from results of computers, to files that set the same for many.</summary>
public sealed class ExportAuditPolicyGpoTests(HostedModule module) : IClassFixture<HostedModule>, IDisposable
{
    private readonly TestFolder _folder = new();

    /// <summary>The ids that are tested here.</summary>
    internal static string[] Errors { get; } = ["PolicyExportEmpty", "PolicyExportExists", "PolicyExportFailed"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_it_writes_is_compliant_and_what_it_left_out_is_named()
    {
        HostedResult run = Run("Export-AuditPolicyGpo $x/gpo -Name 'Ours'").ThrowIfFailed();
        PolicyExport export = Assert.IsType<PolicyExport>(Assert.Single(run.Objects));
        Assert.Equal((PolicyFormat.Gpo, "Ours", Path.Combine(_folder.Path, "gpo")), (export.Format, export.Name, export.Path));
        Assert.Equal(["Turla"], export.Baselines);
        Assert.Equal(6, export.Files.Length);
        Assert.All(export.Files, file => Assert.True(File.Exists(file)));
        Assert.True(Directory.Exists(Path.Combine(export.Path, export.BackupId!.Value.ToString("B").ToUpperInvariant())));
        Assert.Equal("3 controls are left out, and LeftOut says why: PowerShell7Log, Sysmon, Forwarding.", run.Warnings[0]);
        Assert.Equal(export.Notes, run.Warnings.Skip(1));
        AuditResult[] results = [.. Run("Test-AuditPolicy $x/gpo -Control $c", ("c", export.Controls)).ThrowIfFailed().Objects.Cast<AuditResult>()];
        Assert.Equal(export.Controls, results.Select(result => result.ControlId));
        Assert.All(results, result => Assert.Equal(AuditStatus.Compliant, result.Status));
        Assert.Equal(["true"], Run("\"$(Test-AuditPolicy $x/gpo -Control $c -Quiet)\".ToLower()", ("c", export.Controls)).Objects);
    }

    [Theory]
    [InlineData("Export-AuditPolicyGpo $x/out AuditCsv -Control ProcessCreation, CommandLine", "ProcessCreation", "CommandLine")]
    [InlineData("Export-AuditPolicyGpo $x/out -Format Reg -Control commandl*, ProcessC*", "CommandLine", "ProcessCreation")]
    [InlineData("Export-AuditPolicyGpo -Path $x/out Intune -Baseline Turla -Control CommandLine, OutboundSmb", "CommandLine", "OutboundSmb")]
    [InlineData("Export-AuditPolicyGpo $x/out -Baseline OutboundSmb -Control SmbOverQuic, InternetAddresses", "SmbOverQuic", "InternetAddresses")]
    public void Controls_that_a_form_cannot_carry_are_left_out_whole(string command, string control, string leftOut)
    {
        PolicyExport export = Export(command);
        Assert.Equal([control], export.Controls);
        Assert.StartsWith(leftOut + ": ", Assert.Single(export.LeftOut), StringComparison.Ordinal);
    }

    [Fact]
    public void Results_of_computers_give_what_they_lack()
    {
        foreach ((string name, uint line) in new[] { ("a", 0u), ("b", 1u) })
        {
            _folder.Add(name + "/SOFTWARE", new TestHive().Set(@"Microsoft\Windows\CurrentVersion\Policies\System\Audit", "ProcessCreationIncludeCmdLine_Enabled", line).ToBytes());
            _folder.Add(name + "/audit.csv", Encoding.UTF8.GetBytes($"h\r\nWS-{name},System,x,{{0cce922b-69ae-11d9-bed3-505054503030}},x,,{(line == 0 ? 2 : 1)}\r\nWS-{name},System,x,{{0cce9215-69ae-11d9-bed3-505054503030}},x,,3\r\n"));
        }

        const string Test = "Test-AuditPolicy $x/a, $x/b -Control CommandLine, ProcessCreation, Logon";
        foreach (string command in new[] { Test, "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize(@(" + Test + ")))" })
        {
            PolicyExport export = Export($"{command} | Export-AuditPolicyGpo $x/gpo -Force");

            // Logon is as it should be; it is written too, so that a new audit policy does not take it away.
            Assert.Equal(["ProcessCreation", "Logon", "CommandLine"], export.Controls.OrderBy(id => id == "CommandLine").ThenByDescending(id => id, StringComparer.Ordinal));
            Assert.Empty(export.LeftOut);
            // The one audits failures, the other successes: both stay.
            Assert.Contains(",{0cce922b-69ae-11d9-bed3-505054503030},Success and Failure,,3\r\n", File.ReadAllText(export.Files.Single(file => file.EndsWith("audit.csv", StringComparison.Ordinal))), StringComparison.Ordinal);
        }

        Assert.Equal(["Logon: It is as it should be."], Export("Test-AuditPolicy $x/a, $x/b -Control CommandLine, Logon | Export-AuditPolicyGpo $x/line").LeftOut);
        Assert.Empty(Run("Test-AuditPolicy $x/b -Control Logon | Export-AuditPolicyGpo $x/none").ThrowIfFailed().Objects);
        Assert.Empty(Run("Test-AuditPolicy $x/b -Control Logon | Where-Object Status -eq Unknown | Export-AuditPolicyGpo $x/none").ThrowIfFailed().Objects);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "none")));
        PolicyExport csv = Export("Test-AuditPolicy $x/a -Control ProcessCreation | Export-AuditPolicyGpo $x/restore.csv AuditCsv");
        Assert.Contains("\r\n,System,Audit Process Creation,", File.ReadAllText(csv.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void What_several_baselines_ask_for_is_written_so_that_it_is_enough_for_each()
    {
        PolicyExport export = Assert.IsType<PolicyExport>(Assert.Single(
            Run("Export-AuditPolicyGpo $x/out.csv AuditCsv -Baseline Microsoft, Yamato -Control ProcessCreation, BlockedTraffic").ThrowIfFailed().Objects));
        Assert.Equal(["Microsoft", "Yamato"], export.Baselines);
        Assert.Equal([true], Run("Test-AuditPolicy $x/out.csv -Baseline Microsoft, Yamato -Control ProcessCreation, BlockedTraffic -Quiet").Objects);
    }

    [Fact]
    public void A_baseline_of_ones_own_with_hostile_names_makes_sound_files()
    {
        _folder.Add("mine.yml", Encoding.UTF8.GetBytes("title: \"]]> <x> \\n\"\ncontrols:\n"
            + Control("Odd", @"HKLM\\SOFTWARE\\a]\\b;c", "q\\\" & <v>") + Control("Line", @"HKLM\\SOFTWARE\\a", "v\\r\\n[HKEY_LOCAL_MACHINE\\\\Evil]") + Control("Star", @"HKLM\\SOFTWARE\\a", "**delvals.")));
        PolicyExport export = Export("Export-AuditPolicyGpo $x/gpo -Baseline $x/mine.yml -Name \"a ]]> `u{1b}[31m & <b>\"");
        Assert.Equal(["Odd"], export.Controls);
        Assert.Equal(["Line", "Star"], export.LeftOut.Select(text => text.Split(':')[0]));
        Assert.Equal(export.Name, XElement.Load(export.Files.Single(file => file.EndsWith("bkupInfo.xml", StringComparison.Ordinal))).Elements().Last().Value);
        Assert.DoesNotContain('\u001b', export.Name!);
        Assert.Equal([AuditStatus.Compliant], Run("Test-AuditPolicy $x/gpo -Baseline $x/mine.yml -Control Odd").ThrowIfFailed().Objects.Cast<AuditResult>().Select(result => result.Status));
        Assert.Equal([AuditStatus.Compliant], Run("Test-AuditPolicy $x/gpo -Baseline $x/mine.yml -Control Odd | Export-AuditPolicyGpo $x/all -Baseline $x/mine.yml; Test-AuditPolicy $x/gpo -Baseline $x/mine.yml -Control Odd").ThrowIfFailed().Objects.Cast<AuditResult>().Select(result => result.Status));
    }

    [Fact]
    public void Nothing_is_replaced_without_being_told_to_and_nothing_is_written_with_WhatIf()
    {
        string mine = _folder.Add("gpo/mine.txt", [1]);
        Assert.StartsWith("PolicyExportExists,", Assert.Single(Run("Export-AuditPolicyGpo $x/gpo").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        ErrorRecord error = Run("Export-AuditPolicyGpo $x/gpo -Force").Errors.Single();
        Assert.StartsWith("PolicyExportFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("such a folder is not replaced", error.ToString(), StringComparison.Ordinal);
        Assert.Equal([1], File.ReadAllBytes(mine));
        Assert.StartsWith("PolicyExportFailed,", Assert.Single(Run("Export-AuditPolicyGpo $x/none/deep.csv Intune").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        string[] before = Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories);
        foreach (string format in Enum.GetNames<PolicyFormat>())
        {
            Assert.Empty(Run($"Export-AuditPolicyGpo $x/new {format} -WhatIf").ThrowIfFailed().Objects);
        }

        Assert.Equal(before, Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_result_never_chooses_which_file_is_read()
    {
        string file = _folder.Add("theirs.yml", Encoding.UTF8.GetBytes("title: t\ncontrols:\n" + Control("CommandLine", @"HKLM\\SOFTWARE\\Evil", "v")));
        _folder.Add("a/SOFTWARE", new TestHive().Set(@"Microsoft\Windows\CurrentVersion\Policies\System\Audit", "ProcessCreationIncludeCmdLine_Enabled", 0).ToBytes());
        const string Results = "$r = Test-AuditPolicy $x/a -Control CommandLine; $s = [Management.Automation.PSSerializer]::Serialize($r); ";
        foreach (string name in new[] { file, "theirs.yml", "theirs", @"\\\\127.0.0.1\\s\\x.yml", "../theirs.yml" })
        {
            HostedResult run = Run(Results + "@([Management.Automation.PSSerializer]::Deserialize($s.Replace('>Turla<', '>' + $n + '<')), $r) | Export-AuditPolicyGpo $x/gpo -Force", ("n", name));
            ErrorRecord error = Assert.Single(run.Errors);
            Assert.StartsWith("BaselineNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            PolicyExport export = Assert.IsType<PolicyExport>(Assert.Single(run.Objects));
            Assert.Equal(["Turla"], export.Baselines);
            Assert.DoesNotContain("Evil", string.Join(" ", export.Files.Select(path => Encoding.Unicode.GetString(File.ReadAllBytes(path)))), StringComparison.Ordinal);
        }

        // Who names the file takes it.
        Assert.Equal(["theirs"], Export("Test-AuditPolicy $x/a -Baseline $x/theirs.yml | Export-AuditPolicyGpo $x/own -Baseline $x/theirs.yml").Baselines);
    }

    [Fact]
    public void Controls_of_several_baselines_are_told_apart()
    {
        HostedResult run = Run("Export-AuditPolicyGpo $x/out -Baseline Microsoft, CIS -Control FirewallDomain, CommandLine, ScriptBlock").ThrowIfFailed();
        PolicyExport export = Assert.IsType<PolicyExport>(Assert.Single(run.Objects));
        Assert.Equal(["ScriptBlock", "CommandLine"], export.Controls);
        Assert.Equal(["Microsoft FirewallDomain", "CIS FirewallDomain"], export.LeftOut.Select(text => text.Split(':')[0]));
        Assert.Equal("2 controls are left out, and LeftOut says why: Microsoft FirewallDomain, CIS FirewallDomain.", run.Warnings[0]);
    }

    [Theory]
    [InlineData("([string][char]0xFFFE)", "U+FFFE")]
    [InlineData("('a' + [char]0xD800)", "U+D800")]
    [InlineData("('a' + [char]0xDC00 + 'b')", "U+DC00")]
    public void A_name_that_XML_cannot_hold_is_refused(string name, string code)
    {
        ErrorRecord error = Assert.Single(Run($"Export-AuditPolicyGpo $x/gpo -Control CommandLine -Name {name}").Errors);
        Assert.Contains(code, error.ToString(), StringComparison.Ordinal);
        Assert.Equal("a \ud83d\ude00", Export("Export-AuditPolicyGpo $x/gpo -Control CommandLine -Name ('a ' + [char]0xD83D + [char]0xDE00)").Name);
    }

    [Fact]
    public void A_folder_that_may_not_be_listed_is_an_error_of_its_own()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Root may read everything.");
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The test takes away permissions of Unix.");
            return;
        }

        string folder = _folder.AddFolder("closed");
        File.SetUnixFileMode(folder, UnixFileMode.None);
        foreach (string force in new[] { "", "-Force" })
        {
            Assert.StartsWith("PolicyExportFailed,", Assert.Single(Run($"Export-AuditPolicyGpo $x/closed {force}").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        }

        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void An_earlier_export_that_cannot_be_deleted_is_a_warning_with_its_place()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The test takes away permissions of Unix.");
            return;
        }

        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Root may delete everything.");
        PolicyExport first = Export("Export-AuditPolicyGpo $x/gpo -Control ProcessCreation");
        string audit = Path.GetDirectoryName(first.Files.Single(file => file.EndsWith("audit.csv", StringComparison.Ordinal)))!;
        File.SetUnixFileMode(audit, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        HostedResult run = Run("Export-AuditPolicyGpo $x/gpo -Control CommandLine -Force").ThrowIfFailed();
        string old = Assert.Single(Directory.GetDirectories(_folder.Path, "gpo.*.old"));
        Assert.Equal($"The settings were written, but the earlier export could not be deleted: it lies in '{old}'.", Assert.Single(run.Warnings));
        Assert.Equal(["CommandLine"], Assert.IsType<PolicyExport>(Assert.Single(run.Objects)).Controls);
        File.SetUnixFileMode(Directory.GetDirectories(old, "Audit", SearchOption.AllDirectories).Single(), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void Controls_of_which_none_can_be_carried_are_an_error()
    {
        HostedResult result = Run("Export-AuditPolicyGpo $x/out Reg -Control ProcessCreation, OutboundSmb");
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("PolicyExportEmpty,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("ProcessCreation: What is audited does not stand in the registry", error.ToString(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.ErrorDetails.RecommendedAction));
        Assert.Empty(result.Objects);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        foreach (string name in new[] { "Nothing", "Noth*" })
        {
            Assert.Equal("ControlNotFound", Run($"Export-AuditPolicyGpo $x/out -Control {name}, CommandLine -WhatIf").Errors.Single().FullyQualifiedErrorId.Split(',')[0]);
        }
    }

    private static string Control(string id, string key, string value) =>
        $"- id: {id}\n  title: t\n  level: Required\n  why: w\n  registry: {{ key: \"{key}\", value: \"{value}\", equals: 1 }}\n";

    private PolicyExport Export(string command) => Assert.IsType<PolicyExport>(Assert.Single(Run(command).ThrowIfFailed().Objects));

    private HostedResult Run(string command, params (string Name, object? Value)[] variables) => module.Run(command, [("x", _folder.Path), .. variables]);
}
