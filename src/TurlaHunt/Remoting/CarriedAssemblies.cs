using System;
using System.Collections;
using System.Collections.Generic;
using System.ComponentModel;
using System.Reflection;

namespace TurlaHunt.Remoting;

/// <summary>
/// On the far side of a session: the assemblies that were carried there with this one. Nothing is written to a disk, which Windows could
/// not delete again before the session ends.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CarriedAssemblies
{
    private static readonly Dictionary<string, byte[]> Images = new(StringComparer.OrdinalIgnoreCase);
    private static readonly Dictionary<string, Assembly> Loaded = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What was carried, by its content; null where nothing was.</summary>
    public static string? Identity { get; private set; }

    /// <summary>Takes the assemblies, each by its name. They are found when this one, or one of them, asks for them.</summary>
    public static void Register(string identity, IDictionary images)
    {
        lock (Images)
        {
            Identity = identity;
            foreach (DictionaryEntry image in images)
            {
                Images[(string)image.Key] = (byte[])image.Value!;
            }

            AppDomain.CurrentDomain.AssemblyResolve -= Resolve;
            AppDomain.CurrentDomain.AssemblyResolve += Resolve;
        }
    }

    // For nobody else: another module has its own System.Memory. Who asks is not always known; nobody else has found it then.
    private static Assembly? Resolve(object? sender, ResolveEventArgs wanted)
    {
        lock (Images)
        {
            string name = new AssemblyName(wanted.Name).Name!;
            bool isOurs = wanted.RequestingAssembly is not Assembly asking
                || asking == typeof(CarriedAssemblies).Assembly
                || Loaded.ContainsValue(asking);
            if (!isOurs || !Images.TryGetValue(name, out byte[]? image))
            {
                return null;
            }

            if (!Loaded.TryGetValue(name, out Assembly? assembly))
            {
                assembly = Assembly.Load(image);
                Loaded.Add(name, assembly);
            }

            return assembly;
        }
    }
}
