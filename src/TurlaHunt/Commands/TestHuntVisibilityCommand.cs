using System.Management.Automation;

namespace TurlaHunt.Commands;

/// <summary>Tells of each computer and hunt how much the logs could have shown, and what keeps it from being all.</summary>
[Cmdlet(VerbsDiagnostic.Test, "HuntVisibility", DefaultParameterSetName = "Path")]
[OutputType(typeof(HuntVisibility), typeof(bool))]
public sealed class TestHuntVisibilityCommand : SweepCommand
{
    private bool _isFull = true;
    private bool _isAny;

    /// <summary>Gives one answer only: whether every hunt could see all of every computer.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (Quiet)
        {
            WriteObject(_isFull && _isAny);
        }
    }

    /// <inheritdoc/>
    protected override void Emit(HuntResult result)
    {
        // Where nothing could be read there is no computer, and errors said so.
        _isFull &= result.Visibility.Length > 0;
        foreach (HuntVisibility visibility in result.Visibility)
        {
            _isAny = true;
            _isFull &= visibility.Level == VisibilityLevel.Full;
            if (!Quiet)
            {
                WriteObject(visibility);
            }
        }
    }
}
