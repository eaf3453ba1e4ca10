using System.Management.Automation;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Hunts;

namespace TurlaHunt.Commands;

/// <summary>Finds command lines that connect to shares, or that reach for a path on an address.</summary>
[Cmdlet(VerbsCommon.Get, "NetUseProcess", DefaultParameterSetName = "Path")]
[OutputType(typeof(NetUse))]
public sealed class GetNetUseProcessCommand : WaitingHuntCommand
{
    /// <inheritdoc/>
    protected override Hunt Hunt { get; } = new NetUseProcessHunt();
}
