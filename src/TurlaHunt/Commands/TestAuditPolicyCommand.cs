using System;
using System.Management.Automation;
using TurlaHunt.Auditing;

namespace TurlaHunt.Commands;

/// <summary>
/// Tells of each setting that the hunts need whether a computer has it, who set it and since when: the computer that it runs on,
/// or with -Path another one by its files. It changes nothing.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "AuditPolicy", DefaultParameterSetName = LiveSet)]
[OutputType(typeof(AuditResult))]
[OutputType(typeof(bool))]
public sealed class TestAuditPolicyCommand : AuditTestCommand
{
    /// <summary>A baseline that comes with the module, by its name, or the path of a file.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(BaselineCompleter))]
    [ValidateNotNullOrEmpty]
    public string Baseline { get; set; } = DefaultBaseline;

    /// <summary>The ids of the controls that are looked at; with wildcards. Without it, all.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ControlCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Control { get; set; } = [];

    /// <inheritdoc/>
    private protected override (AuditBaseline Baseline, Func<AuditControl, bool> IsWanted) ReadControls()
    {
        AuditBaseline baseline = Baselines.Read(this, Baseline);
        return (baseline, Choose(baseline, Control));
    }
}
