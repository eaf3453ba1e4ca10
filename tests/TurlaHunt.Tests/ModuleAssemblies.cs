using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace TurlaHunt.Tests;

/// <summary>
/// Lets tests use the types of the module, such as the writer of event logs, from the very files that the engine imports.
/// </summary>
internal static class ModuleAssemblies
{
    [ModuleInitializer]
    internal static void Register() => AssemblyLoadContext.Default.Resolving += Find;

    private static Assembly? Find(AssemblyLoadContext context, AssemblyName name)
    {
        string path = Path.Combine(BuiltFiles.Module, "bin", "net8.0", name.Name + ".dll");
        return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
    }
}
