using System;
using System.IO;
using TurlaHunt.Reporting.Html;

namespace TurlaHunt.Reporting;

/// <summary>Writes reports.</summary>
public static class ReportFiles
{
    /// <summary>The format that a file's extension stands for; null for one that stands for none.</summary>
    public static ReportFormat? FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".json" => ReportFormat.Json,
        ".jsonl" or ".ndjson" => ReportFormat.JsonLines,
        ".csv" => ReportFormat.Csv,
        ".sarif" => ReportFormat.Sarif,
        ".xml" => ReportFormat.JUnit,
        ".html" or ".htm" => ReportFormat.Html,
        _ => null,
    };

    /// <summary>Writes a report to a file, whole or not at all.</summary>
    /// <param name="report">The report.</param>
    /// <param name="format">The format.</param>
    /// <param name="path">The file.</param>
    /// <param name="mayReplace">Whether a file that is there may be replaced.</param>
    /// <exception cref="IOException">The file cannot be written, or is there and may not be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Save(HuntReport report, ReportFormat format, string path, bool mayReplace) =>
        FileReplacement.Write(path, stream => Write(report, format, stream), isNew: !(mayReplace && File.Exists(path)));

    /// <summary>Writes a report to a stream, which stays open.</summary>
    public static void Write(HuntReport report, ReportFormat format, Stream stream)
    {
        switch (format)
        {
            case ReportFormat.Json:
                JsonReport.Write(report, stream);
                break;
            case ReportFormat.JsonLines:
                JsonLinesReport.Write(report, stream);
                break;
            case ReportFormat.Csv:
                CsvReport.Write(report, stream);
                break;
            case ReportFormat.Sarif:
                SarifReport.Write(report, stream);
                break;
            case ReportFormat.JUnit:
                JUnitReport.Write(report, stream);
                break;
            case ReportFormat.Html:
                HtmlReport.Write(report, stream);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format));
        }
    }
}
