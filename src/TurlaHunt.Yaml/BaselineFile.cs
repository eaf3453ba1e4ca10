using System.IO;
using TurlaHunt.Auditing;

namespace TurlaHunt.Yaml;

/// <summary>A baseline in a YAML file.</summary>
public static class BaselineFile
{
    /// <summary>Reads a baseline.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <exception cref="BaselineException">It cannot be taken as it is.</exception>
    public static AuditBaseline Read(string path) =>
        BaselineReader.Read(path, Path.GetFileNameWithoutExtension(path), TextFile.Read(path, YamlDocumentKind.Baseline).Text);
}
