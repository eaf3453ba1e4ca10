using System.IO;
using System.Management.Automation;
using System.Reflection;
#if NET
using System.Runtime.Loader;
#endif

namespace TurlaHunt;

/// <summary>
/// Finds TurlaHunt.Yaml and YamlDotNet in deps/, and for nobody but this module: many modules bring a YamlDotNet, each of
/// another version, and whichever is loaded first would be everybody's.
/// </summary>
public sealed class PrivateDependencies : IModuleAssemblyInitializer
{
    private const string Yaml = "TurlaHunt.Yaml";
    private const string Library = "YamlDotNet";
    private const string Domain = "TurlaHunt.Core";

    private static readonly object Gate = new();
    private static bool _isRegistered;

    private static string Folder => Path.Combine(Path.GetDirectoryName(Location)!, "deps");

    private static string Location => typeof(PrivateDependencies).Assembly.Location;

    /// <summary>Called by the engine at each import. Nothing is loaded yet.</summary>
    public void OnImport()
    {
        lock (Gate)
        {
            // Where it was carried through a session it lies nowhere, and neither do they: nobody needs them there.
            if (!_isRegistered && Location.Length > 0)
            {
                Register();
                _isRegistered = true;
            }
        }
    }

    private static string PathOf(string name) => Path.Combine(Folder, name + ".dll");

#if NET
    private static void Register()
    {
        PrivateContext context = new();
        AssemblyLoadContext.GetLoadContext(typeof(PrivateDependencies).Assembly)!.Resolving +=
            (_, name) => name.Name == Yaml ? context.LoadFromAssemblyPath(PathOf(Yaml)) : null;
    }

    private sealed class PrivateContext() : AssemblyLoadContext(Yaml)
    {
        // The domain is the one that the cmdlets have: its types go in and out.
        protected override Assembly? Load(AssemblyName assemblyName) => assemblyName.Name switch
        {
            Library => LoadFromAssemblyPath(PathOf(Library)),
            Domain => typeof(KnownTask).Assembly,
            _ => null,
        };
    }
#else
    // .NET Framework has no contexts; there copies of different versions live side by side, each found by its full name.
    private static void Register() => System.AppDomain.CurrentDomain.AssemblyResolve += (_, wanted) =>
    {
        string name = new AssemblyName(wanted.Name).Name;
        bool isForYaml = wanted.RequestingAssembly?.GetName().Name == Yaml;
        return name switch
        {
            Yaml => Assembly.LoadFrom(PathOf(Yaml)),
            Library when isForYaml => Assembly.LoadFrom(PathOf(Library)),
            Domain when isForYaml => typeof(KnownTask).Assembly,
            _ => null,
        };
    };
#endif
}
