using System.Management.Automation;
using TurlaHunt.Auditing;
using TurlaHunt.Auditing.Controls;

namespace TurlaHunt.Commands;

/// <summary>
/// Has the firewall of the computer that it runs on let no SMB out: in public networks, or, where that is asked for, to addresses of the
/// internet in any network. Domain controllers, file servers and nodes of clusters are left alone with the latter.
/// </summary>
[Cmdlet(VerbsSecurity.Block, "OutboundSmb", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AuditRepair))]
[OutputType(typeof(AuditResult))]
public sealed class BlockOutboundSmbCommand : RepairCommand
{
    /// <summary>What is blocked. PublicNetworks breaks nothing in the networks of an office.</summary>
    [Parameter(Position = 0)]
    public OutboundSmbScope Scope { get; set; } = OutboundSmbScope.PublicNetworks;

    /// <summary>Addresses, ranges or networks of the internet that are not blocked, such as public addresses of one's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Except { get; set; } = [];

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Except.Length > 0 && Scope == OutboundSmbScope.PublicNetworks)
        {
            ThrowTerminatingError(ErrorRecords.ParametersExclude(nameof(Except), $"{nameof(Scope)} {Scope}"));
        }

        base.BeginProcessing();
        if (Scope == OutboundSmbScope.InternetAddresses && Except.Length == 0)
        {
            WriteWarning("Public addresses of the own network, IPv6 too, must be named with -Except: else its servers and group policy are cut off.");
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        AuditBaseline baseline = OutboundSmb.Read(this, Except);
        OutboundBlockControl block = OutboundSmb.Find(baseline, Scope);
        Repair(baseline, block, block.PlanRules);
    }
}
