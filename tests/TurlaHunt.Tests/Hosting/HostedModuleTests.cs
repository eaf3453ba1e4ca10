using System;
using System.Linq;
using Xunit;

namespace TurlaHunt.Tests.Hosting;

/// <summary>What the other tests rely on: nothing that a pipeline says gets lost on the way to them.</summary>
public sealed class HostedModuleTests(HostedModule module) : IClassFixture<HostedModule>
{
    private const string Cmdlet = "function Test-Stream { [CmdletBinding(SupportsShouldProcess)] param() ";

    [Fact]
    public void Every_stream_arrives()
    {
        HostedResult result = module.Run(Cmdlet + """
            $PSCmdlet.WriteObject(1)
            $PSCmdlet.WriteVerbose('v')
            $PSCmdlet.WriteWarning('w')
            $PSCmdlet.WriteDebug('d')
            $PSCmdlet.WriteInformation('i', @())
            $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'p', 's'))
            $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([Exception]::new('e'), 'id', 'ReadError', 'x'))
            }
            & { $DebugPreference = 'Continue'; Test-Stream -Verbose }
            """);
        Assert.Equal([1], result.Objects);
        Assert.Equal("v", Assert.Single(result.Verbose));
        Assert.Equal("w", Assert.Single(result.Warnings));
        Assert.Equal("d", Assert.Single(result.Debug));
        Assert.Equal("i", Assert.Single(result.Information));
        Assert.Equal("p", Assert.Single(result.Progress).Activity);
        Assert.Equal("id,Test-Stream", Assert.Single(result.Errors).FullyQualifiedErrorId);
        Assert.Null(result.TerminatingError);
    }

    [Fact]
    public void What_ends_a_script_is_told_from_what_it_reports()
    {
        HostedResult result = module.Run("1; throw 'end'; 2");
        Assert.Equal([1], result.Objects);
        Assert.Empty(result.Errors);
        Assert.Equal("end", result.TerminatingError?.Message);
        Assert.Throws<InvalidOperationException>(() => result.ThrowIfFailed());
    }

    [Fact]
    public void Questions_are_answered_in_their_order()
    {
        module.Answers.Enqueue("Y");
        module.Answers.Enqueue("N");
        HostedResult result = module.Run(
            Cmdlet + "1, 2 | ForEach-Object { if ($PSCmdlet.ShouldProcess($_)) { $_ } } }; Test-Stream -Confirm");
        Assert.Equal([1], result.Objects);
        Assert.Empty(module.Answers);
    }

    [Fact]
    public void Text_is_laid_out_for_the_width_of_the_console()
    {
        using HostedModule narrow = new() { Width = 40 };
        string text = narrow.Run("Get-Command -Module TurlaHunt").ThrowIfFailed().Text;
        Assert.NotEmpty(text.Trim());
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 40));
    }

    [Fact]
    public void Variables_reach_the_script() =>
        Assert.Equal(42, module.Run("$given * 2", ("given", 21)).ThrowIfFailed().Objects.Single());
}
