using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Auditing;
using TurlaHunt.Auditing.Stores;

namespace TurlaHunt.Commands;

/// <summary>
/// Tells of each setting that the hunts need whether a computer has it, who set it and since when. It changes nothing.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "AuditPolicy", DefaultParameterSetName = LiveSet)]
[OutputType(typeof(AuditResult))]
[OutputType(typeof(bool))]
public sealed class TestAuditPolicyCommand : CancellableCommand, IArtefactListener
{
    internal const string DefaultBaseline = "Turla";
    private const string LiveSet = "Live";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private AuditBaseline? _baseline;
    private WildcardPattern[] _patterns = [];
    private string _given = "";
    private bool _isSound = true;
    private int _seen;

    /// <summary>
    /// Folders with the artefacts of one computer each: the hives SECURITY, SOFTWARE and SYSTEM, what auditpol /backup and reg export
    /// write; or files of policies: audit.csv, registry.pol, GptTmpl.inf, a backup of a GPO. Wildcards are resolved.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The same, taken as they are written.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

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

    /// <summary>
    /// Gives true where all that is Required was seen to be as it should be, everywhere; false else, also where something could not be seen.
    /// </summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (ParameterSetName == LiveSet && !MyInvocation.ExpectingInput)
        {
            ThrowTerminatingError(ErrorRecords.LiveAuditNotSupported());
        }

        _baseline = Baselines.Read(this, Baseline);
        _patterns = [.. Control.Select(control => WildcardPattern.Get(control, WildcardOptions.IgnoreCase))];
        foreach (string control in Control)
        {
            if (!WildcardPattern.ContainsWildcardCharacters(control)
                && !_baseline.Controls.Any(known => string.Equals(known.Id, control, StringComparison.OrdinalIgnoreCase)))
            {
                _isSound = false;
                WriteError(ErrorRecords.ControlNotFound(control, _baseline));
            }
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        bool isLiteral = ParameterSetName == LiteralPathSet;
        foreach (string given in isLiteral ? LiteralPath : Path)
        {
            _given = given;
            List<string> resolved = isLiteral ? InputPaths.Literal(this, given) : InputPaths.Wildcards(this, given);
            _isSound &= resolved.Count > 0;
            foreach (string path in resolved)
            {
                if (Stopping)
                {
                    return;
                }

                Examine(path);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Quiet)
        {
            WriteObject(_isSound && _seen > 0);
        }
    }

    void IArtefactListener.OnUsed(string path, string role) => WriteVerbose($"{path} is used as {role}.");

    void IArtefactListener.OnSkipped(string path, string reason) => WriteVerbose($"Left out {path}: {reason}.");

    void IArtefactListener.OnFailure(string path, Exception failure)
    {
        _isSound = false;
        WriteError(failure.ToArtefactErrorRecord(path, _given));
    }

    void IArtefactListener.OnDefect(string path, string problem) => WriteError(ErrorRecords.ArtefactDamaged(path, problem, _given));

    void IArtefactListener.OnStale(string path, string problem) => WriteWarning(_Format.Text($"'{path}': {problem}"));

    private void Examine(string path)
    {
        if (ArtefactFolder.Open(path, this) is not AuditTarget target)
        {
            _isSound = false;
            WriteError(ErrorRecords.ArtefactsNotFound(path, _given));
            return;
        }

        foreach (AuditResult result in target.Examine(_baseline!, IsWanted))
        {
            _seen++;
            _isSound &= result.Level != ControlLevel.Required || result.Status is AuditStatus.Compliant or AuditStatus.NotApplicable;
            if (!Quiet)
            {
                WriteObject(result);
            }
        }
    }

    private bool IsWanted(AuditControl control) => _patterns.Length == 0 || _patterns.Any(pattern => pattern.IsMatch(control.Id));
}
