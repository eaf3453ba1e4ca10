using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;

namespace TurlaHunt.Auditing.Exports;

/// <summary>
/// The three descriptions of a GPO backup, in the shape in which GPMC writes them. A backup that no domain made has a domain that cannot
/// exist; Import-GPO takes the settings alone, neither identity nor rights.
/// </summary>
/// <remarks>No public document has the schema; the shape is that of backups that GPMC made and their owners published.</remarks>
internal static class GpoBackupXml
{
    private const string ManifestNamespace = "http://www.microsoft.com/GroupPolicy/GPOOperations/Manifest";
    private const string BackupNamespace = "http://www.microsoft.com/GroupPolicy/GPOOperations";

    /// <summary>The domain that backups of ours name.</summary>
    public const string Domain = "export.invalid";

    private const string DomainId = "{7A9C1F54-3B0E-4E0B-9D56-0C6B7E2F8A31}";

    // Version 1 of the computer's half, 0 of the user's, as Active Directory keeps them in one number.
    private const string MachineVersion = "65537";

    // O:BAG:BAD:(A;CI;CCDCLCSWRPWPDTLOSDRCWDWO;;;BA)(A;CI;…;;;SY)(A;CI;LCRPLORC;;;AU)(A;CI;LCRPLORC;;;ED)
    private const string SecurityDescriptor =
        "01 00 04 80 14 00 00 00 24 00 00 00 00 00 00 00 34 00 00 00 01 02 00 00 00 00 00 05 20 00 00 00 "
        + "20 02 00 00 01 02 00 00 00 00 00 05 20 00 00 00 20 02 00 00 02 00 5c 00 04 00 00 00 00 02 18 00 "
        + "ff 00 0f 00 01 02 00 00 00 00 00 05 20 00 00 00 20 02 00 00 00 02 14 00 ff 00 0f 00 01 01 00 00 "
        + "00 00 00 05 12 00 00 00 00 02 14 00 94 00 02 00 01 01 00 00 00 00 00 05 0b 00 00 00 00 02 14 00 "
        + "94 00 02 00 01 01 00 00 00 00 00 05 09 00 00 00";

    /// <summary>manifest.xml: which backups the folder holds.</summary>
    public static string Manifest(GpoDescription gpo) => Text(declare: false, writer =>
    {
        Start(writer, "Backups", ManifestNamespace);
        writer.WriteAttributeString("xmlns", "mfst", null, ManifestNamespace);
        writer.WriteAttributeString("mfst", "version", ManifestNamespace, "1.0");
        WriteInfo(writer, gpo);
        writer.WriteEndElement();
    });

    /// <summary>bkupInfo.xml: which policy the backup is of.</summary>
    public static string Info(GpoDescription gpo) => Text(declare: false, writer => WriteInfo(writer, gpo));

