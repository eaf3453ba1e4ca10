using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Auditing.Repairs;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Registry;
using TurlaHunt.Registry.Policies;

namespace TurlaHunt.Auditing.Exports;

/// <summary>
/// A backup of a group policy object. Subcategories stand in audit.csv, values of HKLM\SYSTEM in the security template, and all other
/// values in the registry policy, those of the firewall too. Windows processes a file only where the policy names its extension.
/// </summary>
/// <param name="description">What it is called.</param>
internal sealed class GpoForm(GpoDescription description) : IPolicyForm
{
    private const string SystemKeys = @"HKLM\SYSTEM\";

    /// <inheritdoc/>
    public bool ReplacesAudit => true;

    /// <inheritdoc/>
    public string? ObstacleTo(SettingChange change) =>
        change.Address.Kind == SettingKind.Log && LogPolicies.ObstacleOf(change.Address.Path) is string obstacle
            ? obstacle
            : PolicyContent.ValuesOf(change).Select(PolicyNames.ObstacleTo).FirstOrDefault(problem => problem is not null);

    /// <inheritdoc/>
    public IEnumerable<string> NotesOn(PolicyContent content) => RegistryNotes.On(content);

    /// <inheritdoc/>
    public IReadOnlyList<PolicyFile> Write(PolicyContent content)
    {
        PolicyValue[] template = [.. content.Values.Where(IsOfTemplate)];
        PolicyValue[] registry = [.. content.Values.Where(value => !IsOfTemplate(value))];
        List<GpoPart> parts = [];
        if (registry.Length > 0)
        {
            byte[] bytes = RegistryPolicyFile.Write(registry.Select(value => (value.Below, value.Name, value.Data)));
            parts.Add(GpoPart.Registry(bytes, registry.Any(IsOfFirewall), !registry.All(IsOfFirewall)));
        }

        if (template.Length > 0)
        {
            parts.Add(GpoPart.Security(SecurityTemplate.Write(template.Select(value => (value.Below, value.Name, value.Data)))));
        }

        if (content.Audit.Count > 0)
        {
            parts.Add(GpoPart.Audit(AuditCsv.Write(content.Audit)));
        }

        string folder = description.BackupId.ToString("B").ToUpperInvariant();
        return
        [
            PolicyFile.Utf8("manifest.xml", GpoBackupXml.Manifest(description)),
            PolicyFile.Utf8(folder + "/bkupInfo.xml", GpoBackupXml.Info(description)),
            PolicyFile.Utf8(folder + "/Backup.xml", GpoBackupXml.Backup(description, parts)),
            .. parts.Select(part => new PolicyFile($"{folder}/{GpoPart.Machine.Replace('\\', '/')}/{part.Path.Replace('\\', '/')}", part.Content)),
        ];
    }

    private static bool IsOfTemplate(PolicyValue value) =>
        value.Key.StartsWith(SystemKeys, StringComparison.OrdinalIgnoreCase) && value.Data.Kind == RegistryKind.DWord && PolicyNames.FitsTemplate(value);

    private static bool IsOfFirewall(PolicyValue value) => value.Key.StartsWith(FirewallPolicies.Root, StringComparison.OrdinalIgnoreCase);
}
