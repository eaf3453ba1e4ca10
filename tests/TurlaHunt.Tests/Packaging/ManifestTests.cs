using System;
using System.Collections;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using TurlaHunt.Tests.Hosting;
using Xunit;

namespace TurlaHunt.Tests.Packaging;

/// <summary>What the manifest and the package say of the module: to the Gallery, and to whoever installs it.</summary>
public sealed class ManifestTests(HostedModule module) : IClassFixture<HostedModule>
{
    private static readonly XElement Package = ReadPackage();

    private Hashtable Manifest => _manifest ??= ReadManifest();

    private Hashtable? _manifest;

    private Hashtable PSData => Assert.IsType<Hashtable>(Assert.IsType<Hashtable>(Manifest["PrivateData"])["PSData"]);

    [Theory]
    [InlineData("RootModule")]
    [InlineData("ModuleVersion")]
    [InlineData("GUID")]
    [InlineData("Author")]
    [InlineData("CompanyName")]
    [InlineData("Copyright")]
    [InlineData("Description")]
    [InlineData("PowerShellVersion")]
    [InlineData("CompatiblePSEditions")]
    [InlineData("DotNetFrameworkVersion")]
    [InlineData("FormatsToProcess")]
    [InlineData("TypesToProcess")]
    [InlineData("FunctionsToExport")]
    [InlineData("CmdletsToExport")]
    [InlineData("VariablesToExport")]
    [InlineData("AliasesToExport")]
    public void The_manifest_says(string key) => Assert.NotNull(Manifest[key]);

    [Fact]
    public void What_is_not_there_is_exported_as_an_empty_list_and_not_as_a_pattern() =>
        Assert.All(
            (string[])["FunctionsToExport", "VariablesToExport", "AliasesToExport"],
            key => Assert.Empty(Assert.IsAssignableFrom<IEnumerable>(Manifest[key])));

    [Fact]
    public void The_package_says_what_the_manifest_says()
    {
        Assert.Equal("TurlaHunt", Of("id"));
        Assert.Equal(Manifest["ModuleVersion"], Of("version"));
        Assert.Equal(Manifest["Author"], Of("authors"));
        Assert.Equal(Manifest["CompanyName"], Of("owners"));
        Assert.Equal(Manifest["Description"], Of("description"));
        Assert.Equal(Manifest["Copyright"], Of("copyright"));
        Assert.Equal(PSData["ReleaseNotes"], Of("releaseNotes"));
        Assert.Equal("MIT", Of("license"));
        Assert.StartsWith("https://", Assert.IsType<string>(PSData["LicenseUri"]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_package_has_the_tags_by_which_the_Gallery_finds_it()
    {
        string[] commands = [.. Assert.IsType<object[]>(Manifest["CmdletsToExport"]).Cast<string>()];
        string[] expected =
        [
            "PSModule", "PSIncludes_Cmdlet", .. Assert.IsType<object[]>(PSData["Tags"]).Cast<string>(),
            .. commands.Select(command => "PSCmdlet_" + command), .. commands.Select(command => "PSCommand_" + command),
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Of("tags").Split(' ').Order(StringComparer.Ordinal));
        Assert.InRange(Of("tags").Length, 1, 4000);
    }

    [Fact]
    public void Every_assembly_of_ours_has_the_version_of_the_manifest()
    {
        string version = Assert.IsType<string>(Manifest["ModuleVersion"]) + ".0";
        ShippedAssembly[] ours =
        [
            .. ((string[])["net8.0", "net472"])
                .SelectMany(framework => ShippedAssembly.Of(framework).Concat(ShippedAssembly.PrivateOf(framework)))
                .Where(assembly => assembly.IsOurs),
        ];
        Assert.Equal(6, ours.Length);
        Assert.All(ours, assembly => Assert.Equal(version, assembly.Name.Version!.ToString()));
    }

    private static string Of(string name) => Package.Elements().First(element => element.Name.LocalName == name).Value;

    private static XElement ReadPackage()
    {
        string folder = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(BuiltFiles.Module))!;
        using ZipArchive package = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(folder, "*.nupkg")));
        using Stream nuspec = package.Entries.First(entry => entry.FullName == "TurlaHunt.nuspec").Open();
        return XDocument.Load(nuspec).Root!.Elements().First();
    }

    // Import-PowerShellDataFile comes with a full PowerShell only; the manifest is plain data all the same.
    private Hashtable ReadManifest() => Assert.IsType<Hashtable>(Assert.Single(
        module.Run($"& ($ExecutionContext.InvokeCommand.NewScriptBlock([IO.File]::ReadAllText('{BuiltFiles.Manifest}')))").ThrowIfFailed().Objects));
}
