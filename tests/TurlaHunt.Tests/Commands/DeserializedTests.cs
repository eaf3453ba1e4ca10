using System;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using TurlaHunt.Tests.Hosting;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>What comes back from Invoke-Command, a job or a file is taken like what was found here.</summary>
public sealed class DeserializedTests(HostedModule module) : IClassFixture<HostedModule>, IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Dossiers_from_elsewhere_are_counted_like_ours(int depth)
    {
        PSObject[] away = Away("Get-SuspiciousTaskCreation $x", depth);
        Assert.All(away, item => Assert.Equal("Deserialized.TurlaHunt.TaskCreation", item.TypeNames[0]));
        string[] ours = Texts(module.Run("Get-SuspiciousTaskCreation $x | Measure-TaskCreation", ("x", Logs.Samples)));
        Assert.Equal(ours, Texts(module.Run("$x | Measure-TaskCreation", ("x", away))));
        Assert.Equal(ours, Texts(module.Run("Measure-TaskCreation -Finding $x", ("x", away))));
    }

    [Fact]
    public void Dossiers_counts_and_entries_from_elsewhere_make_and_change_lists()
    {
        string list = System.IO.Path.Combine(_folder.Path, "a.yml");
        string learned = System.IO.Path.Combine(_folder.Path, "b.yml");
        module.Run("$x | Add-KnownTask $list -Reason r", ("list", list), ("x", Away("Get-SuspiciousTaskCreation $x"))).ThrowIfFailed();
        Assert.Equal(5, module.Run("Get-KnownTask $list").ThrowIfFailed().Output.Count);
        HostedResult export = module.Run("$x | Export-KnownTask $learned -Reason r", ("learned", learned), ("x", Away("Get-SuspiciousTaskCreation $x | Measure-TaskCreation")));
        Assert.Equal(2, export.Errors.Count);
        Assert.Equal(3, module.Run("Get-KnownTask $learned").ThrowIfFailed().Output.Count);
        Assert.Empty(module.Run("$x | Remove-KnownTask", ("x", Away("Get-KnownTask $list"))).ThrowIfFailed().Output);
        Assert.Empty(module.Run("Get-KnownTask $list").ThrowIfFailed().Output);
    }

    /// <summary>Scripts count what is in $Error; most tasks have no status in a list.</summary>
    [Fact]
    public void Looking_at_what_came_from_elsewhere_leaves_no_error_behind()
    {
        PSObject[] away = Away("Get-SuspiciousTaskCreation $x");
        HostedResult result = module.Run(
            "$Error.Clear(); $null = $x | Where-Object { $_.KnownStatus -eq 'Known' -or $_.Severity -ge 'Medium' }; $x | ForEach-Object { $null -eq $_.KnownStatus }; $Error.Count", ("x", away));
        Assert.Equal([.. Enumerable.Repeat<object>(true, away.Length), 0], result.ThrowIfFailed().Objects);
    }

    [Fact]
    public void What_was_cut_down_is_refused_by_what_it_lacks()
    {
        PSObject whole = module.Run("Get-SuspiciousTaskCreation $x", ("x", Logs.Samples)).ThrowIfFailed().Output[0];
        object cut = PSSerializer.Deserialize(PSSerializer.Serialize(whole).Replace("\"Definitions\"", "\"Others\"", StringComparison.Ordinal));
        HostedResult result = module.Run("$x | Measure-TaskCreation", ("x", new[] { cut }));
        Assert.Empty(result.Output);
        Assert.Contains("has no Definitions any more", $"{result.TerminatingError}{string.Concat(result.Errors)}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-NetUseProcess")]
    [InlineData("Get-SuspiciousTaskCreation")]
    [InlineData("Get-HuntEvent")]
    [InlineData("Test-EvtxFile")]
    [InlineData("Get-KnownTask")]
    public void What_a_command_cannot_take_is_no_path_that_is_not_found(string command)
    {
        PSObject[] away = Away("Get-SuspiciousTaskCreation $x");
        object ours = module.Run("Get-SuspiciousTaskCreation $x", ("x", Logs.Samples)).ThrowIfFailed().Objects.First();
        foreach (object given in new[] { away[0], ours })
        {
            ErrorRecord error = Assert.Single(module.Run($"$x | {command}", ("x", given)).Errors);
            Assert.StartsWith("InputObjectNotBound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            error = Assert.Single(module.Run($"{command} $x", ("x", given)).Errors);
            Assert.StartsWith("ParameterArgumentTransformationError,", error.FullyQualifiedErrorId.Replace("CannotConvertArgumentNoMessage", "ParameterArgumentTransformationError"), StringComparison.Ordinal);
        }
    }

    // Within the session, as all that goes over a wire: there the engine knows how deep our types go.
    private PSObject[] Away(string script, int depth = 1)
    {
        string text = (string)module.Run($"[System.Management.Automation.PSSerializer]::Serialize(@({script}), {depth})", ("x", Logs.Samples)).ThrowIfFailed().Objects.Single();
        return [.. ((PSObject)PSSerializer.Deserialize(text)).BaseObject is System.Collections.IEnumerable list ? list.Cast<PSObject>() : []];
    }

    private static string[] Texts(HostedResult result) =>
        [.. result.ThrowIfFailed().Objects.Select(item => JsonSerializer.Serialize(item, item.GetType()))];
}
