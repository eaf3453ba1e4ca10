using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Tests.Hosting;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>Which files a path stands for.</summary>
public sealed class PathTests(HostedModule module) : IClassFixture<HostedModule>, IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Path_takes_a_file() => Assert.Equal(["a"], Read("Get-HuntEvent -Path $x", Log("a")));

    [Fact]
    public void Path_is_the_first_positional_parameter_and_takes_several() =>
        Assert.Equal(["b", "a"], Read("Get-HuntEvent $x[0], $x[1]", new[] { Log("b"), Log("a") }));

    [Fact]
    public void A_folder_stands_for_the_logs_in_it_and_below_in_the_order_of_names()
    {
        Log("b");
        Log("c", "below/deep/c.EVTX");
        Log("a");
        Log("x", "x.log");
        Assert.Equal(["a", "b", "c"], Read("Get-HuntEvent -Path $x", _folder.Path));
        Assert.Equal(["a", "b", "c"], Read("Get-HuntEvent -LiteralPath $x", _folder.Path));
    }

    [Fact]
    public void Wildcards_choose_files_and_folders()
    {
        Log("a", "case1/a.evtx");
        Log("b", "case2/b.evtx");
        Log("c", "other/c.evtx");
        Assert.Equal(["a", "b"], Read("Get-HuntEvent -Path \"$x/case*\"", _folder.Path));
        Assert.Equal(["a"], Read("Get-HuntEvent -Path \"$x/*/[a]*.evtx\"", _folder.Path));
    }

    [Fact]
    public void A_wildcard_leaves_other_extensions_out_and_says_so()
    {
        Log("a");
        string other = Log("b", "b.bak");
        HostedResult result = module.Run("Get-HuntEvent -Path \"$x/*\" -Verbose", ("x", _folder.Path)).ThrowIfFailed();
        Assert.Equal(["a"], Logs.Texts(result.Objects));
        Assert.Contains(result.Verbose, line => line.Contains(other, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_named_may_have_any_extension()
    {
        Assert.Equal(["a"], Read("Get-HuntEvent -Path $x", Log("a", "a.bak")));
        Assert.Equal(["b"], Read("Get-HuntEvent -LiteralPath $x", Log("b", "b.bak")));
    }

    [Fact]
    public void LiteralPath_takes_brackets_as_they_are()
    {
        Log("no", "1.evtx");
        Assert.Equal(["yes"], Read("Get-HuntEvent -LiteralPath $x", Log("yes", "[1].evtx")));
    }

    [Theory]
    [InlineData("-LiteralPath")]
    [InlineData("-PSPath")]
    [InlineData("-LP")]
    [InlineData("-FullName")]
    public void LiteralPath_has_the_usual_aliases(string name) =>
        Assert.Equal(["a"], Read($"Get-HuntEvent {name} $x", Log("a", "[a].evtx")));

    [Theory]
    [InlineData("LiteralPath")]
    [InlineData("PSPath")]
    [InlineData("LP")]
    [InlineData("FullName")]
    public void LiteralPath_binds_to_properties_of_what_comes_down_the_pipeline(string name) =>
        Assert.Equal(["a"], Read($"[pscustomobject]@{{ {name} = $x }} | Get-HuntEvent", Log("a", "[a].evtx")));

    [Fact]
    public void Files_and_folders_come_down_the_pipeline_as_they_are()
    {
        Assert.Equal(["a", "b"], Read("$x | Get-HuntEvent", new[] { new FileInfo(Log("a", "[a].evtx")), new FileInfo(Log("b")) }));
        Assert.Equal(["a", "b"], Read("$x | Get-HuntEvent", new DirectoryInfo(_folder.Path)));
    }

    [Fact]
    public void A_provider_path_is_understood() =>
        Assert.Equal(["a"], Read("Get-HuntEvent -LiteralPath \"Microsoft.PowerShell.Core\\FileSystem::$x\"", Log("a")));

    [Fact]
    public void Texts_in_the_pipeline_are_paths_with_wildcards()
    {
        string one = Log("a", "a.evtx");
        Log("b", "b1.evtx");
        Assert.Equal(["a", "b"], Read("$x | Get-HuntEvent", new[] { one, Path.Combine(_folder.Path, "b?.evtx") }));
    }

    [Fact]
    public void A_relative_path_is_relative_to_the_location()
    {
        Log("a");
        using HostedModule own = new();
        HostedResult result = own.Run(
            "$ExecutionContext.SessionState.Path.SetLocation($x) | Out-Null; Get-HuntEvent a.evtx; Get-HuntEvent -LiteralPath ./a.evtx",
            ("x", _folder.Path)).ThrowIfFailed();
        Assert.Equal(["a", "a"], Logs.Texts(result.Objects));
    }

    [Theory]
    [InlineData("Get-SuspiciousTaskCreation")]
    [InlineData("Get-NetUseProcess")]
    [InlineData("Get-OutboundSmbConnection")]
    [InlineData("Get-SmbCredentialUse")]
    public void The_hunts_take_the_same_paths(string command)
    {
        int all = module.Run($"{command} $x", ("x", Logs.Samples)).ThrowIfFailed().Output.Count;
        Assert.NotEqual(0, all);
        FileInfo[] files = new DirectoryInfo(Logs.Samples).GetFiles("*.evtx");
        Assert.Equal(all, module.Run($"$x | {command}", ("x", files)).ThrowIfFailed().Output.Count);
        Assert.Equal(all, module.Run($"{command} -LiteralPath $x", ("x", files.Select(file => file.FullName).ToArray()))
            .ThrowIfFailed().Output.Count);
    }

    [Fact]
    public void Path_and_LiteralPath_exclude_each_other()
    {
        ErrorRecord error = Assert.Single(module.Run("Get-HuntEvent -Path a -LiteralPath b").Errors);
        Assert.StartsWith("AmbiguousParameterSet,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_mandatory_value_is_an_error_and_no_question() =>
        Assert.Equal(
            "MissingMandatoryParameter,TurlaHunt.Commands.TestEvtxFileCommand",
            Assert.Single(module.Run("Test-EvtxFile").Errors).FullyQualifiedErrorId);

    private string Log(string text, string? name = null) => _folder.Add(name ?? text + ".evtx", Logs.Saying(text));

    private string[] Read(string script, object x) => [.. Logs.Texts(module.Run(script, ("x", x)).ThrowIfFailed().Objects)];
}
