using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using TurlaHunt.Registry;
using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Registry;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>Test-AuditPolicy: from the files of a computer to one result for each control.</summary>
public sealed class TestAuditPolicyTests(HostedModule module) : IClassFixture<HostedModule>, IDisposable
{
    private const string Key = @"Microsoft\Windows\CurrentVersion\Policies\System\Audit";

    private readonly TestFolder _folder = new();

    /// <summary>The ids that are tested here.</summary>
    internal static string[] Errors { get; } =
    [
        "ArtefactDamaged", "ArtefactsNotFound", "BaselineFailed", "BaselineInvalid", "BaselineNotFound", "ControlNotFound",
        "PlatformNotSupported", "RegistryHiveInvalid",
    ];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_control_of_the_baseline_has_one_result_in_its_order()
    {
        Software(1);
        AuditResult[] results = [.. Run("Test-AuditPolicy $x").ThrowIfFailed().Objects.Cast<AuditResult>()];
        Assert.InRange(results.Length, 30, 60);
        Assert.Equal(results.Length, results.Select(result => result.ControlId).Distinct().Count());
        AuditResult line = results.Single(result => result.ControlId == "CommandLine");
        Assert.Equal((AuditStatus.Compliant, "1", "SOFTWARE", "Turla"), (line.Status, line.Actual, line.Evidence, line.Baseline));
        Assert.Equal(AuditStatus.Unknown, results.Single(result => result.ControlId == "ProcessCreation").Status);
        Assert.All(results, result => Assert.True(result.Status is AuditStatus.Compliant || result.Reason is not null || result.Actual is not null, result.ControlId));
        Assert.All(results, result => Assert.Equal(_folder.Path, result.Path));
    }

    [Theory]
    [InlineData("Test-AuditPolicy $x -Control CommandLine")]
    [InlineData("Test-AuditPolicy -Path $x -Control commandline")]
    [InlineData("Test-AuditPolicy -LiteralPath $x -Control *mandLin*")]
    [InlineData("$x | Test-AuditPolicy -Control CommandLine")]
    [InlineData("[pscustomobject]@{ FullName = $x } | Test-AuditPolicy -Control CommandLine")]
    [InlineData("Test-AuditPolicy \"$x/SOFTW*\" -Control CommandLine")]
    [InlineData("Test-AuditPolicy $x -Baseline turla -Control CommandLine")]
    public void Paths_and_controls_are_given_as_elsewhere(string command)
    {
        Software(0);
        AuditResult result = Assert.IsType<AuditResult>(Assert.Single(Run(command).ThrowIfFailed().Objects));
        Assert.Equal((AuditStatus.NonCompliant, "0"), (result.Status, result.Actual));
        Assert.Equal(["TH-0001", "TH-0002"], result.BlindHunts);
    }

    [Theory]
    [InlineData(1u, "CommandLine", true)]
    [InlineData(0u, "CommandLine", false)]
    [InlineData(1u, "ProcessCreation", false)]
    [InlineData(0u, "PowerShell7Log", true)]
    [InlineData(1u, "*", false)]
    public void Quiet_is_true_only_where_all_that_is_required_was_seen_to_be_so(uint value, string control, bool outcome)
    {
        Software(value);
        Assert.Equal([outcome], Run($"Test-AuditPolicy $x -Quiet -Control {control}").ThrowIfFailed().Objects);
    }

    [Fact]
    public void Quiet_is_false_where_a_path_or_a_control_is_not_there()
    {
        Software(1);
        Assert.Equal([false], Run("Test-AuditPolicy $x,$x/none -Quiet -Control CommandLine").Objects);
        Assert.Equal([false], Run("Test-AuditPolicy $x -Quiet -Control CommandLine,Nothing").Objects);
        _folder.Add("SYSTEM", Encoding.ASCII.GetBytes("regf"));
        Assert.Equal([false], Run("Test-AuditPolicy $x -Quiet -Control CommandLine").Objects);
    }

