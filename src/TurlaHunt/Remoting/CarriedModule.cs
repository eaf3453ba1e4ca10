using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Security.Cryptography;

namespace TurlaHunt.Remoting;

/// <summary>
/// The module as it is carried into a session: its assemblies for one edition of PowerShell. Lists of known tasks travel as entries, so
/// that nobody needs YAML there.
/// </summary>
internal sealed class CarriedModule
{
    private static readonly ConcurrentDictionary<string, CarriedModule> Packed = new(StringComparer.Ordinal);

    private readonly Lazy<Hashtable> _images;

    private CarriedModule(string framework)
    {
        string folder = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(typeof(CarriedModule).Assembly.Location))!, framework);
        using SHA256 hash = SHA256.Create();
        Dictionary<string, byte[]> contents = [];
        foreach (string file in Directory.GetFiles(folder, "*.dll").OrderBy(path => path, StringComparer.Ordinal))
        {
            byte[] content = File.ReadAllBytes(file);
            hash.TransformBlock(content, 0, content.Length, null, 0);
            contents.Add(Path.GetFileNameWithoutExtension(file), content);
        }

        hash.TransformFinalBlock([], 0, 0);
        Identity = Convert.ToBase64String(hash.Hash!);
        _images = new Lazy<Hashtable>(() => new Hashtable(contents.ToDictionary(item => item.Key, item => Pack(item.Value))));
    }

    /// <summary>The version that is running here.</summary>
    public static string Version { get; } = typeof(CarriedModule).Assembly.GetName().Version!.ToString(3);

    /// <summary>Names the content: what is there already needs not be carried again.</summary>
    public string Identity { get; }

    /// <summary>The assemblies, each by its name, as gzip. They are packed when somebody needs them.</summary>
    public Hashtable Images => _images.Value;

    /// <summary>The module for an edition of PowerShell: Core, or Desktop, which is Windows PowerShell.</summary>
    /// <exception cref="IOException">It is not where the module lies.</exception>
    public static CarriedModule For(string edition) => Packed.GetOrAdd(edition == "Core" ? "net8.0" : "net472", framework => new CarriedModule(framework));

    private static byte[] Pack(byte[] content)
    {
        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.Optimal))
        {
            zip.Write(content, 0, content.Length);
        }

        return packed.ToArray();
    }
}
