using System.Linq;
using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>What a hunt could not judge it says, once for each computer and file.</summary>
public sealed class GapTests(HostedModule module) : IClassFixture<HostedModule>
{
    [Fact]
    public void Processes_without_a_command_line_are_a_warning_for_each_computer_and_file()
    {
        using TestFolder folder = new();
        string first = folder.Add("a.evtx", TestLog.Of(
            Logs.Process("cmd.exe"), Logs.Process(""), Logs.Process(""), Logs.Process("") with { Computer = "WS-\u001b[31m2" }));
        string second = folder.Add("b.evtx", TestLog.Of(Logs.Process("")));
        HostedResult result = module.Run("Get-NetUseProcess $x", ("x", folder.Path)).ThrowIfFailed();
        Assert.Empty(result.Output);
        Assert.Equal(
            [
                $"1 of 1 events 4688 of WS-\u241B[31m2 in '{first}' have no command line and were not judged. "
                    + "Set ProcessCreationIncludeCmdLine_Enabled by policy to have it logged.",
                $"2 of 3 events 4688 of WS-1.contoso.example in '{first}' have no command line and were not judged. "
                    + "Set ProcessCreationIncludeCmdLine_Enabled by policy to have it logged.",
                $"1 of 1 events 4688 of WS-1.contoso.example in '{second}' have no command line and were not judged. "
                    + "Set ProcessCreationIncludeCmdLine_Enabled by policy to have it logged.",
            ],
            result.Warnings.Order(System.StringComparer.Ordinal).OrderBy(text => text.Contains(second)).ThenBy(text => text[0]));
    }

    [Fact]
    public void Where_only_Windows_own_first_processes_have_none_there_is_no_warning() =>
        Assert.Empty(module.Run("Get-NetUseProcess $x", ("x", Logs.Samples)).ThrowIfFailed().Warnings);
}
