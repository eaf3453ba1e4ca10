using System;
using System.Collections.Generic;
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
    /// <summary>Baselines that come with the module, by their names, or the paths of files. Each result names its baseline.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(BaselineCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Baseline { get; set; } = [DefaultBaseline];

    /// <summary>The ids of the controls that are looked at; with wildcards. Without it, all.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ControlCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Control { get; set; } = [];

    /// <inheritdoc/>
    private protected override (IReadOnlyList<AuditBaseline> Baselines, Func<AuditControl, bool> IsWanted) ReadControls()
    {
        IReadOnlyList<AuditBaseline> baselines = Commands.Baselines.ReadAll(this, Baseline);
        return (baselines, Choose(baselines, Control));
    }
}
