using System;
using System.IO;
using System.Linq;
using System.Xml;

namespace TurlaHunt.Auditing.Stores;

/// <summary>The policy that a file belongs to, by the folders that it lies in.</summary>
/// <param name="Name">Its name, or its GUID; null where nothing tells.</param>
/// <param name="Extensions">
/// The client-side extensions that Windows has process it ([MS-GPOL] gPCMachineExtensionNames); null where nothing tells.
/// </param>
internal sealed record PolicyFolder(string? Name, string? Extensions)
{
    private const string BackupInfo = "bkupInfo.xml";
    private const string NameElement = "GPODisplayName";
    private const string Backup = "Backup.xml";
    private const string ExtensionsElement = "MachineExtensionGuids";
    private const string LocalInfo = "gpt.ini";
    private const string LocalExtensions = "gPCMachineExtensionNames=";
    private const string LocalFolder = "GroupPolicy";
    private const long MostBytes = 1 << 20;

    /// <summary>Tells it: by the description of a backup, by gpt.ini, or by the GUID of a policy's folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="top">The folder above which nothing is looked at.</param>
    public static PolicyFolder Of(string path, string top)
    {
        string? name = null, extensions = null;
        string end = Path.GetFullPath(top).TrimEnd(Path.DirectorySeparatorChar);
        for (string? folder = Path.GetDirectoryName(Path.GetFullPath(path)); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            name ??= ElementIn(Path.Combine(folder, BackupInfo), NameElement);
            extensions ??= ElementIn(Path.Combine(folder, Backup), ExtensionsElement) ?? ExtensionsIn(Path.Combine(folder, LocalInfo));
            if (folder.Length <= end.Length)
            {
                break;
            }
        }

        string[] parts = path.Split('/', '\\');
        name ??= Array.FindLast(parts, part => Guid.TryParseExact(part, "B", out Guid _))
            ?? (parts.Contains(LocalFolder, StringComparer.OrdinalIgnoreCase) ? "local group policy" : null);
        return new PolicyFolder(name, extensions);
    }

    private static string? ExtensionsIn(string info)
    {
        try
        {
            return File.Exists(info) && new FileInfo(info).Length <= MostBytes
                ? File.ReadLines(info)
                    .FirstOrDefault(line => line.StartsWith(LocalExtensions, StringComparison.OrdinalIgnoreCase))?
                    .Substring(LocalExtensions.Length)
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? ElementIn(string info, string element)
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
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == element)
                {
                    return reader.ReadElementContentAsString();
                }
            }
        }
        catch (Exception failure) when (failure is XmlException or IOException or UnauthorizedAccessException)
        {
            // What describes a policy may be damaged; the policy itself is read all the same.
        }

        return null;
    }
}
