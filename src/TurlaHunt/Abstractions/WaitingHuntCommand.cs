using System.Management.Automation;

namespace TurlaHunt.Commands;

/// <summary>A cmdlet that runs one hunt, and may go on with it while events come.</summary>
public abstract class WaitingHuntCommand : HuntCommand
{
    /// <summary>
    /// Goes on when all was read, with the events that are written from then on, until Ctrl-C. A finding is given when nothing new has come of
    /// it for ten seconds.
    /// </summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = LogSet)]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    private protected override bool IsWaiting => Wait;
}
