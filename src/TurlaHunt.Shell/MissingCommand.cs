using System.Management.Automation;

namespace TurlaHunt.Shell;

/// <summary>
/// Stands in for each of <see cref="FullPowerShellCommands"/>: takes whatever arguments and input the real one would
/// take, and fails before the pipeline has begun.
/// </summary>
[Cmdlet(VerbsDiagnostic.Resolve, "MissingCommand")]
public sealed class MissingCommand : PSCmdlet
{
    /// <summary>All arguments, whatever they are.</summary>
    [Parameter(ValueFromRemainingArguments = true)]
    public object?[] Arguments { get; set; } = [];

    /// <summary>The pipeline's objects, which are not looked at.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        string name = MyInvocation.MyCommand.Name;
        CommandNotFoundException absence = new(
            $"{name} comes only with a full PowerShell; "
            + "this shell is the engine with TurlaHunt, Where-Object and ForEach-Object.");
        ThrowTerminatingError(new ErrorRecord(absence, "FullPowerShellNeeded", ErrorCategory.ObjectNotFound, name));
    }
}
