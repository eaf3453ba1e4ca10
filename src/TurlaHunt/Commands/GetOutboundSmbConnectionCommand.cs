using System.Management.Automation;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Hunts;

namespace TurlaHunt.Commands;

/// <summary>Finds SMB connections that leave the computer, made or tried.</summary>
[Cmdlet(VerbsCommon.Get, "OutboundSmbConnection", DefaultParameterSetName = "Path")]
[OutputType(typeof(SmbConnection))]
public sealed class GetOutboundSmbConnectionCommand : WaitingHuntCommand
{
    /// <inheritdoc/>
    protected override Hunt Hunt { get; } = new OutboundSmbHunt();
}
