using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using TurlaHunt.Commands;
using TurlaHunt.Registry;
using TurlaHunt.Tests.Auditing;
using TurlaHunt.Tests.Hosting;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>Test-AuditPolicy, Repair-AuditPolicy and Undo-AuditPolicyRepair on a computer that is in memory.</summary>
public sealed class RepairAuditPolicyTests : IClassFixture<HostedModule>, IDisposable
{
    private readonly HostedModule _module;
    private readonly TestFolder _folder = new();
    private readonly MemoryComputer _computer = new();

    public RepairAuditPolicyTests(HostedModule module)
    {
        _module = module;
        _computer.JournalFolder = _folder.Path;
        _computer.Policy[MemoryComputer.ProcessCreation] = 0;
        _computer.Values[MemoryComputer.AuditKey].Clear();
        LocalComputer.Use(module.Runspace, _computer, _computer);
    }

    /// <summary>The ids that are tested here.</summary>
    internal static string[] Errors { get; } =
    [
        "AddressInvalid", "RepairDrifted", "RepairFailed", "RepairJournalFailed", "RepairJournalForeign", "RepairNotLocal", "RepairNotTaken", "RepairRefused",
    ];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Results_of_several_baselines_are_repaired_each_by_its_own()
    {
        AuditRepair[] repairs = Repairs("Test-AuditPolicy -Baseline Microsoft, Yamato -Control ProcessCreation | Repair-AuditPolicy -Confirm:$false");
        Assert.Equal(["success", "success and failure"], repairs.Select(repair => repair.Requested));
        Assert.Equal(3u, _computer.Policy[MemoryComputer.ProcessCreation]);
        _computer.Policy[MemoryComputer.ProcessCreation] = 0;
        repairs = Repairs("Repair-AuditPolicy ProcessCreation, CommandLine -Baseline CIS, Turla -Confirm:$false");
        Assert.Equal(
            ["ProcessCreation Repaired", "CommandLine Repaired", "ProcessCreation NotNeeded", "CommandLine NotNeeded"],
            repairs.Select(repair => $"{repair.ControlId} {repair.Status}"));
    }

    [Fact]
    public void What_the_test_finds_is_repaired_and_taken_back_down_the_pipeline()
    {
        string before = _computer.State();
        AuditRepair[] repairs = Repairs("Test-AuditPolicy -Control ProcessCreation, CommandLine, Logon | Repair-AuditPolicy -Confirm:$false");
        Assert.Equal(
            [("ProcessCreation", AuditRepairStatus.Repaired), ("CommandLine", AuditRepairStatus.Repaired), ("Logon", AuditRepairStatus.NotNeeded)],
            repairs.Select(repair => (repair.ControlId, repair.Status)));
        Assert.Equal([true], Run("Test-AuditPolicy -Control ProcessCreation, CommandLine -Quiet").ThrowIfFailed().Objects);
        Assert.Equal(repairs[0].Journal, Assert.Single(Directory.GetFiles(_folder.Path)));
        AuditRepair[] undone = Repairs("$x | Undo-AuditPolicyRepair -Confirm:$false", ("x", repairs));
        Assert.Equal([AuditRepairStatus.Undone, AuditRepairStatus.Undone], undone.Select(repair => repair.Status));
        Assert.Equal(before, _computer.State());
    }

