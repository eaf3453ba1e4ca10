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

    /// <summary>Results of Test-AuditPolicy, of any computers. Controls that are as they should be on all of them are left out.</summary>
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
    public string Name { get; set; } = "TurlaHunt audit settings";

    /// <summary>Replaces an earlier export. A folder that holds anything but one backup is never replaced.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        Path = KnownTaskLists.Resolve(this, Path);
        if (!Force && (File.Exists(Path) || (Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any())))
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
            IReadOnlyCollection<AuditBaseline> baselines = _baselines.Count > 0 ? _baselines.Values : [ReadBaseline(DefaultBaseline)];
            Func<AuditControl, bool> isWanted = Choose(baselines, Control);
            foreach (AuditBaseline baseline in baselines)
            {
                Add(exporter, baseline, isWanted, _ => []);
            }
        }

        Write(exporter, Format == PolicyFormat.Gpo ? gpo : null);
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
        IGrouping<string, AuditResult>[] byBaseline = [.. _results.GroupBy(result => result.Baseline, StringComparer.OrdinalIgnoreCase)];
        Func<AuditControl, bool> isWanted = Choose([.. byBaseline.Select(ofBaseline => ReadBaseline(ofBaseline.Key))], Control);
        foreach (IGrouping<string, AuditResult> ofBaseline in byBaseline)
        {
            AuditBaseline baseline = ReadBaseline(ofBaseline.Key);
            ILookup<string, AuditResult> byControl = ofBaseline.ToLookup(result => result.ControlId, StringComparer.OrdinalIgnoreCase);
            foreach (string id in byControl.Select(group => group.Key)
                .Where(id => !baseline.Controls.Any(known => string.Equals(known.Id, id, StringComparison.OrdinalIgnoreCase))))
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

    private AuditBaseline ReadBaseline(string name)
    {
        if (!_baselines.TryGetValue(name, out AuditBaseline? baseline))
        {
            _baselines[name] = baseline = Baselines.Read(this, name);
        }

        return baseline;
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
            WriteObject(exporter.Describe(Path, Format, gpo, exporter.Save(Path, Force)));
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
            string[] ids = [.. exporter.LeftOut.Select(reason => reason.Split(':')[0])];
            WriteWarning(_Format.Text($"{ids.Length} controls are left out, and LeftOut says why: {string.Join(", ", ids)}."));
        }

        foreach (string note in exporter.Notes)
        {
            WriteWarning(_Format.Text(note));
        }
    }
}
