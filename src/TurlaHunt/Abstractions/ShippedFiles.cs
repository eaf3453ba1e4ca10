using System;
using System.IO;
using System.Linq;

namespace TurlaHunt.Commands;

/// <summary>The YAML files in a folder of the module, which users call by their names without extension.</summary>
internal sealed class ShippedFiles(string folder)
{
    private const string Extension = ".yml";

    private readonly string _folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(ShippedFiles).Assembly.Location)!, "..", "..", folder));

    /// <summary>Their names, in order.</summary>
    public string[] Names => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder, "*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file)).OrderBy(name => name, StringComparer.Ordinal)]
        : [];

    /// <summary>The path of one; null where none has that name.</summary>
    public string? PathOf(string name) =>
        name.IndexOfAny(['/', '\\']) < 0 && Names.FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) is string found
            ? Path.Combine(_folder, found + Extension)
            : null;
}