    [Theory]
    [InlineData("Test-AuditPolicy", "PlatformNotSupported", "does not run Windows")]
    [InlineData("Test-AuditPolicy -Quiet", "PlatformNotSupported", "does not run Windows")]
    [InlineData("Test-AuditPolicy $x", "ArtefactsNotFound", "holds nothing that tells of audit settings")]
    [InlineData("Test-AuditPolicy $x/none", "PathNotFound", "none")]
    [InlineData("Test-AuditPolicy $x -Control Nothing", "ControlNotFound", "no control 'Nothing'")]
    [InlineData("Test-AuditPolicy $x -Baseline Nothing", "BaselineNotFound", "no baseline 'Nothing'")]
    [InlineData("Test-AuditPolicy $x -Baseline $x", "BaselineFailed", "cannot be read")]
    public void What_is_wrong_has_one_error_with_its_id(string command, string id, string text)
    {
        HostedResult result = Run(command);
        ErrorRecord error = result.Errors[0];
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(text, error.ToString(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.ErrorDetails.RecommendedAction));
        Assert.Empty(result.Objects);
    }

    [Fact]
    public void Several_baselines_are_tested_side_by_side_and_each_result_names_its_own()
    {
        Software(1);
        AuditResult[] results = [.. Run("Test-AuditPolicy $x -Baseline Turla, Microsoft, cis, Turla -Control CommandLine, ScriptBlock, FirewallPublic").ThrowIfFailed().Objects.Cast<AuditResult>()];
        Assert.Equal(
            ["Turla CommandLine", "Turla ScriptBlock", "Microsoft ScriptBlock", "Microsoft FirewallPublic", "CIS CommandLine", "CIS ScriptBlock", "CIS FirewallPublic"],
            results.Select(result => $"{result.Baseline} {result.ControlId}"));
        Assert.Equal([true], Run("Test-AuditPolicy $x -Baseline Turla, CIS -Control CommandLine -Quiet").Objects);
        HostedResult none = Run("Test-AuditPolicy $x -Baseline Turla, CIS -Control Nothing");
        Assert.Contains("The baselines 'Turla' and 'CIS' have no control 'Nothing'", Assert.Single(none.Errors).ToString(), StringComparison.Ordinal);
        Assert.Equal(["BlockedTraffic"], module.Complete("Test-AuditPolicy x -Baseline CIS, Yamato -Control Bl").Select(match => match.CompletionText));
    }

