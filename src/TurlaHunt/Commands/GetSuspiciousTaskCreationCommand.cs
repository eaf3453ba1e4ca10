using System.Management.Automation;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.KnownGood;

namespace TurlaHunt.Commands;

/// <summary>Finds scheduled tasks that were made, changed or removed.</summary>
[Cmdlet(VerbsCommon.Get, "SuspiciousTaskCreation", DefaultParameterSetName = "Path")]
[OutputType(typeof(TaskCreation))]
public sealed class GetSuspiciousTaskCreationCommand : WaitingHuntCommand
{
    private Hunt _hunt = new SuspiciousTaskCreationHunt();

    /// <summary>
    /// Lists of known tasks, by their paths, with wildcards, or entries of such lists. A task that one of them vouches for becomes Informational; one that
    /// only has the name of such a task, High. A list that is missing or broken ends the command.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(KnownTaskPathCompleter))]
    [SupportsWildcards]
    [Restored(typeof(KnownTask))]
    [ValidateNotNullOrEmpty]
    public object[] KnownTask { get; set; } = [];

    /// <inheritdoc/>
    protected override Hunt Hunt => _hunt;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (KnownTask.Length > 0)
        {
            _hunt = new SuspiciousTaskCreationHunt(new KnownTaskList(KnownTaskLists.ReadAll(this, KnownTask)));
        }
    }
}
