using System;
using System.IO;
using System.Linq;
using System.Xml;

namespace TurlaHunt.Auditing.Stores;

/// <summary>The name of the policy that a file belongs to, by the folders that it lies in.</summary>
internal static class PolicyNames
{
    private const string BackupInfo = "bkupInfo.xml";
    private const string NameElement = "GPODisplayName";
    private const string LocalFolder = "GroupPolicy";
    private const long MostBytes = 1 << 20;

    /// <summary>Tells it: by the description of a backup, or by the GUID of a policy's folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="top">The folder above which nothing is looked at.</param>
    /// <returns>The name; null where nothing tells.</returns>
    public static string? Of(string path, string top)
    {
        for (string? folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (NameIn(Path.Combine(folder, BackupInfo)) is string name)
            {
                return name;
            }

            if (string.Equals(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar), Path.GetFullPath(top).TrimEnd(Path.DirectorySeparatorChar), StringComparison.Ordinal))
            {
                break;
            }
        }

        string[] parts = path.Split('/', '\\');
        return Array.FindLast(parts, part => Guid.TryParseExact(part, "B", out Guid _))
            ?? (parts.Contains(LocalFolder, StringComparer.OrdinalIgnoreCase) ? "local group policy" : null);
    }

    private static string? NameIn(string info)
    {
        try
        {
            if (!File.Exists(info) || new FileInfo(info).Length > MostBytes)
            {
                return null;
            }

            using FileStream stream = new(info, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using XmlReader reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == NameElement)
                {
                    return reader.ReadElementContentAsString() is { Length: > 0 } name ? name : null;
                }
            }
        }
        catch (Exception failure) when (failure is XmlException or IOException or UnauthorizedAccessException)
        {
            // A name that cannot be read is none; the policy itself is read all the same.
        }

        return null;
    }
}
