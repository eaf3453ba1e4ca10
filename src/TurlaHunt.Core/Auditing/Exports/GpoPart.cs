using System.Collections.Generic;
using TurlaHunt.Auditing.Origins;

namespace TurlaHunt.Auditing.Exports;

/// <summary>A file of a group policy, and what has Windows process it.</summary>
/// <param name="Path">Its path below the folder of the computer's settings, with backslashes.</param>
/// <param name="Content">Its content.</param>
/// <param name="Extension">The client-side extension.</param>
/// <param name="Tools">The GUIDs of what edits it, which stand behind that of the extension in gPCMachineExtensionNames.</param>
/// <param name="Handler">
/// Which part of GPMC copies it: an extension, or the one for files that no extension of GPMC knows, to which audit.csv belongs.
/// </param>
/// <param name="HandlerName">What GPMC calls that part.</param>
internal sealed record GpoPart(
    string Path, byte[] Content, string Extension, IReadOnlyList<string> Tools, string Handler, string HandlerName)
{
    /// <summary>The folder of the computer's settings below that of the backup.</summary>
    public const string Machine = @"DomainSysvol\GPO\Machine";

    private const string TemplatesTool = "{D02B1F72-3407-48AE-BA88-E8213C6761F1}";
    private const string FirewallTool = "{B05566AC-FE9C-4368-BE01-7A4CBB6CBA11}";
    private const string SecurityTool = "{803E14A0-B4FB-11D0-A0D0-00A0C90F574B}";
    private const string AuditTool = "{0F3F3735-573D-9804-99E4-AB2A69BA5FD4}";
    private const string AnyFile = "{F15C46CD-82A0-4C2D-A210-5D0D3182A418}";

    /// <summary>What GPMC does with a template before it copies it.</summary>
    public string? Check { get; private init; }

    /// <summary>Whether the folders that it lies in are named too.</summary>
    public bool NamesFolders => Handler == AnyFile;

    /// <summary>The registry policy.</summary>
    /// <param name="content">Its content.</param>
    /// <param name="hasFirewall">Whether it has settings of the firewall.</param>
    /// <param name="hasOthers">Whether it has others.</param>
    public static GpoPart Registry(byte[] content, bool hasFirewall, bool hasOthers) => new(
        "registry.pol",
        content,
        PolicyOrigins.RegistryExtension,
        [.. hasFirewall ? [FirewallTool] : (string[])[], .. hasOthers ? [TemplatesTool] : (string[])[]],
        PolicyOrigins.RegistryExtension,
        "Registry");

    /// <summary>The security template.</summary>
    public static GpoPart Security(string text) => new(
        @"microsoft\windows nt\SecEdit\GptTmpl.inf",
        PolicyFile.Utf16("", text).Content,
        PolicyOrigins.SecurityExtension,
        [SecurityTool],
        PolicyOrigins.SecurityExtension,
        "Security") { Check = "SecurityValidateSettings" };

    /// <summary>The audit policy.</summary>
    public static GpoPart Audit(string text) => new(
        @"microsoft\windows nt\Audit\audit.csv",
        PolicyFile.Utf8("", text).Content,
        PolicyOrigins.AuditExtension,
        [AuditTool],
        AnyFile,
        "Unknown Extension");
}
