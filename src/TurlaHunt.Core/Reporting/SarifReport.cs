using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TurlaHunt.Events.Channels;
using TurlaHunt.Evtx.Rendering;

namespace TurlaHunt.Reporting;

/// <summary>
/// A report as SARIF 2.1.0 (OASIS standard, 2020-03-27): hunts are rules, findings are failed results; a hunt that found nothing is
/// a result that passed, or an open one where not all could be seen.
/// </summary>
internal static class SarifReport
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    public static void Write(HuntReport report, Stream stream)
    {
        Utf8Buffer text = new();
        JsonWriter json = new(text, isIndented: true);
        (string Id, string Title)[] rules = RulesOf(report);
        json.BeginObject();
        json.Property("$schema", Schema);
        json.Property("version", "2.1.0");
        json.Name("runs");
        json.BeginArray();
        json.BeginObject();
        WriteTool(json, report, rules);
        WriteInvocation(json, report);
        json.Property("columnKind", "utf16CodeUnits");
        json.Name("results");
        json.BeginArray();
        foreach (HuntResult result in report.Results)
        {
            foreach (Finding finding in result.Findings)
            {
                WriteFinding(json, finding, IndexOf(rules, finding.HuntId), finding.Severity >= result.MinimumSeverity);
                text.MoveTo(stream);
            }

            foreach (HuntVisibility hunt in result.Visibility)
            {
                WriteVisibility(json, hunt, IndexOf(rules, hunt.HuntId), HuntReport.VerdictOf(result, hunt.HuntId));
            }
        }

        json.EndArray();
        json.EndObject();
        json.EndArray();
        json.EndObject();
        text.Append('\n');
        text.MoveTo(stream);
    }

    private static void WriteTool(JsonWriter json, HuntReport report, (string Id, string Title)[] rules)
    {
        json.Name("tool");
        json.BeginObject();
        json.Name("driver");
        json.BeginObject();
        json.Property("name", "TurlaHunt");
        json.Property("version", report.ToolVersion);
        json.Property("semanticVersion", report.ToolVersion);
        json.Name("rules");
        json.BeginArray();
        foreach ((string id, string title) in rules)
        {
            json.BeginObject();
            json.Property("id", id);
            WriteMessage(json, "shortDescription", title);
            json.EndObject();
        }

        json.EndArray();
        json.EndObject();
        json.EndObject();
    }

    private static void WriteInvocation(JsonWriter json, HuntReport report)
    {
        json.Name("invocations");
        json.BeginArray();
        json.BeginObject();
        json.Property("executionSuccessful", report.Results.All(result => result.ExitCode != 3));
        json.Property("endTimeUtc", report.Created);
        json.Name("toolExecutionNotifications");
        json.BeginArray();
        foreach (string error in report.Results.SelectMany(result => result.Errors).Distinct(StringComparer.Ordinal))
        {
            json.BeginObject();
            json.Property("level", "error");
            WriteMessage(json, "message", error);
            json.EndObject();
        }

        json.EndArray();
        json.EndObject();
        json.EndArray();
    }

    private static void WriteFinding(JsonWriter json, Finding finding, int rule, bool isFailure)
    {
        json.BeginObject();
        json.Property("ruleId", finding.HuntId);
        json.Property("ruleIndex", rule);
        json.Property("kind", isFailure ? "fail" : "informational");
        json.Property("level", isFailure ? LevelOf(finding.Severity) : "none");
        WriteMessage(json, "message", $"{finding}. {string.Join(" ", finding.Reasons)}");
        WriteLocations(json, finding);

        // What makes the same finding of two runs one: its record.
        json.Name("partialFingerprints");
        json.BeginObject();
        json.Property("record/v1", $"{finding.HuntId}/{finding.MachineName}/{finding.LogName}/{finding.RecordId}/{ReportText.Iso(finding.TimeCreated)}");
        json.EndObject();
        json.Name("properties");
        json.BeginObject();
        json.Property("tags", finding.Techniques);
        foreach ((string name, object? value) in ReportProperties.Of(finding))
        {
            json.Property(name, value);
        }

        json.EndObject();
        json.EndObject();
    }

    private static void WriteLocations(JsonWriter json, Finding finding)
    {
        json.Name("locations");
        json.BeginArray();
        foreach (IGrouping<string?, Evidence> source in finding.Evidence.GroupBy(record => record.Source))
        {
            json.BeginObject();
            if (source.Key is string path && ToUri(path) is string uri)
            {
                json.Name("physicalLocation");
                json.BeginObject();
                json.Name("artifactLocation");
                json.BeginObject();
                json.Property("uri", uri);
                json.EndObject();
                json.EndObject();
            }

            json.Name("logicalLocations");
            json.BeginArray();
            foreach (Evidence record in source)
            {
                json.BeginObject();
                json.Property("name", FormattableString.Invariant($"{record.RecordId}"));
                json.Property("fullyQualifiedName", FormattableString.Invariant($"{finding.MachineName}/{record.LogName}/{record.RecordId}"));
                json.Property("kind", "record");
                json.EndObject();
            }

            json.EndArray();
            json.EndObject();
        }

        json.EndArray();
    }

    // Of a hunt with findings only what it could not see is told here.
    private static void WriteVisibility(JsonWriter json, HuntVisibility hunt, int rule, Verdict verdict)
    {
        if (verdict == Verdict.Found && hunt.Level == VisibilityLevel.Full)
        {
            return;
        }

        json.BeginObject();
        json.Property("ruleId", hunt.HuntId);
        json.Property("ruleIndex", rule);
        json.Property("kind", hunt.Level == VisibilityLevel.Full ? "pass" : "open");
        json.Property("level", "none");
        WriteMessage(json, "message", hunt.Summary);
        json.Name("properties");
        json.BeginObject();
        foreach ((string name, object? value) in ReportProperties.Of(hunt))
        {
            json.Property(name, value);
        }

        json.EndObject();
        json.EndObject();
    }

    private static void WriteMessage(JsonWriter json, string name, string text)
    {
        json.Name(name);
        json.BeginObject();
        json.Property("text", ReportText.Visible(text));
        json.EndObject();
    }

    private static string LevelOf(Severity severity) => severity switch
    {
        >= Severity.High => "error",
        Severity.Medium => "warning",
        _ => "note",
    };

    private static (string Id, string Title)[] RulesOf(HuntReport report) =>
    [
        .. report.Results.SelectMany(RulesOf).Distinct().OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];

    private static IEnumerable<(string Id, string Title)> RulesOf(HuntResult result) =>
        result.Visibility.Select(hunt => (hunt.HuntId, hunt.Title)).Concat(result.Findings.Select(finding => (finding.HuntId, finding.Title)));

    private static int IndexOf((string Id, string Title)[] rules, string id) => Array.FindIndex(rules, rule => rule.Id == id);

    // A live log is no file, though its name looks like one on a share.
    private static string? ToUri(string path) =>
        ChannelAddress.TryParse(path, out _) ? null
        : Uri.TryCreate(path, UriKind.Absolute, out Uri? uri) && uri.IsFile ? uri.AbsoluteUri
        : path.Length > 2 && path[1] == ':' ? "file:///" + string.Join("/", path.Split('\\', '/').Select(Uri.EscapeDataString)).Replace("%3A", ":")
        : null;
}