    [Fact]
    public void Two_baselines_of_one_name_could_not_be_told_apart()
    {
        string text = "title: Mine\ncontrols:\n- id: A\n  title: t\n  level: Required\n  why: w\n  log: { name: Security }\n";
        _folder.Add("turla.yml", Encoding.UTF8.GetBytes(text));
        ErrorRecord error = Run("Test-AuditPolicy $x -Baseline Turla, \"$x/turla.yml\"").Errors[0];
        Assert.StartsWith("BaselineInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Another one is called 'turla' too", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_baseline_of_ones_own_is_a_file_and_its_mistakes_have_a_place()
    {
        Software(1);
        string file = _folder.Add("mine.yml", Encoding.UTF8.GetBytes("title: Mine\ncontrols:\n- id: Other\n  title: t\n  level: Required\n  why: w\n  registry: { key: 'HKLM\\SOFTWARE\\" + Key + "', value: ProcessCreationIncludeCmdLine_Enabled, equals: 7 }\n"));
        AuditResult result = Assert.IsType<AuditResult>(Assert.Single(Run("Test-AuditPolicy $x -Baseline \"$x/mine.yml\"").ThrowIfFailed().Objects));
        Assert.Equal(("mine", "Other", AuditStatus.NonCompliant), (result.Baseline, result.ControlId, result.Status));
        File.WriteAllText(file, "title: Mine\ncontrols: 7\n");
        ErrorRecord error = Run("Test-AuditPolicy $x -Baseline \"$x/mine.yml\"").Errors[0];
        Assert.StartsWith("BaselineInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("line 2, column 11", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_is_an_error_and_the_rest_is_tested()
    {
        byte[] hive = Software(1);
        hive[100]++;
        _folder.Add("SOFTWARE", hive);
        _folder.Add("SYSTEM", Encoding.ASCII.GetBytes("regf"));
        HostedResult result = Run("Test-AuditPolicy $x -Control CommandLine");
        Assert.Equal(["ArtefactDamaged", "RegistryHiveInvalid"], result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Equal(AuditStatus.Compliant, Assert.IsType<AuditResult>(Assert.Single(result.Objects)).Status);
    }

    [Fact]
    public void A_hive_that_was_in_use_is_a_warning()
    {
        _folder.Add("SOFTWARE", new TestHive { IsDirty = true }.Set(Key, "ProcessCreationIncludeCmdLine_Enabled", 1).ToBytes());
        Assert.Contains("its last changes are missing: its transaction logs are not beside it", Assert.Single(Run("Test-AuditPolicy $x -Control CommandLine").ThrowIfFailed().Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(120)]
    [InlineData(80)]
    public void The_table_fits_the_console_and_looks_the_same_after_remoting(int width)
    {
        Software(1);
        module.Width = width;
        HostedResult here = Run("Test-AuditPolicy $x").ThrowIfFailed();
        Assert.All(here.Text.Split('\n').Where(line => line.Length > 0), line => Assert.InRange(line.Length, 1, width));
        HostedResult there = module.Run(
            "$y | ForEach-Object { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_)) }",
            ("y", here.Output)).ThrowIfFailed();
        Assert.Equal(here.Text, there.Text);
    }

    [Fact]
    public void Text_of_a_hive_is_tamed_in_views()
    {
        _folder.Add("SOFTWARE", new TestHive().Set(Key, "ProcessCreationIncludeCmdLine_Enabled", RegistryData.String("\u001b[31mred\u202E")).ToBytes());
        HostedResult result = Run("Test-AuditPolicy $x -Control CommandLine");
        Assert.Contains("\u001b[31m", Assert.IsType<AuditResult>(Assert.Single(result.Objects)).Actual, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Text, (char letter) => letter is '\u001b' or '\u202E');
    }

    [Fact]
    public void Names_of_baselines_and_controls_are_completed_with_their_titles()
    {
        CompletionResult baseline = Assert.Single(module.Complete("Test-AuditPolicy -Baseline tu"));
        Assert.Equal("Turla", baseline.CompletionText);
        Assert.Contains("Topinambour", baseline.ToolTip, StringComparison.Ordinal);
        CompletionResult control = Assert.Single(module.Complete("Test-AuditPolicy x -Control Comm"));
        Assert.Equal(("CommandLine", "The command line is part of 4688"), (control.CompletionText, control.ToolTip));
        Assert.Equal(["ASD", "CIS", "Microsoft", "OutboundSmb", "Turla", "Yamato"], module.Complete("Repair-AuditPolicy -Baseline ").Select(match => match.CompletionText));
        Assert.Empty(module.Complete("Test-AuditPolicy x -Baseline ./none.yml -Control Comm"));
    }

    [Fact]
    public void Real_hives_are_tested()
    {
        string hives = SharedData.Require("hives");
        foreach (string name in new[] { "SECURITY", "SYSTEM" })
        {
            _folder.Add(name, File.ReadAllBytes(Path.Combine(hives, name)));
        }

        AuditResult[] results = [.. Run("Test-AuditPolicy $x").ThrowIfFailed().Objects.Cast<AuditResult>()];
        AuditResult creation = results.Single(result => result.ControlId == "ProcessCreation");
        Assert.Equal((AuditStatus.Compliant, "success", "WKS-WIN732BITA"), (creation.Status, creation.Actual, creation.MachineName));
        Assert.NotNull(creation.Since);
        Assert.Equal(AuditStatus.Unknown, results.Single(result => result.ControlId == "CommandLine").Status);
        Assert.Equal((AuditStatus.NonCompliant, "3"), results.Where(result => result.ControlId == "WebClient").Select(result => (result.Status, result.Actual)).Single());
    }

    private HostedResult Run(string command) => module.Run(command, ("x", _folder.Path));

    private byte[] Software(uint commandLine)
    {
        byte[] hive = new TestHive().Set(Key, "ProcessCreationIncludeCmdLine_Enabled", commandLine).ToBytes();
        _folder.Add("SOFTWARE", hive);
        return hive;
    }
}
