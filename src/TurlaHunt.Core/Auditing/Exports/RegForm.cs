using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Auditing.Repairs;
using TurlaHunt.Registry.Exports;

namespace TurlaHunt.Auditing.Exports;

/// <summary>Registry values as regedit exports them.</summary>
internal sealed class RegForm : IPolicyForm
{
    private const string Services = @"HKLM\SYSTEM\CurrentControlSet\Services\";
    private const string Root = @"HKEY_LOCAL_MACHINE\";

    /// <inheritdoc/>
    public bool ReplacesAudit => false;

    /// <inheritdoc/>
    public string? ObstacleTo(SettingChange change) => change.Address.Kind switch
    {
        SettingKind.Subcategory => "What is audited does not stand in the registry in a form that may be written.",
        SettingKind.FirewallRule => "The firewall need not take up a rule that is written into the registry: use Block-OutboundSmb, or a GPO.",
        SettingKind.Log when LogPolicies.ObstacleOf(change.Address.Path) is string obstacle => obstacle,
        SettingKind.RegistryValue when IsOfService(change.Address.Path) =>
            "Where there is no such service, reg import would make half of one: use a GPO, or Repair-AuditPolicy.",
        _ => PolicyContent.ValuesOf(change).Select(PolicyNames.ObstacleTo).FirstOrDefault(problem => problem is not null),
    };

    // The key of the service itself, not those below it, which no service comes from.
    private static bool IsOfService(string key) =>
        key.StartsWith(Services, StringComparison.OrdinalIgnoreCase) && key.IndexOf('\\', Services.Length) < 0;

    /// <inheritdoc/>
    public IEnumerable<string> NotesOn(PolicyContent content) => RegistryNotes.On(content);

    /// <inheritdoc/>
    public IReadOnlyList<PolicyFile> Write(PolicyContent content) =>
        [PolicyFile.Utf16("", RegExport.Write(content.Values.Select(value => (Root + value.Below, value.Name, value.Data))))];
}
