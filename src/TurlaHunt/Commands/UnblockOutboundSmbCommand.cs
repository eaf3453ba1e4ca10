using System.Management.Automation;
using TurlaHunt.Auditing;
using TurlaHunt.Auditing.Controls;

namespace TurlaHunt.Commands;

/// <summary>
/// Removes the firewall rules that Block-OutboundSmb makes from the computer that it runs on, whatever journal they are in. Other rules,
/// and those that somebody changed, are left alone.
/// </summary>
[Cmdlet(VerbsSecurity.Unblock, "OutboundSmb", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AuditRepair))]
[OutputType(typeof(AuditResult))]
public sealed class UnblockOutboundSmbCommand : RepairCommand
{
    /// <summary>Which block is removed; without it, both.</summary>
    [Parameter(Position = 0)]
    public OutboundSmbScope? Scope { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        AuditBaseline baseline = OutboundSmb.Read(this, []);
        OutboundSmbScope[] scopes = Scope is OutboundSmbScope one ? [one] : [OutboundSmbScope.PublicNetworks, OutboundSmbScope.InternetAddresses];
        foreach (OutboundSmbScope scope in scopes)
        {
            OutboundBlockControl control = OutboundSmb.Find(baseline, scope);
            Apply(baseline, control, control.PlanRemoval());
        }
    }
}
