using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TurlaHunt.Auditing.Origins;
using TurlaHunt.Evtx;
using TurlaHunt.Files;
using TurlaHunt.Registry.Exports;
using TurlaHunt.Registry.Hives;
using TurlaHunt.Registry.Hives.Logs;
using TurlaHunt.Registry.Policies;

namespace TurlaHunt.Auditing.Stores;

/// <summary>
/// The artefacts of one computer, or of policies, as files: each is known by its content. What a computer has (hives, exports,
/// auditpol /backup) is kept apart from what a policy wants (audit.csv, registry.pol, GptTmpl.inf).
/// </summary>
internal sealed class ArtefactFolder
{
    private const int MaxTextSize = 16 << 20;
    private const string HiveBackups = "RegBack";
    private const string AuditFolder = "Audit";

    private static readonly string[] TextExtensions = [".csv", ".inf", ".reg", ".txt", ".pol"];

    private readonly string _top;
    private readonly IArtefactListener _listener;
    private readonly List<IRegistryStore> _registry = [];
    private readonly List<IAuditPolicyStore> _audit = [];
    private readonly List<PolicyArtefact> _policies = [];

    private ArtefactFolder(string path, IArtefactListener listener)
    {
        _top = Directory.Exists(path) ? path : Path.GetDirectoryName(path) ?? path;
        _listener = listener;
    }

    /// <summary>Opens what a path holds.</summary>
    /// <param name="path">The full path of a folder, which is searched with those below it, or of a file.</param>
    /// <param name="listener">Hears what becomes of the files.</param>
    /// <returns>What can be audited; null where nothing can.</returns>
    public static AuditTarget? Open(string path, IArtefactListener listener)
    {
        ArtefactFolder folder = new(path, listener);
        if (Directory.Exists(path))
        {
            FolderWalk.Visit(path, folder.Take, listener.OnFailure, below => listener.OnSkipped(below, "it is a link to a folder"));
        }
        else
        {
            folder.Take(path);
        }

        return folder._registry.Count + folder._audit.Count + folder._policies.Count == 0
            ? null
            : new AuditTarget(path, folder._registry, folder._audit, folder._policies);
    }

    /// <summary>Reads the files of policies that a folder and those below it hold.</summary>
    /// <param name="path">The full path of the folder.</param>
    /// <param name="listener">Hears what becomes of the files.</param>
    public static IReadOnlyList<PolicyArtefact> ReadPolicies(string path, IArtefactListener listener)
    {
        ArtefactFolder folder = new(path, listener);
        FolderWalk.Visit(path, folder.Take, listener.OnFailure, below => listener.OnSkipped(below, "it is a link to a folder"));
        return folder._policies;
    }

    private string NameOf(string path) =>
        path.StartsWith(_top, StringComparison.Ordinal) ? path.Substring(_top.Length).TrimStart('/', '\\') : path;

