using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Tests.Hosting;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>Reports from the pipeline: what is written where, and what is left alone.</summary>
public sealed class ExportHuntReportTests(HostedModule module) : IClassFixture<HostedModule>, IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("r.json", "{\n  \"Format\"")]
    [InlineData("r.jsonl", "{\"Record\":\"Result\"")]
    [InlineData("r.csv", "Record,MachineName")]
    [InlineData("r.sarif", "{\n  \"$schema\"")]
    [InlineData("r.xml", "<?xml version")]
    [InlineData("r.HTML", "<!DOCTYPE html>")]
    public void The_extension_names_the_format(string name, string start)
    {
        HostedResult result = Run($"Invoke-TurlaHunt $samples | Export-HuntReport $folder/{name}");
        result.ThrowIfFailed();
        Assert.Empty(result.Output);
        string text = File.ReadAllText(Path.Combine(_folder.Path, name));
        Assert.StartsWith(start, text, StringComparison.Ordinal);
        Assert.Contains("WS-0217.contoso.example", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_pass_through_to_the_next_format_and_a_format_that_is_given_counts()
    {
        HostedResult result = Run("Invoke-TurlaHunt $samples | Export-HuntReport $folder/r.html -PassThru | Export-HuntReport $folder/r.txt -Format Csv -PassThru");
        result.ThrowIfFailed();
        Assert.IsType<HuntResult>(Assert.Single(result.Output).BaseObject);
        Assert.Equal(["r.html", "r.txt"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void No_results_are_a_report_that_says_so()
    {
        Run("@() | Export-HuntReport $folder/r.json").ThrowIfFailed();
        Assert.Contains("\"Results\": []", File.ReadAllText(Path.Combine(_folder.Path, "r.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_and_NoClobber_change_nothing()
    {
        string path = Path.Combine(_folder.Path, "r.json");
        Run("Invoke-TurlaHunt $samples | Export-HuntReport $folder/r.json -WhatIf").ThrowIfFailed();
        Assert.False(File.Exists(path));
        File.WriteAllText(path, "old");
        AssertError("ReportNotWritten", ErrorCategory.WriteError, "Invoke-TurlaHunt $samples | Export-HuntReport $folder/r.json -NoClobber");
        Assert.Equal("old", File.ReadAllText(path));
    }

    [Fact]
    public void What_cannot_be_written_is_an_error_of_its_own()
    {
        AssertError("ReportFormatUnknown", ErrorCategory.InvalidArgument, "Invoke-TurlaHunt $samples | Export-HuntReport $folder/report");
        AssertError("ReportNotWritten", ErrorCategory.WriteError, "Invoke-TurlaHunt $samples | Export-HuntReport $folder/none/r.json");
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private void AssertError(string id, ErrorCategory category, string script)
    {
        ErrorRecord error = Assert.Single(Run(script).Errors);
        Assert.Equal($"{id},TurlaHunt.Commands.ExportHuntReportCommand", error.FullyQualifiedErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
    }

    private HostedResult Run(string script) => module.Run(
        script, ("samples", Logs.Samples), ("folder", _folder.Path));
}
