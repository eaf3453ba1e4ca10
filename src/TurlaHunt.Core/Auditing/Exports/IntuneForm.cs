using System.Collections.Generic;
using System.Linq;
using System.Text;
using TurlaHunt.Auditing.Repairs;
using TurlaHunt.Reporting;

namespace TurlaHunt.Auditing.Exports;

/// <summary>Rows for custom settings of Intune: name, OMA-URI, type and value, for what the Policy CSP knows.</summary>
internal sealed class IntuneForm : IPolicyForm
{
    private const string Header = "Name,OMA-URI,Data type,Value\r\n";

    /// <inheritdoc/>
    public bool ReplacesAudit => false;

    /// <inheritdoc/>
    public string? ObstacleTo(SettingChange change) =>
        change.Address.Kind == SettingKind.FirewallRule ? "Rules of the firewall have a place of their own in Intune: Endpoint security, Firewall."
        : PolicyCsp.Find(change) is not null ? null
        : "The Policy CSP has no setting for it whose meaning is certain.";

    /// <inheritdoc/>
    public IEnumerable<string> NotesOn(PolicyContent content) =>
    [
        "Audit_ settings among LocalPoliciesSecurityOptions need Windows 11 24H2, IncludeCmdLine and Channel_Log_Retention Windows 10 2004 or later: "
            + "older ones report an error for these rows.",
    ];

    /// <inheritdoc/>
    public IReadOnlyList<PolicyFile> Write(PolicyContent content)
    {
        StringBuilder text = new(Header);
        foreach (PolicyCsp row in content.Changes.Select(PolicyCsp.Find).OfType<PolicyCsp>().Where(row => row.Node.Length > 0))
        {
            string[] cells = [row.Node.Substring(row.Node.IndexOf('/') + 1), PolicyCsp.Root + row.Node, row.Type, row.Value];
            text.Append(string.Join(",", cells.Select(CsvReport.Quote))).Append("\r\n");
        }

        return [PolicyFile.Utf8("", text.ToString())];
    }
}
