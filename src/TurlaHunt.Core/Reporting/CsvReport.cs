using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace TurlaHunt.Reporting;

/// <summary>
/// A report as comma-separated values (RFC 4180), UTF-8 with the mark by which spreadsheets know it. <c>Record</c> says what a row
/// is: the Result of a computer, a Finding, or what was Unseen. The columns are always the same.
/// </summary>
internal static class CsvReport
{
    private static readonly string[] Columns =
    [
        "Record", "MachineName", "TimeCreated", "EndTime", "Verdict", "Severity", "HuntId", "UserName", "Fact", "Reasons", "Techniques",
        "LogName", "Id", "RecordId", "Source", "Advice",
    ];

    public static void Write(HuntReport report, Stream stream)
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 4096, leaveOpen: true) { NewLine = "\r\n" };
        WriteRow(writer, Columns);
        foreach (HuntResult result in report.Results)
        {
            WriteRow(
                writer,
                [
                    "Result", result.MachineName, ReportText.Iso(result.StartTime), ReportText.Iso(result.EndTime), result.Verdict.ToString(),
                    result.Severity?.ToString(), "", "", result.Summary, Join(result.Errors), "", "", "", "", Join(result.Files), "",
                ]);
            foreach (Finding finding in result.Findings)
            {
                WriteRow(writer, RowOf(finding));
            }

            foreach (HuntVisibility hunt in result.Visibility)
            {
                foreach (VisibilityReason reason in hunt.Reasons.Where(reason => reason.Level != VisibilityLevel.Full))
                {
                    WriteRow(writer, RowOf(hunt, reason));
                }
            }
        }
    }

    private static string?[] RowOf(Finding finding) =>
    [
        "Finding", finding.MachineName, ReportText.Iso(finding.TimeCreated), "", "", finding.Severity.ToString(), finding.HuntId, finding.Actor,
        finding.Fact, Join(finding.Reasons), Join(finding.Techniques), finding.LogName,
        finding.Id.ToString(CultureInfo.InvariantCulture), finding.RecordId.ToString(CultureInfo.InvariantCulture), finding.Source, finding.NextCommand,
    ];

    private static string?[] RowOf(HuntVisibility hunt, VisibilityReason reason) =>
    [
        "Unseen", hunt.MachineName, ReportText.Iso(reason.StartTime), ReportText.Iso(reason.EndTime), "", reason.Level.ToString(), hunt.HuntId,
        reason.UserName, reason.Detail, reason.Cause.ToString(), "", reason.LogName, "", "", reason.Source, reason.Advice,
    ];

    private static string Join(string[] items) => string.Join("; ", items);

    private static void WriteRow(TextWriter writer, string?[] cells) => writer.WriteLine(string.Join(",", cells.Select(Quote)));

    // A spreadsheet takes what begins so for a formula, and a log is written by attackers too. The apostrophe makes it text.
    internal static string Quote(string? cell)
    {
        string text = ReportText.Visible(cell);
        if (text.Length > 0 && (text[0] is '=' or '+' or '-' or '@' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20'))
        {
            text = "'" + text;
        }

        return text.IndexOfAny(['"', ',', ';', ' ']) >= 0 ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
    }
}