    [Fact]
    public void WhatIf_shows_each_change_and_makes_none()
    {
        string before = _computer.State();
        Assert.Empty(Run("Repair-AuditPolicy ProcessCreation, CommandLine -WhatIf").ThrowIfFailed().Objects);
        Assert.Contains("\"Set from 'no auditing' to 'success'\" on target \"WS-1: Process Creation\"", _module.Printed, StringComparison.Ordinal);
        Assert.Contains("CommandLine", _module.Printed.Replace(MemoryComputer.CommandLine, "CommandLine", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(before, _computer.State());
        Assert.Empty(_computer.Writes);
        Assert.Empty(Directory.GetFiles(_folder.Path));
        string journal = Repairs("Repair-AuditPolicy ProcessCreation -Confirm:$false")[0].Journal!;
        string after = _computer.State();
        byte[] lines = File.ReadAllBytes(journal);
        Assert.Empty(Run("Undo-AuditPolicyRepair $x -WhatIf", ("x", journal)).ThrowIfFailed().Objects);
        Assert.Equal(after, _computer.State());
        Assert.Equal(lines, File.ReadAllBytes(journal));
    }

    [Fact]
    public void Without_being_told_otherwise_it_asks_before_each_change()
    {
        _module.Answers.Enqueue("N");
        _module.Answers.Enqueue("Y");
        Assert.Equal("CommandLine", Assert.Single(Repairs("Repair-AuditPolicy ProcessCreation, CommandLine")).ControlId);
        Assert.Empty(_module.Answers);
    }

    [Fact]
    public void PassThru_gives_the_control_as_it_is_found_then()
    {
        AuditResult result = Assert.IsType<AuditResult>(Assert.Single(Run("Repair-AuditPolicy CommandLine -PassThru -Confirm:$false").ThrowIfFailed().Objects));
        Assert.Equal((AuditStatus.Compliant, "1"), (result.Status, result.Actual));
    }

    [Fact]
    public void Results_are_taken_after_remoting_too()
    {
        AuditRepair repair = Assert.Single(Repairs(
            "Test-AuditPolicy -Control CommandLine | ForEach-Object { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_)) } | Repair-AuditPolicy -Confirm:$false"));
        Assert.Equal(AuditRepairStatus.Repaired, repair.Status);
    }

    [Fact]
    public void The_firewall_is_not_turned_on_by_a_baseline_of_others()
    {
        AuditRepair repair = Assert.Single(Repairs("Repair-AuditPolicy FirewallDomain -Baseline CIS -Confirm:$false -ErrorAction SilentlyContinue"));
        Assert.Equal(AuditRepairStatus.Refused, repair.Status);
        Assert.Contains("turns the firewall on or off", repair.Reason, StringComparison.Ordinal);
        Assert.Equal(AuditRepairStatus.Repaired, Assert.Single(Repairs("Repair-AuditPolicy DropsDomain -Baseline CIS -Confirm:$false")).Status);
    }

    [Fact]
    public void A_baseline_of_ones_own_is_named_by_its_file()
    {
        string file = _folder.Add("sub/mine.yml", Encoding.UTF8.GetBytes("title: Mine\ncontrols:\n- id: Own\n  title: t\n  level: Required\n  why: w\n  registry: { key: 'HKLM\\SOFTWARE\\Own', value: V, equals: 7 }\n"));
        Assert.Equal("Own", Assert.Single(Repairs("Repair-AuditPolicy -Baseline $x -Confirm:$false", ("x", file))).ControlId);
        _computer.Put(@"HKLM\SOFTWARE\Own", "V", RegistryData.DWord(8));
        Assert.Equal("7", Assert.Single(Repairs("Test-AuditPolicy -Baseline $x | Repair-AuditPolicy -Baseline $x -Confirm:$false", ("x", file))).After);
        HostedResult unnamed = Run(
            "Test-AuditPolicy -Baseline $x -Control Own | ForEach-Object { $s = [Management.Automation.PSSerializer]::Serialize($_); foreach ($n in 'mine', $x) { "
                + "[Management.Automation.PSSerializer]::Deserialize($s.Replace('>mine<', \">$n<\")) } } | Repair-AuditPolicy -Confirm:$false",
            ("x", file));
        Assert.Equal(2, unnamed.Errors.Count(error => error.FullyQualifiedErrorId.StartsWith("BaselineNotFound,", StringComparison.Ordinal)));
        Assert.Empty(unnamed.Objects);
        Assert.StartsWith("BaselineNotFound,", Run("Test-AuditPolicy -Baseline $x | Repair-AuditPolicy -Confirm:$false", ("x", file)).Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repair_that_a_policy_will_undo_is_a_warning_with_its_name()
    {
        string folder = _folder.AddFolder("policies");
        _folder.Add("policies/Machine/Microsoft/Windows NT/Audit/audit.csv", Encoding.UTF8.GetBytes("Machine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,Exclusion Setting,Setting Value\r\n,System,x,{0cce922b-69ae-11d9-bed3-505054503030},x,,2\r\n"));
        _computer.PolicyFolder = folder;
        HostedResult result = Run("Repair-AuditPolicy ProcessCreation, CommandLine -Confirm:$false").ThrowIfFailed();
        string warning = Assert.Single(result.Warnings);
        Assert.Contains("undone within 16 hours", warning, StringComparison.Ordinal);
        Assert.Contains("audit.csv", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_repaired_is_an_error_with_its_reason()
    {
        _computer.ErrorOf = call => call.StartsWith($"set {MemoryComputer.ProcessCreation}", StringComparison.Ordinal) ? 1314 : 0;
        Fails("Repair-AuditPolicy ProcessCreation -Confirm:$false", "RepairFailed", "privilege");
        Fails("Repair-AuditPolicy Sysmon -Confirm:$false", "RepairRefused", "must be installed");
        Fails("Repair-AuditPolicy Nothing -Confirm:$false", "ControlNotFound", "no control 'Nothing'");
        _computer.IsDeaf = true;
        Fails("Repair-AuditPolicy CommandLine -Confirm:$false", "RepairNotTaken", "gave no error");
        string file = _folder.Add("there", []);
        Fails("Repair-AuditPolicy CommandLine -Confirm:$false -Journal $x", "RepairJournalFailed", "cannot be written", ("x", file));
        Assert.Equal(0, new FileInfo(file).Length);
    }

    [Fact]
    public void Results_of_another_computer_or_of_files_are_not_repaired_here()
    {
        object[] other = [.. Run("Test-AuditPolicy -Control CommandLine").ThrowIfFailed().Objects];
        _computer.Put(@"HKLM\SYSTEM\CurrentControlSet\Control\ComputerName\ComputerName", "ComputerName", RegistryData.String("WS-2"));
        Fails("$x | Repair-AuditPolicy -Confirm:$false", "RepairNotLocal", "WS-2", ("x", other));
        _folder.Add("files/SOFTWARE.reg", Encoding.UTF8.GetBytes("Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\x]\r\n"));
        Fails("Test-AuditPolicy $x -Control CommandLine | Repair-AuditPolicy -Confirm:$false", "RepairNotLocal", "made of files", ("x", _folder.Path + "/files"));
        Assert.Empty(_computer.Writes);
    }

    [Fact]
    public void A_journal_is_taken_back_only_where_and_as_far_as_it_fits()
    {
        string journal = Repairs("Repair-AuditPolicy CommandLine -Confirm:$false")[0].Journal!;
        _computer.Put(MemoryComputer.AuditKey, MemoryComputer.CommandLine, RegistryData.DWord(9));
        Fails("Undo-AuditPolicyRepair $x -Confirm:$false", "RepairDrifted", "somebody changed it since", ("x", journal));
        _computer.Put(@"HKLM\SOFTWARE\Microsoft\Cryptography", "MachineGuid", RegistryData.String("another"));
        Fails("Undo-AuditPolicyRepair $x -Confirm:$false", "RepairJournalForeign", "another computer, WS-1", ("x", journal));
        File.WriteAllText(journal, "{}\n");
        Fails("Undo-AuditPolicyRepair $x -Confirm:$false", "RepairJournalFailed", "line 1", ("x", journal));
        Fails("Undo-AuditPolicyRepair $x -Confirm:$false", "RepairJournalFailed", "cannot be read", ("x", journal + ".none"));
        Assert.Equal(9ul, _computer.Values[MemoryComputer.AuditKey][MemoryComputer.CommandLine].Number);
    }

    [Theory]
    [InlineData("Repair-AuditPolicy CommandLine")]
    [InlineData("Undo-AuditPolicyRepair x")]
    public void Off_Windows_there_is_one_clear_error(string command)
    {
        using HostedModule offWindows = new();
        Assert.StartsWith("PlatformNotSupported,", Assert.Single(offWindows.Run(command + " -Confirm:$false").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(120)]
    [InlineData(80)]
    public void The_table_fits_the_console_and_looks_the_same_after_remoting(int width)
    {
        _module.Width = width;
        HostedResult here = Run("Repair-AuditPolicy ProcessCreation, CommandLine, Logon -Confirm:$false").ThrowIfFailed();
        Assert.All(here.Text.Split('\n').Where(line => line.Length > 0), line => Assert.InRange(line.Length, 1, width));
        Assert.Contains("->", here.Text, StringComparison.Ordinal);
        HostedResult there = _module.Run(
            "$y | ForEach-Object { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_)) }",
            ("y", here.Output)).ThrowIfFailed();
        Assert.Equal(here.Text, there.Text);
    }

    private void Fails(string command, string id, string text, params (string Name, object? Value)[] variables)
    {
        ErrorRecord error = Run(command, variables).Errors[0];
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(text, error.ToString(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.ErrorDetails.RecommendedAction));
    }

    private AuditRepair[] Repairs(string command, params (string Name, object? Value)[] variables) =>
        [.. Run(command, variables).ThrowIfFailed().Objects.Cast<AuditRepair>()];

    private HostedResult Run(string command, params (string Name, object? Value)[] variables) => _module.Run(command, variables);
}
