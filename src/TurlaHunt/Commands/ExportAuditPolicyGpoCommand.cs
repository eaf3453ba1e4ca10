using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using TurlaHunt.Auditing;
using TurlaHunt.Auditing.Exports;

namespace TurlaHunt.Commands;

/// <summary>
/// Writes the settings that a baseline asks for, or those that computers lack, for many computers at once: as a backup of a group policy
/// object that Import-GPO takes, or in another form. What a form cannot carry is named.
/// </summary>
[Cmdlet(VerbsData.Export, "AuditPolicyGpo", SupportsShouldProcess = true, DefaultParameterSetName = BaselineSet)]
[OutputType(typeof(PolicyExport))]
public sealed class ExportAuditPolicyGpoCommand : AuditCommand
{
    private const string InputSet = "InputObject";
    private const string BaselineSet = "Baseline";

    private readonly List<AuditResult> _results = [];
    private readonly Dictionary<string, AuditBaseline> _baselines = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The folder of the backup, or the file of another form. Folders above it must be there.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>In what form the settings are written.</summary>
    [Parameter(Position = 1)]
    public PolicyFormat Format { get; set; } = PolicyFormat.Gpo;

    /// <summary>
    /// Results of Test-AuditPolicy, of any computers. Controls that are as they should be on all of them are left out; subcategories only where
    /// no audit policy is written, so that none replaces them.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [Restored(typeof(AuditResult))]
    [ValidateNotNull]
    public AuditResult[] InputObject { get; set; } = [];

    /// <summary>
    /// Baselines that come with the module, by their names, or the paths of files. With results of a baseline of one's own its file must be
    /// named.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(BaselineCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Baseline { get; set; } = [];

    /// <summary>The ids of the controls that are exported; with wildcards. Without it, all.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ControlCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Control { get; set; } = [];

    /// <summary>The name of the group policy object, as GPMC shows it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidateLength(1, 255)]
    [XmlText]
    public string Name { get; set; } = "TurlaHunt audit settings";

    /// <summary>
    /// Replaces a file, or an earlier export. A folder that holds anything but one backup that this command made is never replaced.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        Path = KnownTaskLists.Resolve(this, Path);
        if (!Force && IsThere())
        {
            ThrowTerminatingError(ErrorRecords.PolicyExportExists(Path));
        }

        foreach (AuditBaseline given in Baselines.ReadAll(this, Baseline))
        {
            _baselines[given.Name] = given;
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _results.AddRange(InputObject);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName == InputSet && _results.Count == 0)
        {
            WriteVerbose("No results came, so nothing is written.");
            return;
        }

        GpoDescription gpo = new(_Format.Text(Name), "", Guid.NewGuid(), Guid.NewGuid(), DateTime.UtcNow);
        PolicyExporter exporter = new(FormOf(gpo));
        if (ParameterSetName == InputSet)
        {
            AddResults(exporter);
        }
        else
        {
            IReadOnlyCollection<AuditBaseline> baselines = _baselines.Count > 0 ? _baselines.Values : [Baselines.Read(this, DefaultBaseline)];
            Func<AuditControl, bool> isWanted = Choose(baselines, Control);
            foreach (AuditBaseline baseline in baselines)
            {
                Add(exporter, baseline, isWanted, _ => []);
            }
        }

        Write(exporter, Format == PolicyFormat.Gpo ? gpo : null);
    }

    private bool IsThere()
    {
        try
        {
            return File.Exists(Path) || (Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorRecords.PolicyExportFailed(failure, Path));
            throw;
        }
    }

    private IPolicyForm FormOf(GpoDescription gpo) => Format switch
    {
        PolicyFormat.Gpo => new GpoForm(gpo),
        PolicyFormat.AuditCsv => new AuditCsvForm(OnlyMachine()),
        PolicyFormat.Reg => new RegForm(),
        _ => new IntuneForm(),
    };

    private string OnlyMachine()
    {
        string?[] machines = [.. _results.Select(result => result.MachineName).Distinct(StringComparer.OrdinalIgnoreCase)];
        return machines.Length == 1 ? machines[0] ?? "" : "";
    }

    private void AddResults(PolicyExporter exporter)
    {
        (AuditBaseline? Baseline, IGrouping<string, AuditResult> Results)[] groups =
        [
            .. _results
                .GroupBy(result => result.Baseline, StringComparer.OrdinalIgnoreCase)
                .Select(ofBaseline => (Baselines.OfResult(this, _baselines, ofBaseline.Key), ofBaseline)),
        ];
        AuditBaseline[] known = [.. groups.Select(group => group.Baseline).OfType<AuditBaseline>()];
        if (known.Length == 0)
        {
            return;
        }

        Func<AuditControl, bool> isWanted = Choose(known, Control);
        foreach ((AuditBaseline? baseline, IGrouping<string, AuditResult> ofBaseline) in groups)
        {
            if (baseline is null)
            {
                continue;
            }

            ILookup<string, AuditResult> byControl = ofBaseline.ToLookup(result => result.ControlId, StringComparer.OrdinalIgnoreCase);
            foreach (string id in byControl.Select(group => group.Key)
                .Where(id => !baseline.Controls.Any(control => string.Equals(control.Id, id, StringComparison.OrdinalIgnoreCase))))
            {
                WriteError(ErrorRecords.ControlNotFound(id, [baseline]));
            }

            Add(exporter, baseline, control => isWanted(control) && byControl.Contains(control.Id), control => [.. byControl[control.Id]]);
        }
    }

    private static void Add(
        PolicyExporter exporter, AuditBaseline baseline, Func<AuditControl, bool> isWanted, Func<AuditControl, AuditResult[]> resultsOf)
    {
        foreach (AuditControl control in baseline.Controls.Where(isWanted))
        {
            exporter.Add(baseline, control, resultsOf(control));
        }
    }

    private void Write(PolicyExporter exporter, GpoDescription? gpo)
    {
        foreach (string reason in exporter.LeftOut)
        {
            WriteVerbose(_Format.Text($"Left out {reason}"));
        }

        if (exporter.Controls.Count == 0)
        {
            if (exporter.HasObstacles)
            {
                WriteError(ErrorRecords.PolicyExportEmpty(Path, Format, exporter.LeftOut));
            }

            return;
        }

        Warn(exporter);
        if (!ShouldProcess(Path, $"Write {exporter.Controls.Count} controls as {Format}"))
        {
            return;
        }

        try
        {
            IReadOnlyList<string> files = exporter.Save(Path, Force);
            if (exporter.Leftover is string old)
            {
                WriteWarning(_Format.Text($"The settings were written, but the earlier export could not be deleted: it lies in '{old}'."));
            }

            WriteObject(exporter.Describe(Path, Format, gpo, files));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            ThrowTerminatingError(ErrorRecords.PolicyExportFailed(failure, Path));
        }
    }

    private void Warn(PolicyExporter exporter)
    {
        if (exporter.HasObstacles)
        {
            WriteWarning(_Format.Text(
                $"{exporter.LeftOut.Count} controls are left out, and LeftOut says why: {string.Join(", ", exporter.LeftOutControls)}."));
        }

        foreach (string note in exporter.Notes)
        {
            WriteWarning(_Format.Text(note));
        }
    }
}
