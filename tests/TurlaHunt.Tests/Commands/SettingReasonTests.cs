using System;
using System.IO;
using System.Linq;
using TurlaHunt.Commands;
using TurlaHunt.Registry;
using TurlaHunt.Tests.Auditing;
using TurlaHunt.Tests.Channels;
using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Registry;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>Test-HuntVisibility and Invoke-TurlaHunt with settings: by the files of -AuditPath, or of the computer whose logs are read.</summary>
public sealed class SettingReasonTests : IDisposable
{
    private const string Name = @"HKLM\SYSTEM\CurrentControlSet\Control\ComputerName\ComputerName";
    private const string Reasons = " | Where-Object HuntId -eq TH-0002 | ForEach-Object Reasons | Where-Object Cause -eq SettingMissing";

    private readonly HostedModule _module = new();
    private readonly TestFolder _folder = new();
    private readonly MemoryComputer _computer = new();
    private readonly MemoryChannels _channels = new();

    public SettingReasonTests()
    {
        _computer.Policy[MemoryComputer.ProcessCreation] = 0;
        _computer.Put(Name, "ComputerName", RegistryData.String("WS-0217"));
        ChannelReaders.Use(_module.Runspace, _channels);
    }

    public void Dispose()
    {
        _module.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Files_of_the_computer_tell_the_setting_and_its_repair()
    {
        Hives("WS-0217");
        VisibilityReason reason = Only(Run($"Test-HuntVisibility $samples -AuditPath $x{Reasons}"));
        Assert.Equal(("CommandLine", VisibilityLevel.Full, "SOFTWARE"), (reason.ControlId, reason.Level, reason.Source));
        Assert.Contains("Repair-AuditPolicy -Control CommandLine", reason.Advice, StringComparison.Ordinal);
        HuntResult result = Assert.IsType<HuntResult>(Assert.Single(Run("Invoke-TurlaHunt $samples -AuditPath \"$x*\"").ThrowIfFailed().Objects));
        Assert.Equal(reason.Detail, result.Visibility[1].Reasons.Single(one => one.Cause == VisibilityCause.SettingMissing).Detail);
        Assert.Equal([true], Run("Test-HuntVisibility $samples -AuditPath $x -Quiet").Objects);
    }

    [Fact]
    public void Files_of_another_computer_count_for_nothing_and_a_warning_says_so()
    {
        Hives("WS-0218");
        HostedResult result = Run($"Test-HuntVisibility $samples -AuditPath $x{Reasons}").ThrowIfFailed();
        Assert.Empty(result.Objects);
        Assert.Contains("the settings are of WS-0218", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Test-HuntVisibility $samples -AuditPath $x", "ArtefactsNotFound")]
    [InlineData("Test-HuntVisibility $samples -AuditPath $x/none", "PathNotFound")]
    [InlineData("Invoke-TurlaHunt $samples -AuditPath $x/none", "PathNotFound")]
    public void A_path_without_settings_is_an_error_and_the_logs_are_judged(string command, string id)
    {
        HostedResult result = Run(command);
        Assert.StartsWith(id + ",", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        HuntVisibility first = result.Objects.First() as HuntVisibility ?? ((HuntResult)result.Objects.First()).Visibility[0];
        Assert.Equal(VisibilityCause.SettingUnknown, Assert.Single(first.Reasons).Cause);
    }

    [Fact]
    public void Live_logs_of_this_computer_come_with_its_settings_and_those_of_others_without()
    {
        LocalComputer.Use(_module.Runspace, _computer, _computer);
        _channels[""].Add(Directory.GetFiles(Logs.Samples, "*.evtx"));
        _channels["DC01"].Add(Directory.GetFiles(Logs.Samples, "*.evtx"));
        VisibilityReason reason = Only(Run("Test-HuntVisibility" + Reasons));
        Assert.Equal(("ProcessCreation", "AuditQuerySystemPolicy"), (reason.ControlId, reason.Source));
        Assert.Empty(Run($"Test-HuntVisibility -ComputerName DC01{Reasons}").ThrowIfFailed().Objects);

        // Files that were asked for go before the computer.
        Hives("WS-0217");
        Assert.Equal("CommandLine", Only(Run($"Test-HuntVisibility -AuditPath $x{Reasons}")).ControlId);
    }

    [Fact]
    public void The_computers_own_log_files_come_with_its_settings_too()
    {
        LocalComputer.Use(_module.Runspace, _computer, _computer);
        _computer.LogFolder = Logs.Samples;
        Assert.Equal("ProcessCreation", Only(Run("Test-HuntVisibility $samples" + Reasons)).ControlId);
        _computer.LogFolder = _folder.Path;
        Assert.Empty(Run("Test-HuntVisibility $samples" + Reasons).ThrowIfFailed().Objects);
    }

    /// <summary>Sessions of one process are hunted in at the same time, here by other tests.</summary>
    [Fact]
    public void The_computer_of_one_session_is_not_that_of_another()
    {
        LocalComputer.Use(_module.Runspace, _computer, _computer);
        _computer.LogFolder = Logs.Samples;
        using HostedModule other = new();
        Assert.Empty(other.Run("Test-HuntVisibility $samples" + Reasons, ("samples", Logs.Samples)).ThrowIfFailed().Objects);
        Assert.Single(Run("Test-HuntVisibility $samples" + Reasons).ThrowIfFailed().Objects);
    }

    /// <summary>Nobody who hunts asked for the settings: what is denied is a fact in the verdict and no error.</summary>
    [Fact]
    public void What_the_computer_refuses_is_not_known_and_no_error()
    {
        LocalComputer.Use(_module.Runspace, _computer, _computer);
        _channels[""].Add(Directory.GetFiles(Logs.Samples, "*.evtx"));
        _computer.ErrorOf = _ => 5;
        HostedResult result = Run("Test-HuntVisibility -Hunt TH-0002 | ForEach-Object Reasons").ThrowIfFailed();
        Assert.Empty(result.Errors);
        Assert.All(result.Objects.Cast<VisibilityReason>(), reason => Assert.Equal((VisibilityCause.SettingUnknown, VisibilityLevel.Full), (reason.Cause, reason.Level)));
        Assert.NotEmpty(result.Objects);
    }

    private static VisibilityReason Only(HostedResult result) => Assert.IsType<VisibilityReason>(Assert.Single(result.ThrowIfFailed().Objects));

    private HostedResult Run(string command) => _module.Run(command, ("x", _folder.Path), ("samples", Logs.Samples));

    private void Hives(string name)
    {
        _folder.Add("SOFTWARE", new TestHive().Set(@"Microsoft\Windows\CurrentVersion\Policies\System\Audit", "ProcessCreationIncludeCmdLine_Enabled", 0).ToBytes());
        _folder.Add("SYSTEM", new TestHive().Set("Select", "Current", 1)
            .Set(@"ControlSet001\Control\ComputerName\ComputerName", "ComputerName", RegistryData.String(name)).ToBytes());
    }
}
