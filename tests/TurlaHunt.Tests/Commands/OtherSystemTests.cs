using System;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Tests.Hosting;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>Where this is not Windows, what needs Windows is one clear error, and completes all the same.</summary>
public sealed class OtherSystemTests(HostedModule module) : IClassFixture<HostedModule>
{
    public static TheoryData<string> Commands =>
    [
        "Get-HuntEvent", "Get-NetUseProcess", "Get-OutboundSmbConnection", "Get-SmbCredentialUse", "Get-SuspiciousTaskCreation", "Invoke-TurlaHunt",
        "Test-HuntVisibility",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Live_logs_are_one_error(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has live logs.");
        foreach (string parameters in new[]
        {
            "", "-LogName Security", "-LogName *", "-ComputerName A, B", "-LogName Security -ComputerName A", "-Credential ([pscredential]::Empty)",
        })
        {
            HostedResult result = module.Run($"{command} {parameters}; 'on'");
            ErrorRecord error = Assert.Single(result.Errors);
            Assert.Equal($"PlatformNotSupported,TurlaHunt.Commands.{command.Replace("-", "", StringComparison.Ordinal)}Command", error.FullyQualifiedErrorId);
            Assert.Equal(ErrorCategory.NotImplemented, error.CategoryInfo.Category);
            Assert.Contains("-Path", error.Exception.Message, StringComparison.Ordinal);
            Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
            Assert.Equal(["on"], result.Objects);
        }
    }

    [Fact]
    public void They_are_completed()
    {
        Assert.Contains(module.Complete("Get-NetUseProcess -Comp^"), match => match.CompletionText == "-ComputerName");
        Assert.Contains(module.Complete("Get-NetUseProcess -LogName Sec"), match => match.CompletionText == "Security");
        Assert.Equal("ForwardedEvents", module.Complete("Test-HuntVisibility -LogName forw").Single().CompletionText);
    }
}
