using System;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Tests.Hosting;
using Xunit;

namespace TurlaHunt.Tests.Module;

/// <summary>What a person at a prompt meets first: completion, help and the look of the output.</summary>
public sealed class CommandSurfaceTests(HostedModule module) : IClassFixture<HostedModule>
{
    /// <summary>
    /// As Get-Verb lists them, which a bare engine lacks: the constants of VerbsCommon and its siblings.
    /// </summary>
    private static string[] ApprovedVerbs { get; } =
    [
        .. typeof(VerbsCommon).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == typeof(VerbsCommon).Namespace)
            .Where(type => type.Name.StartsWith("Verbs", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields())
            .Select(field => field.Name),
    ];

    [Fact]
    public void Tab_completes_the_name_of_a_command() =>
        Assert.Equal("Get-HuntEvent", Assert.Single(module.Complete("Get-HuntEv")).CompletionText);

    [Fact]
    public void Tab_completes_the_name_of_a_parameter() =>
        Assert.Contains(module.Complete("Get-HuntEvent -Pat^ -Verbose"), match => match.CompletionText == "-Path");

    [Fact]
    public void Help_shows_the_syntax()
    {
        string help = module.Run("Get-Help Get-HuntEvent").ThrowIfFailed().Text;
        Assert.Contains("Get-HuntEvent", help, StringComparison.Ordinal);
        Assert.Contains("-Path", help, StringComparison.Ordinal);
        Assert.Contains("SYNTAX", help, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_command_has_an_approved_verb()
    {
        HostedResult result = module.Run("Get-Command -Module TurlaHunt | ForEach-Object Verb").ThrowIfFailed();
        string[] verbs = [.. result.Objects.Cast<string>()];
        Assert.NotEmpty(verbs);
        Assert.All(verbs, verb => Assert.Contains(verb, ApprovedVerbs));
    }
}
