using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Auditing;

namespace TurlaHunt.Commands;

/// <summary>
/// Sets what is not as it should be on the computer that it runs on, and only that. Each setting is written down before it is changed
/// and read again afterwards; Undo-AuditPolicyRepair takes it back.
/// </summary>
[Cmdlet(
    VerbsDiagnostic.Repair, "AuditPolicy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = BaselineSet)]
[OutputType(typeof(AuditRepair))]
[OutputType(typeof(AuditResult))]
public sealed class RepairAuditPolicyCommand : RepairCommand
{
    private const string InputSet = "InputObject";
    private const string ControlSet = "Control";
    private const string BaselineSet = "Baseline";

    private readonly Dictionary<string, AuditBaseline> _baselines = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Results of Test-AuditPolicy of this computer. Each is looked at anew before anything is changed.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [Restored(typeof(AuditResult))]
    [ValidateNotNull]
    public AuditResult[] InputObject { get; set; } = [];

    /// <summary>The ids of the controls that are repaired; with wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ControlSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ControlCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Control { get; set; } = [];

    /// <summary>
    /// Baselines that come with the module, by their names, or the paths of files. Without -Control and results, all of them is repaired. With
    /// results of a baseline of one's own its file must be named.
    /// </summary>
    [Parameter(ParameterSetName = InputSet)]
    [Parameter(ParameterSetName = ControlSet)]
    [Parameter(Mandatory = true, ParameterSetName = BaselineSet)]
    [ArgumentCompleter(typeof(BaselineCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Baseline { get; set; } = [];

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        foreach (AuditBaseline given in Baselines.ReadAll(this, Baseline))
        {
            _baselines[given.Name] = given;
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == InputSet)
        {
            foreach (AuditResult result in InputObject)
            {
                Repair(result);
            }

            return;
        }

        IReadOnlyCollection<AuditBaseline> baselines = _baselines.Count > 0 ? _baselines.Values : [Baselines.Read(this, DefaultBaseline)];
        Func<AuditControl, bool> isWanted = Choose(baselines, Control);
        foreach (AuditBaseline baseline in baselines)
        {
            foreach (AuditControl control in baseline.Controls.Where(isWanted).TakeWhile(_ => !Stopping))
            {
                Repair(baseline, control);
            }
        }
    }

    private void Repair(AuditResult result)
    {
        string? machine = Target.Host.MachineName;
        string? problem = result.Path.Length > 0 ? "It was made of files, not of the computer."
            : machine is not null && string.Equals(result.MachineName, machine, StringComparison.OrdinalIgnoreCase) ? null
            : $"This computer is {machine ?? "one without a name"}.";
        if (problem is not null)
        {
            WriteError(ErrorRecords.RepairNotLocal(result, problem));
            return;
        }

        if (Baselines.OfResult(this, _baselines, result.Baseline) is not AuditBaseline baseline)
        {
            return;
        }

        AuditControl? control = baseline.Controls.FirstOrDefault(
            known => string.Equals(known.Id, result.ControlId, StringComparison.OrdinalIgnoreCase));
        if (control is not null)
        {
            Repair(baseline, control);
        }
        else
        {
            WriteError(ErrorRecords.ControlNotFound(result.ControlId, [baseline]));
        }
    }
}
