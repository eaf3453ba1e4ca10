using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Tests.Hosting;
using Xunit;

namespace TurlaHunt.Tests.Module;

/// <summary>Each way of importing leaves the commands of the manifest, all of them and no others.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly HostedModule _session = new(importModule: false);

    public void Dispose() => _session.Dispose();

    [Fact]
    public void The_manifest_names_each_command_and_no_pattern()
    {
        string[] commands = ManifestCommands();
        Assert.NotEmpty(commands);
        Assert.DoesNotContain(commands, WildcardPattern.ContainsWildcardCharacters);
    }

    [Fact]
    public void Import_gives_exactly_the_commands_of_the_manifest()
    {
        Import();
        Assert.Equal(ManifestCommands(), AvailableCommands());
    }

    [Fact]
    public void The_assemblies_hold_no_command_that_the_manifest_forgot()
    {
        string assembly = $"{BuiltFiles.Module}bin/net8.0/TurlaHunt.dll";
        _session.Run($"Import-Module -Name '{assembly}'").ThrowIfFailed();
        Assert.Equal(ManifestCommands(), AvailableCommands());
    }

    [Fact]
    public void Import_with_Force_twice_keeps_the_commands()
    {
        Import();
        Import("-Force");
        Import("-Force");
        Assert.Equal(ManifestCommands(), AvailableCommands());
    }

    [Fact]
    public void Remove_takes_the_commands_away_and_a_new_import_brings_them_back()
    {
        Import();
        _session.Run("Remove-Module -Name TurlaHunt").ThrowIfFailed();
        Assert.Empty(AvailableCommands());
        Import();
        Assert.Equal(ManifestCommands(), AvailableCommands());
    }

    [Fact]
    public void Import_works_in_ConstrainedLanguage()
    {
        _session.Runspace.SessionStateProxy.LanguageMode = PSLanguageMode.ConstrainedLanguage;
        Import();
        Assert.Equal(ManifestCommands(), AvailableCommands());
        Assert.Equal(PSLanguageMode.ConstrainedLanguage, _session.Runspace.SessionStateProxy.LanguageMode);
    }

    [Fact]
    public void Import_says_nothing()
    {
        HostedResult result = Import("-Verbose:$false");
        Assert.Empty(result.Output);
        Assert.Empty(result.Warnings);
        Assert.Empty(result.Information);
    }

    [Fact]
    public void The_manifest_is_valid()
    {
        HostedResult result = _session.Run($"(Test-ModuleManifest -Path '{BuiltFiles.Manifest}').Name").ThrowIfFailed();
        Assert.Equal("TurlaHunt", Assert.Single(result.Objects));
    }

    private HostedResult Import(string options = "") =>
        _session.Run($"Import-Module -Name '{BuiltFiles.Manifest}' {options}").ThrowIfFailed();

    private string[] AvailableCommands()
    {
        const string Names = "Get-Command -Module TurlaHunt -ErrorAction Ignore | ForEach-Object Name";
        return Sorted(_session.Run(Names).ThrowIfFailed().Objects);
    }

    private static string[] ManifestCommands()
    {
        // In a session of its own: the one under test may be restricted.
        using HostedModule reader = new(importModule: false);
        string readData = $"$ExecutionContext.InvokeCommand.NewScriptBlock([IO.File]::ReadAllText('{BuiltFiles.Manifest}'))";
        return Sorted(reader.Run($"(& ({readData})).CmdletsToExport").ThrowIfFailed().Objects);
    }

    private static string[] Sorted(IEnumerable<object> names) => [.. names.Cast<string>().Order(StringComparer.Ordinal)];
}
