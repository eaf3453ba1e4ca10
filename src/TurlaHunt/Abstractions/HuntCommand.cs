using TurlaHunt.Events;
using TurlaHunt.Hunting;

namespace TurlaHunt.Commands;

/// <summary>A cmdlet that runs one hunt. A leaf only names its hunt.</summary>
public abstract class HuntCommand : EventSourceCommand
{
    private HuntRun? _run;

    /// <summary>The hunt.</summary>
    protected abstract Hunt Hunt { get; }

    /// <inheritdoc/>
    protected override EventQuery Query => Hunt.Query;

    /// <inheritdoc/>
    protected override void ProcessEvent(EventRecord record)
    {
        _run ??= Hunt.Start();
        foreach (Finding finding in _run.Examine(record))
        {
            WriteObject(finding);
        }
    }
}
