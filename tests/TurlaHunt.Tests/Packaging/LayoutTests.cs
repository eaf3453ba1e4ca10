using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace TurlaHunt.Tests.Packaging;

public sealed class LayoutTests
{
    private static readonly string Source = Path.Combine(BuiltFiles.RepositoryRoot, "module");

    [Fact]
    public void All_that_is_in_the_source_folder_is_in_the_module_as_it_is()
    {
        string[] files = [.. RelativeFiles(Source)];
        Assert.NotEmpty(files);
        Assert.All(
            files,
            file => Assert.Equal(
                File.ReadAllBytes(Path.Combine(Source, file)), File.ReadAllBytes(Path.Combine(BuiltFiles.Module, file))));
    }

    [Fact]
    public void What_the_manifest_loads_is_there()
    {
        string manifest = File.ReadAllText(BuiltFiles.Manifest);
        Assert.Contains("TurlaHunt.psm1", manifest, StringComparison.Ordinal);
        Assert.All(
            (string[])["TurlaHunt.psm1", "TurlaHunt.Format.ps1xml", "TurlaHunt.Types.ps1xml"],
            file => Assert.True(File.Exists(Path.Combine(BuiltFiles.Module, file)), file));
    }

    private static IEnumerable<string> RelativeFiles(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file));
}
