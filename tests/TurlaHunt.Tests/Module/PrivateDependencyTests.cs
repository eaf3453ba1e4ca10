using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using TurlaHunt.Tests.Commands;
using TurlaHunt.Tests.Hosting;
using Xunit;

namespace TurlaHunt.Tests.Module;

/// <summary>Another module's YamlDotNet does no harm, and ours does none to others.</summary>
public sealed class PrivateDependencyTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_module_reads_lists_beside_an_older_YamlDotNet_that_was_loaded_first()
    {
        Assembly other = AssemblyLoadContext.Default.LoadFromAssemblyPath(BuiltFiles.OtherYamlDotNet);
        string list = Path.Combine(_folder.Path, "list.yml");
        File.WriteAllText(list, "- name: \\a\n  actions: [{program: x}]\n  reason: r\n  owner: o\n");

        using HostedModule session = new();
        KnownTask task = Assert.IsType<KnownTask>(Assert.Single(session.Run($"Get-KnownTask '{list}'").ThrowIfFailed().Objects));
        Assert.Equal(@"\a", task.Name);

        Assembly[] loaded = [.. AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly.GetName().Name == "YamlDotNet")];
        Assembly ours = Assert.Single(loaded, assembly => assembly != other);
        Assert.NotEqual(other.GetName().Version, ours.GetName().Version);
        Assert.Equal("TurlaHunt.Yaml", AssemblyLoadContext.GetLoadContext(ours)!.Name);
        Assert.Equal(Path.Combine(BuiltFiles.Module, "bin", "net8.0", "deps", "YamlDotNet.dll"), ours.Location);
        Assert.Same(other, Assembly.Load("YamlDotNet"));
    }

    [Fact]
    public void A_second_import_still_finds_them()
    {
        string list = Path.Combine(_folder.Path, "list.yml");
        File.WriteAllText(list, "[]\n");
        using HostedModule session = new();
        session.Run($"Remove-Module TurlaHunt; Import-Module '{BuiltFiles.Manifest}' -Force; Get-KnownTask '{list}'").ThrowIfFailed();
    }
}
