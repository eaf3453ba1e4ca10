using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;

namespace TurlaHunt.Reporting;

/// <summary>
/// A report as JUnit XML, as build servers read it: a test suite for each computer, a test case for each hunt. Findings fail a
/// case; what could not be seen is an error, as an unseen hunt is no passed one.
/// </summary>
internal static class JUnitReport
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
        NewLineHandling = NewLineHandling.Entitize,
    };

    public static void Write(HuntReport report, Stream stream)
    {
        using XmlWriter xml = XmlWriter.Create(stream, Settings);
        xml.WriteStartDocument();
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", "TurlaHunt");
        WriteCounts(xml, report.Results.Sum(CaseCount), report.Results.Sum(FailureCount), report.Results.Sum(ErrorCount));
        foreach (HuntResult result in report.Results)
        {
            WriteSuite(xml, result, report.Created);
        }

        xml.WriteEndElement();
        xml.WriteEndDocument();
    }

    private static void WriteSuite(XmlWriter xml, HuntResult result, DateTime created)
    {
        string name = ReportText.Visible(result.MachineName ?? "no computer");
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", name);
        WriteCounts(xml, CaseCount(result), FailureCount(result), ErrorCount(result));
        xml.WriteAttributeString("skipped", "0");
        xml.WriteAttributeString("time", result.Elapsed.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture));
        xml.WriteAttributeString("timestamp", created.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        xml.WriteAttributeString("hostname", name);
        foreach (HuntVisibility hunt in result.Visibility)
        {
            WriteCase(xml, name, result, hunt);
        }

        if (result.Errors.Length > 0 || result.Visibility.Length == 0)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", name);
            xml.WriteAttributeString("name", "all logs could be read");
            xml.WriteStartElement("error");
            xml.WriteAttributeString("message", ReportText.Visible(result.Errors.FirstOrDefault() ?? result.Summary));
            xml.WriteAttributeString("type", "Error");
            xml.WriteString(Lines(result.Errors));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteStartElement("system-out");
        xml.WriteString(ReportText.Visible(result.Summary));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, string className, HuntResult result, HuntVisibility hunt)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", className);
        xml.WriteAttributeString("name", $"{hunt.HuntId} {hunt.Title}");
        Verdict verdict = HuntReport.VerdictOf(result, hunt.HuntId);
        if (verdict == Verdict.Found)
        {
            Finding[] findings = [.. result.Findings.Where(finding => finding.HuntId == hunt.HuntId && finding.Severity >= result.MinimumSeverity)];
            WriteOutcome(
                xml, "failure", findings.Length == 1 ? "1 finding" : $"{findings.Length} findings", verdict, Lines([.. findings.Select(finding => finding.ToString()!)]));
        }
        else if (verdict != Verdict.Clean)
        {
            WriteOutcome(xml, "error", hunt.Summary, verdict, Lines([.. hunt.Reasons.Select(reason => reason.ToString())]));
        }

        xml.WriteEndElement();
    }

    private static void WriteOutcome(XmlWriter xml, string element, string message, Verdict verdict, string text)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString("message", ReportText.Visible(message));
        xml.WriteAttributeString("type", verdict.ToString());
        xml.WriteString(text);
        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, int tests, int failures, int errors)
    {
        xml.WriteAttributeString("tests", tests.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", failures.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("errors", errors.ToString(CultureInfo.InvariantCulture));
    }

    private static int CaseCount(HuntResult result) => result.Visibility.Length + UnreadCount(result);

    private static int FailureCount(HuntResult result) =>
        result.Visibility.Count(hunt => HuntReport.VerdictOf(result, hunt.HuntId) == Verdict.Found);

    private static int ErrorCount(HuntResult result) => UnreadCount(result)
        + result.Visibility.Count(hunt => HuntReport.VerdictOf(result, hunt.HuntId) is Verdict.CleanPartial or Verdict.Blind);

    private static int UnreadCount(HuntResult result) => result.Errors.Length > 0 || result.Visibility.Length == 0 ? 1 : 0;

    private static string Lines(string[] lines) => string.Join("\n", lines.Select(ReportText.Visible));
}
