using System.Management.Automation;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Hunts;

namespace TurlaHunt.Commands;

/// <summary>Finds scheduled tasks that were made, changed or removed.</summary>
[Cmdlet(VerbsCommon.Get, "SuspiciousTaskCreation", DefaultParameterSetName = "Path")]
[OutputType(typeof(TaskCreation))]
public sealed class GetSuspiciousTaskCreationCommand : HuntCommand
{
    /// <inheritdoc/>
    protected override Hunt Hunt { get; } = new SuspiciousTaskCreationHunt();
}
