using System.Management.Automation;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Hunts;

namespace TurlaHunt.Commands;

/// <summary>Finds logons at SMB servers with the credentials of another account.</summary>
[Cmdlet(VerbsCommon.Get, "SmbCredentialUse", DefaultParameterSetName = "Path")]
[OutputType(typeof(CredentialUse))]
public sealed class GetSmbCredentialUseCommand : WaitingHuntCommand
{
    /// <inheritdoc/>
    protected override Hunt Hunt { get; } = new SmbCredentialUseHunt();
}
