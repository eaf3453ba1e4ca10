using System;
using System.Management.Automation;
using TurlaHunt.Tests.Hosting;
using Xunit;

namespace TurlaHunt.Tests.Module;

/// <summary>
/// What Tab offers, with what it says of each. Paths are completed by a command that comes with a full PowerShell only: see
/// tests/Completion.Tests.ps1.
/// </summary>
public sealed class CompletionTests(HostedModule module) : IClassFixture<HostedModule>
{
    [Theory]
    [InlineData("Invoke-TurlaHunt . -Hunt TH-0002", "TH-0002", "net use")]
    [InlineData("Test-HuntVisibility . -Hunt credentials", "TH-0004", "credentials")]
    [InlineData("Test-AuditPolicy . -Baseline T", "Turla", "Topinambour")]
    [InlineData("Test-AuditPolicy . -Control CommandL", "CommandLine", "command line")]
    [InlineData("Export-HuntSubscription . -Hunt TH-0003", "TH-0003", "SMB")]
    [InlineData("Export-AuditPolicyGpo . -Control CommandL", "CommandLine", "command line")]
    [InlineData("Export-AuditPolicyGpo . -Baseline OutboundSmb -Control Intern", "InternetAddresses", "internet")]
    [InlineData("Get-HuntEvent . -ProviderName sysm", "Microsoft-Windows-Sysmon", "Microsoft-Windows-Sysmon/Operational")]
    [InlineData("Get-HuntEvent . -ProviderName 'Microsoft-Windows-Sec", "Microsoft-Windows-Security-Auditing", "Security")]
    public void Tab_offers_what_there_is_and_says_what_it_is(string text, string completion, string tooltip)
    {
        CompletionResult match = Assert.Single(module.Complete(text));
        Assert.Equal(completion, match.CompletionText);
        Assert.Contains(tooltip, match.ToolTip, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Invoke-TurlaHunt . -Hunt nothing-like-it")]
    [InlineData("Test-AuditPolicy . -Baseline nothing-like-it")]
    [InlineData("Test-AuditPolicy . -Control nothing-like-it")]
    [InlineData("Test-AuditPolicy . -Baseline no-such-file.yml -Control C")]
    [InlineData("Get-HuntEvent . -ProviderName nothing-like-it")]
    [InlineData("Get-HuntEvent . -ProviderName '[")]
    [InlineData("Get-HuntEvent -Path nothing-like-it")]
    [InlineData("Get-HuntEvent -Path '[")]
    [InlineData("Get-KnownTask -Path nothing-like-it")]
    public void Where_there_is_nothing_Tab_offers_nothing_and_never_complains(string text) => Assert.Empty(module.Complete(text));

    [Fact]
    public void The_list_that_comes_with_the_module_is_found_by_its_name()
    {
        CompletionResult match = Assert.Single(module.Complete("Get-SuspiciousTaskCreation . -KnownTask Win"));
        Assert.Equal("Windows", match.ListItemText);
        Assert.Contains("Comes with the module.", match.ToolTip, StringComparison.Ordinal);
        Assert.NotEmpty(module.Run($"Get-KnownTask {match.CompletionText}").ThrowIfFailed().Objects);
    }
}
