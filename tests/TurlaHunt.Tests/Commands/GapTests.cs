using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>What a hunt could not judge it says, once for each computer.</summary>
public sealed class GapTests(HostedModule module) : IClassFixture<HostedModule>
{
    [Fact]
    public void Processes_without_a_command_line_are_a_warning_for_each_computer()
    {
        using TestFolder folder = new();
        folder.Add("a.evtx", TestLog.Of(
            Logs.Process("cmd.exe"), Logs.Process(""), Logs.Process(""), Logs.Process("") with { Computer = "WS-\u001b[31m2" }));
        folder.Add("b.evtx", TestLog.Of(Logs.Process("")));
        HostedResult result = module.Run("Get-NetUseProcess $x", ("x", folder.Path)).ThrowIfFailed();
        Assert.Empty(result.Output);
        Assert.Equal(2, result.Warnings.Count);
        Assert.Single(result.Warnings, text => text.StartsWith("WS-\u241B[31m2: TH-0002 was blind", System.StringComparison.Ordinal)
            && text.Contains("1 of 1 event 4688 (100 %) have no command line"));
        Assert.Single(result.Warnings, text => text.StartsWith("WS-1.contoso.example: TH-0002 could see part", System.StringComparison.Ordinal)
            && text.Contains("3 of 4 events 4688 (75 %) have no command line")
            && text.EndsWith("Set ProcessCreationIncludeCmdLine_Enabled by policy to have it logged.", System.StringComparison.Ordinal));
    }

    [Fact]
    public void Of_events_in_the_pipeline_it_is_a_warning_for_each_computer_and_file()
    {
        using TestFolder folder = new();
        string path = folder.Add("a.evtx", TestLog.Of(Logs.Process("cmd.exe"), Logs.Process("")));
        Assert.Equal(
            [
                $"1 of 2 events 4688 of WS-1.contoso.example in '{path}' have no command line and were not judged. "
                    + "Set ProcessCreationIncludeCmdLine_Enabled by policy to have it logged.",
            ],
            module.Run("Get-HuntEvent $x | Get-NetUseProcess", ("x", path)).ThrowIfFailed().Warnings);
    }

    [Fact]
    public void Where_only_Windows_own_first_processes_have_none_there_is_no_warning() =>
        Assert.Empty(module.Run("Get-NetUseProcess $x", ("x", Logs.Samples)).ThrowIfFailed().Warnings);
}
