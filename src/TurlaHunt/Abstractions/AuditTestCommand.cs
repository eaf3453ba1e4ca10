using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Auditing;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Auditing.Stores.Live;

namespace TurlaHunt.Commands;

/// <summary>
/// A cmdlet that looks at settings: of the computer that it runs on, or with -Path of another one by its files. It changes nothing.
/// </summary>
public abstract class AuditTestCommand : AuditCommand
{
    internal const string LiveSet = "Live";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private IReadOnlyList<AuditBaseline> _baselines = [];
    private Func<AuditControl, bool> _isWanted = _ => true;
    private IComputer? _computer;
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

    /// <summary>
    /// Gives true where all that is Required was seen to be as it should be, everywhere; false else, also where something could not be seen.
    /// </summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _computer = ParameterSetName == LiveSet && !MyInvocation.ExpectingInput ? LocalComputer.Reading(this) : null;
        (_baselines, _isWanted) = ReadControls();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_computer is not null)
        {
            Examine(LiveComputer.Open(_computer, Artefacts));
            return;
        }

        bool isLiteral = ParameterSetName == LiteralPathSet;
        foreach (string given in isLiteral ? LiteralPath : Path)
        {
            Artefacts.Given = given;
            List<string> resolved = isLiteral ? InputPaths.Literal(this, given) : InputPaths.Wildcards(this, given);
            IsSound &= resolved.Count > 0;
            foreach (string path in resolved)
            {
                if (Stopping)
                {
                    return;
                }

                Open(path);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Quiet)
        {
            WriteObject(IsSound && Artefacts.IsSound && _seen > 0);
        }
    }

    /// <summary>The baselines, and which of their controls are looked at.</summary>
    private protected abstract (IReadOnlyList<AuditBaseline> Baselines, Func<AuditControl, bool> IsWanted) ReadControls();

    private void Open(string path)
    {
        if (ArtefactFolder.Open(path, Artefacts) is AuditTarget target)
        {
            Examine(target);
        }
        else
        {
            IsSound = false;
            WriteError(ErrorRecords.ArtefactsNotFound(path, Artefacts.Given));
        }
    }

    private void Examine(AuditTarget target)
    {
        foreach (AuditResult result in _baselines.SelectMany(baseline => target.Examine(baseline, _isWanted)))
        {
            _seen++;
            IsSound &= result.Level != ControlLevel.Required || result.Status is AuditStatus.Compliant or AuditStatus.NotApplicable;
            if (!Quiet)
            {
                WriteObject(result);
            }
        }
    }
}
