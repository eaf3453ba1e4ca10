using System.IO;
using System.Linq;
using System.Reflection;

namespace TurlaHunt.Tests;

/// <summary>Where the build put what these tests look at.</summary>
internal static class BuiltFiles
{
    internal static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    /// <summary>The folder of the module as people import it: the package, unpacked.</summary>
    internal static string Module { get; } = Metadata("PackedModule");

    internal static string Manifest { get; } = Path.Combine(Module, "TurlaHunt.psd1");

    internal static string ShellAssembly { get; } = Metadata("ShellAssembly");

    /// <summary>The program that serves sessions to tests of remoting.</summary>
    internal static string RemoteEngineAssembly { get; } = Metadata("RemoteEngineAssembly");

    /// <summary>A YamlDotNet of another version than the module's.</summary>
    internal static string OtherYamlDotNet { get; } = Metadata("OtherYamlDotNet");

    private static string Metadata(string key) =>
        typeof(BuiltFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
