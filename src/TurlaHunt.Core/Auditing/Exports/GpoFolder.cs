using System;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace TurlaHunt.Auditing.Exports;

/// <summary>The folder of GPO backups, before it is replaced.</summary>
internal static class GpoFolder
{
    private const string Manifest = "manifest.xml";
    private const string Info = "bkupInfo.xml";

    /// <summary>
    /// Why a folder is not that of a single backup that an export made, which alone is replaced, in a sentence; null where it is. What GPMC
    /// backed up is somebody's, and often the only copy.
    /// </summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string? ObstacleTo(string folder)
    {
        string[] entries = Directory.GetFileSystemEntries(folder);
        string? backup = entries.FirstOrDefault(entry => Guid.TryParseExact(Path.GetFileName(entry), "B", out Guid _));
        return entries.Length == 2
            && entries.Any(entry => string.Equals(Path.GetFileName(entry), Manifest, StringComparison.OrdinalIgnoreCase))
            && backup is not null
            && IsOurs(Path.Combine(backup, Info))
                ? null
                : "It holds something else than one backup that this command made: such a folder is not replaced.";
    }

    private static bool IsOurs(string info)
    {
        if (!File.Exists(info))
        {
            return false;
        }

        try
        {
            using XmlReader reader = XmlReader.Create(info, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XElement.Load(reader).Elements().Any(element => element.Name.LocalName == "GPODomain" && element.Value == GpoBackupXml.Domain);
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
