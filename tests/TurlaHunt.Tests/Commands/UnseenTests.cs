using System.Linq;
using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>A hunt's own cmdlet says of files what it could not see in them: no findings are no peace there.</summary>
public sealed class UnseenTests(HostedModule module) : IClassFixture<HostedModule>
{
    [Theory]
    [InlineData("Get-NetUseProcess")]
    [InlineData("Get-SuspiciousTaskCreation")]
    [InlineData("Get-OutboundSmbConnection")]
    [InlineData("Get-SmbCredentialUse")]
    public void In_the_samples_all_can_be_seen(string command) =>
        Assert.Empty(module.Run($"{command} $x", ("x", Logs.Samples)).ThrowIfFailed().Warnings);

    [Fact]
    public void A_computer_whose_log_lacks_the_events_is_named_with_the_reason_and_what_to_do()
    {
        using TestFolder folder = new();
        string path = folder.Add("Security.evtx", TestLog.Of(Logs.Process("cmd.exe")));
        HostedResult result = module.Run("Get-OutboundSmbConnection $x -Verbose", ("x", path)).ThrowIfFailed();
        Assert.Empty(result.Output);
        string warning = Assert.Single(result.Warnings);
        Assert.StartsWith("WS-1.contoso.example: TH-0003 was blind", warning);
        Assert.Contains("none of 5154, 5155, 5156, 5157, 5158, 5159", warning);
        Assert.EndsWith("Audit the success and failure of Filtering Platform Connection.", warning);
    }

    [Fact]
    public void The_same_log_is_enough_for_the_hunt_that_looks_at_its_events()
    {
        using TestFolder folder = new();
        string path = folder.Add("Security.evtx", TestLog.Of(Logs.Process("cmd.exe")));
        Assert.Empty(module.Run("Get-NetUseProcess $x", ("x", path)).ThrowIfFailed().Warnings);
    }

    [Fact]
    public void Many_computers_are_one_line()
    {
        using TestFolder folder = new();
        foreach (int number in Enumerable.Range(1, 5))
        {
            folder.Add($"{number}.evtx", TestLog.Of(Logs.Process(number == 5 ? "cmd.exe" : "") with { Computer = $"WS-{number}" }));
        }

        Assert.Equal(
            ["TH-0002 was blind on 4 of 5 computers (CommandLineMissing 4). Test-HuntVisibility -Hunt TH-0002 tells of each."],
            module.Run("Get-NetUseProcess $x", ("x", folder.Path)).ThrowIfFailed().Warnings);
    }

    [Fact]
    public void A_log_without_events_shows_nothing()
    {
        using TestFolder folder = new();
        Assert.Equal(
            ["TH-0001 was blind: the event logs hold no event."],
            module.Run("Get-SuspiciousTaskCreation $x", ("x", folder.Add("a.evtx", TestLog.Of()))).ThrowIfFailed().Warnings);
    }

    [Fact]
    public void What_could_not_be_read_is_an_error_alone()
    {
        using TestFolder folder = new();
        HostedResult result = module.Run("Get-SuspiciousTaskCreation $x", ("x", folder.Add("a.evtx", new byte[100])));
        Assert.Single(result.Errors);
        Assert.Empty(result.Warnings);
    }
}
