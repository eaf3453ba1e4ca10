using System;
using System.IO;
using System.Linq;

namespace TurlaHunt.Auditing.Exports;

/// <summary>The folder of GPO backups, before it is replaced.</summary>
internal static class GpoFolder
{
    private const string Manifest = "manifest.xml";
    private const string Info = "bkupInfo.xml";

    /// <summary>Why a folder is not one of a single backup, which alone is replaced, in a sentence; null where it is.</summary>
    public static string? ObstacleTo(string folder)
    {
        string[] others =
        [
            .. Directory.EnumerateFileSystemEntries(folder)
                .Where(entry => !string.Equals(Path.GetFileName(entry), Manifest, StringComparison.OrdinalIgnoreCase)),
        ];
        bool isBackup = others.Length <= 1
            && others.All(entry => Guid.TryParseExact(Path.GetFileName(entry), "B", out Guid _) && File.Exists(Path.Combine(entry, Info)));
        return isBackup ? null : "It holds more than one backup of a GPO, or something else: such a folder is not replaced.";
    }
}