    private void Take(string path)
    {
        try
        {
            byte[] start = ReadStart(path);
            if (start.AsSpan().StartsWith("regf"u8))
            {
                TakeHive(path);
            }
            else if (RegistryPolicyFile.IsOne(start))
            {
                TakeRegistryPolicy(path);
            }
            else if (TextExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            {
                TakeText(path);
            }
            else
            {
                _listener.OnSkipped(path, "it is none of the files that are known");
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotARegistryHiveException)
        {
            _listener.OnFailure(path, failure);
        }
    }

    private static byte[] ReadStart(string path)
    {
        using FileStream stream = Open(path);
        byte[] start = new byte[8];
        Array.Resize(ref start, stream.ReadFully(start, start.Length));
        return start;
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static byte[] ReadAll(string path)
    {
        using FileStream stream = Open(path);
        if (stream.Length > MaxTextSize)
        {
            throw new IOException($"It has {stream.Length} bytes; such files of up to {MaxTextSize} are read.");
        }

        byte[] bytes = new byte[stream.Length];
        Array.Resize(ref bytes, stream.ReadFully(bytes, bytes.Length));
        return bytes;
    }

    private void TakeHive(string path)
    {
        if (HiveLogContent.IsNamedSo(path))
        {
            _listener.OnSkipped(path, "it is a transaction log, which is read with the hive that needs it");
            return;
        }

        if (string.Equals(Path.GetFileName(Path.GetDirectoryName(path)), HiveBackups, StringComparison.OrdinalIgnoreCase))
        {
            _listener.OnSkipped(path, "it is Windows' own backup of a hive");
            return;
        }

        RegistryHive hive = RegistryHive.Open(path);
        if (HiveRoots.Of(hive, Path.GetFileName(path)) is not string root)
        {
            _listener.OnSkipped(path, "it is a hive of another kind than SECURITY, SOFTWARE and SYSTEM");
            return;
        }

        string logs = string.Join(" and ", hive.AppliedLogs);
        _listener.OnUsed(path, logs.Length == 0 ? root : $"{root}, with the changes in {logs}");
        if (hive.Defects.FirstOrDefault(defect => defect.Kind == HiveDefectKind.ChangesPending) is HiveDefect pending)
        {
            _listener.OnStale(path, pending.ToString());
        }

        Tell(path, [.. hive.Defects.Where(defect => defect.Kind != HiveDefectKind.ChangesPending).Select(defect => defect.ToString())]);
        _registry.Add(new HiveRegistryStore(hive, root, logs.Length == 0 ? NameOf(path) : $"{NameOf(path)} with {logs}"));
    }

    private void TakeRegistryPolicy(string path)
    {
        RegistryPolicyFile policy = RegistryPolicyFile.Parse(ReadAll(path));
        if (string.Equals(Path.GetFileName(Path.GetDirectoryName(path)), "User", StringComparison.OrdinalIgnoreCase))
        {
            _listener.OnSkipped(path, "it is a policy for users");
            return;
        }

        _listener.OnUsed(path, "a registry policy");
        Tell(path, policy.Problem is null ? [] : [policy.Problem]);
        Add(path, new PolicyArtefact(NameOf(path), PolicyFolder.Of(path, _top)) { Registry = policy });
    }

    private void TakeText(string path)
    {
        if (new FileInfo(path).Length > MaxTextSize)
        {
            _listener.OnSkipped(path, $"it is larger than {MaxTextSize} bytes, which no such file is");
            return;
        }

        string text = ArtefactText.Decode(ReadAll(path));
        if (RegExport.IsOne(text))
        {
            RegExport export = RegExport.Parse(text);
            _listener.OnUsed(path, "an export of the registry");
            Tell(path, export.Problems);
            _registry.Add(new RegExportStore(export, NameOf(path)));
        }
        else if (AuditCsv.IsOne(text))
        {
            TakeAuditCsv(path, AuditCsv.Parse(text));
        }
        else if (SecurityTemplate.IsOne(text))
        {
            SecurityTemplate template = SecurityTemplate.Parse(text);
            _listener.OnUsed(path, "a security template");
            Tell(path, template.Problems);
            Add(path, new PolicyArtefact(NameOf(path), PolicyFolder.Of(path, _top)) { Template = template });
        }
        else
        {
            _listener.OnSkipped(path, "it is none of the files that are known");
        }
    }

    // Both have the same columns and give the number 0 two meanings. Group policy keeps its file in a folder of this name.
    private void TakeAuditCsv(string path, AuditCsv csv)
    {
        bool isPolicy = !csv.NamesMachine
            || string.Equals(Path.GetFileName(Path.GetDirectoryName(path)), AuditFolder, StringComparison.OrdinalIgnoreCase);
        _listener.OnUsed(path, isPolicy ? "the audit policy of a group policy" : "an audit policy that auditpol wrote down");
        Tell(path, csv.Problems);
        if (isPolicy)
        {
            Add(path, new PolicyArtefact(NameOf(path), PolicyFolder.Of(path, _top)) { Audit = csv });
        }
        else
        {
            _audit.Add(new AuditBackupStore(csv, NameOf(path)));
        }
    }

    private void Add(string path, PolicyArtefact policy)
    {
        Tell(path, policy.Obstacle is null ? [] : [policy.Obstacle]);
        _policies.Add(policy);
    }

    private void Tell(string path, IReadOnlyList<string> problems)
    {
        if (problems.Count > 0)
        {
            _listener.OnDefect(path, problems.Count == 1 ? problems[0] : $"{problems[0]} There are {problems.Count - 1} more such places.");
        }
    }
}
