using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Xunit;

namespace TurlaHunt.Tests.Packaging;

/// <summary>
/// A DLL beside the module can clash with another module's copy of it, and on .NET Framework, where a library has no
/// binding redirects, a reference resolves only to the very version that it names.
/// </summary>
public sealed class PackagingTests
{
    private const string Engine = "System.Management.Automation";

    /// <summary>
    /// What .NET Framework 4.7.2 has in the global assembly cache, of what a library like this may refer to.
    /// </summary>
    private static readonly string[] InBoxOfNetFramework =
    [
        "mscorlib", "netstandard", "System", "System.Core", "System.Numerics", "System.Xml", "System.Xml.Linq", "System.Runtime", "System.Runtime.Serialization",
        "System.Security", "System.ServiceProcess", "System.DirectoryServices", "System.Management", "System.IO.Compression",
        "System.Net.Http", "System.Configuration", "Microsoft.CSharp",
    ];

    public static TheoryData<string> Frameworks => ["net8.0", "net472"];

    [Theory]
    [MemberData(nameof(Frameworks))]
    public void The_commands_and_the_domain_are_there(string framework) =>
        Assert.Subset(
            ShippedAssembly.Of(framework).Select(assembly => assembly.Name.Name).ToHashSet(),
            new HashSet<string?> { "TurlaHunt", "TurlaHunt.Core" });

    [Theory]
    [MemberData(nameof(Frameworks))]
    public void Beside_the_assemblies_lies_nothing_else(string framework) =>
        Assert.All(
            Directory.EnumerateFiles(ShippedAssembly.FolderOf(framework), "*", SearchOption.AllDirectories),
            file => Assert.Equal(".dll", Path.GetExtension(file)));

    [Theory]
    [MemberData(nameof(Frameworks))]
    public void The_engine_does_not_ship(string framework) =>
        Assert.DoesNotContain(ShippedAssembly.Of(framework), assembly => assembly.Name.Name == Engine);

    [Fact]
    public void On_net80_nothing_ships_but_our_own() =>
        Assert.All(ShippedAssembly.Of("net8.0"), assembly => Assert.True(assembly.IsOurs, assembly.Name.Name));

    [Theory]
    [MemberData(nameof(Frameworks))]
    public void In_the_private_folder_lie_the_reader_of_lists_and_its_library_which_nobody_else_refers_to(string framework)
    {
        IReadOnlyList<ShippedAssembly> hidden = ShippedAssembly.PrivateOf(framework);
        Assert.Equal(["TurlaHunt.Yaml", "YamlDotNet"], hidden.Select(assembly => assembly.Name.Name).Order());
        Assert.DoesNotContain(ShippedAssembly.Of(framework).SelectMany(assembly => assembly.References), reference => reference.Name == "YamlDotNet");
    }

    [Fact]
    public void On_net80_each_reference_is_the_frameworks_the_engines_or_ours()
    {
        IReadOnlyList<ShippedAssembly> shipped = WithPrivate("net8.0");
        AssertResolved(shipped, reference => IsOfNet(reference) || IsShipped(shipped, reference) || IsBesideEngine(reference));
    }

    [Fact]
    public void On_net472_each_reference_is_in_box_the_engines_or_shipped_at_exactly_that_version()
    {
        IReadOnlyList<ShippedAssembly> shipped = WithPrivate("net472");
        AssertResolved(shipped, reference => IsShipped(shipped, reference) || InBoxOfNetFramework.Contains(reference.Name));
    }

    [Fact]
    public void On_net472_each_assembly_that_is_not_ours_is_needed_by_another()
    {
        IReadOnlyList<ShippedAssembly> shipped = ShippedAssembly.Of("net472");
        HashSet<string?> needed = [.. shipped.SelectMany(assembly => assembly.References).Select(reference => reference.Name)];
        Assert.All(shipped.Where(assembly => !assembly.IsOurs), assembly => Assert.Contains(assembly.Name.Name, needed));
    }

    // PowerShell 7 ships it on every system: 8.0 with 7.4, later ones with later versions.
    private static bool IsBesideEngine(AssemblyName reference) =>
        reference.Name == "System.Diagnostics.EventLog" && reference.Version == new Version(8, 0, 0, 0);

    private static IReadOnlyList<ShippedAssembly> WithPrivate(string framework) =>
        [.. ShippedAssembly.Of(framework), .. ShippedAssembly.PrivateOf(framework)];

    private static void AssertResolved(IEnumerable<ShippedAssembly> shipped, Func<AssemblyName, bool> resolves)
    {
        string[] unresolved =
        [
            .. from assembly in shipped
               from reference in assembly.References
               where reference.Name != Engine && !resolves(reference)
               select $"{assembly.Name.Name} -> {reference.Name} {reference.Version}",
        ];
        Assert.Empty(unresolved);
    }

    private static bool IsShipped(IEnumerable<ShippedAssembly> shipped, AssemblyName reference) =>
        shipped.Any(assembly => assembly.Name.Name == reference.Name && assembly.Name.Version == reference.Version);

    /// <summary>
    /// The shared framework is what the running .NET loads from its own folder; 8.0 is the version compiled against.
    /// </summary>
    private static bool IsOfNet(AssemblyName reference)
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return reference.Version <= new Version(8, 0, 0, 0)
            && File.Exists(Path.Combine(runtime, reference.Name + ".dll"));
    }
}
