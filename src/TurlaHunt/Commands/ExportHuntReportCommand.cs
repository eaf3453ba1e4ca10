using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using TurlaHunt.Reporting;

namespace TurlaHunt.Commands;

/// <summary>Writes hunt results as a report: for people, for build servers, or for other tools.</summary>
[Cmdlet(VerbsData.Export, "HuntReport", SupportsShouldProcess = true)]
[OutputType(typeof(HuntResult))]
public sealed class ExportHuntReportCommand : PSCmdlet
{
    private readonly List<HuntResult> _results = [];

    /// <summary>The file. Its extension names the format: json, jsonl, csv, sarif, xml (JUnit), html.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The format, where the extension is not to name it.</summary>
    [Parameter(Position = 1)]
    public ReportFormat? Format { get; set; }

    /// <summary>The results, as Invoke-TurlaHunt gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [Restored(typeof(HuntResult))]
    [ValidateNotNull]
    public HuntResult[] InputObject { get; set; } = [];

    /// <summary>A file that is there is left as it is.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>The results are passed on, for the next command or another format.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        Format ??= ReportFiles.FormatOf(Path);
        if (Format is null)
        {
            ThrowTerminatingError(ErrorRecords.ReportFormatUnknown(Path));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (HuntResult result in InputObject)
        {
            _results.Add(result);
            if (PassThru)
            {
                WriteObject(result);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string file = GetUnresolvedProviderPathFromPSPath(Path);
        if (!ShouldProcess(file, $"Write the report of {_results.Count} results as {Format}"))
        {
            return;
        }

        try
        {
            HuntReport report = new(_results, DateTime.UtcNow, typeof(HuntReport).Assembly.GetName().Version!.ToString(3));
            ReportFiles.Save(report, Format!.Value, file, mayReplace: !NoClobber);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            ThrowTerminatingError(ErrorRecords.ReportNotWritten(failure, file));
        }
    }
}
