using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace TurlaHunt.Tests.Packaging;

/// <summary>A DLL of the module, read as a file: its identity and what it refers to.</summary>
internal sealed class ShippedAssembly
{
    private ShippedAssembly(string path)
    {
        using PEReader file = new(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        Name = metadata.GetAssemblyDefinition().GetAssemblyName();
        References =
            [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())];
    }

    internal AssemblyName Name { get; }

    internal IReadOnlyList<AssemblyName> References { get; }

    internal bool IsOurs => Name.Name!.Split('.')[0] == "TurlaHunt";

    internal static IReadOnlyList<ShippedAssembly> Of(string framework) => In(FolderOf(framework));

    /// <summary>Those that only the module itself finds.</summary>
    internal static IReadOnlyList<ShippedAssembly> PrivateOf(string framework) => In(Path.Combine(FolderOf(framework), "deps"));

    private static IReadOnlyList<ShippedAssembly> In(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.dll").Select(path => new ShippedAssembly(path))];

    internal static string FolderOf(string framework) => Path.Combine(BuiltFiles.Module, "bin", framework);
}