    /// <summary>Backup.xml: what the backup holds, and the extensions that Windows has process it.</summary>
    public static string Backup(GpoDescription gpo, IReadOnlyList<GpoPart> parts) => Text(declare: true, writer =>
    {
        Start(writer, "GroupPolicyBackupScheme", BackupNamespace);
        writer.WriteAttributeString("xmlns", "bkp", null, BackupNamespace);
        WriteAttribute(writer, "version", "2.0");
        WriteAttribute(writer, "type", "GroupPolicyBackupTemplate");
        Start(writer, "GroupPolicyObject", BackupNamespace);
        WriteEmpty(writer, "SecurityGroups");
        WriteEmpty(writer, "FilePaths");
        WriteCore(writer, gpo, parts);
        foreach (IGrouping<(string Handler, string HandlerName), GpoPart> extension in parts.GroupBy(part => (part.Handler, part.HandlerName)))
        {
            Start(writer, "GroupPolicyExtension", BackupNamespace);
            WriteAttribute(writer, "ID", extension.Key.Handler);
            WriteAttribute(writer, "DescName", extension.Key.HandlerName);
            foreach (GpoPart part in extension)
            {
                WritePart(writer, gpo, part);
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    });

    /// <summary>
    /// The pairs of gPCMachineExtensionNames ([MS-GPOL] 2.2.4): for each extension its GUID and those of its tools, in ascending order.
    /// </summary>
    public static string ExtensionsOf(IReadOnlyList<GpoPart> parts) => string.Concat(parts
        .OrderBy(part => part.Extension, StringComparer.Ordinal)
        .Select(part => $"[{part.Extension}{string.Concat(part.Tools.OrderBy(tool => tool, StringComparer.Ordinal))}]"));

    private static void WriteInfo(XmlWriter writer, GpoDescription gpo)
    {
        Start(writer, "BackupInst", ManifestNamespace);
        WriteText(writer, "GPOGuid", Braces(gpo.PolicyId));
        WriteText(writer, "GPODomain", Domain);
        WriteText(writer, "GPODomainGuid", DomainId);
        WriteText(writer, "GPODomainController", Domain);
        WriteText(writer, "BackupTime", gpo.Time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        WriteText(writer, "ID", Braces(gpo.BackupId));
        WriteText(writer, "Comment", gpo.Comment);
        WriteText(writer, "GPODisplayName", gpo.Name);
        writer.WriteEndElement();

        static void WriteText(XmlWriter writer, string name, string text) => WriteElement(writer, name, ManifestNamespace, text);
    }

    private static void WriteCore(XmlWriter writer, GpoDescription gpo, IReadOnlyList<GpoPart> parts)
    {
        Start(writer, "GroupPolicyCoreSettings", BackupNamespace);
        WriteText(writer, "ID", Braces(gpo.PolicyId));
        WriteText(writer, "Domain", Domain);
        writer.WriteElementString("", "SecurityDescriptor", BackupNamespace, SecurityDescriptor);
        WriteText(writer, "DisplayName", gpo.Name);
        WriteText(writer, "Options", "0");
        WriteText(writer, "UserVersionNumber", "0");
        WriteText(writer, "MachineVersionNumber", MachineVersion);
        WriteText(writer, "MachineExtensionGuids", ExtensionsOf(parts));
        WriteEmpty(writer, "UserExtensionGuids");
        WriteEmpty(writer, "WMIFilter");
        writer.WriteEndElement();

        static void WriteText(XmlWriter writer, string name, string text) => WriteElement(writer, name, BackupNamespace, text);
    }

    private static void WritePart(XmlWriter writer, GpoDescription gpo, GpoPart part)
    {
        if (part.NamesFolders)
        {
            string[] folders = part.Path.Split('\\');
            for (int depth = 1; depth < folders.Length; depth++)
            {
                WriteObject(writer, gpo, "FSObjectDir", string.Join("\\", folders.Take(depth)), null);
            }
        }

        WriteObject(writer, gpo, "FSObjectFile", part.Path, part.Check);
    }

    private static void WriteObject(XmlWriter writer, GpoDescription gpo, string element, string path, string? check)
    {
        Start(writer, element, BackupNamespace);
        WriteAttribute(writer, "Path", $@"%GPO_MACH_FSPATH%\{path}");
        WriteAttribute(writer, "SourceExpandedPath", $@"\\{Domain}\sysvol\{Domain}\Policies\{Braces(gpo.PolicyId)}\Machine\{path}");
        if (check is not null)
        {
            WriteAttribute(writer, "ReEvaluateFunction", check);
        }

        WriteAttribute(writer, "Location", $@"{GpoPart.Machine}\{path}");
        writer.WriteEndElement();
    }

    private static void WriteAttribute(XmlWriter writer, string name, string text) => writer.WriteAttributeString("bkp", name, BackupNamespace, text);

    private static void WriteElement(XmlWriter writer, string name, string space, string text)
    {
        Start(writer, name, space);
        writer.WriteCData(text);
        writer.WriteEndElement();
    }

    private static void WriteEmpty(XmlWriter writer, string name)
    {
        Start(writer, name, BackupNamespace);
        writer.WriteEndElement();
    }

    // Only attributes have a prefix: who looks for elements by name alone finds them.
    private static void Start(XmlWriter writer, string name, string space) => writer.WriteStartElement("", name, space);

    private static string Braces(Guid id) => id.ToString("B").ToUpperInvariant();

    private static string Text(bool declare, Action<XmlWriter> write)
    {
        using Utf8Text text = new();
        using (XmlWriter writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = !declare }))
        {
            write(writer);
        }

        return text.ToString();
    }

    // The declaration names the encoding of the writer.
    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
