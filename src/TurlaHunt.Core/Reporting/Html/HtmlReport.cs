using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace TurlaHunt.Reporting.Html;

/// <summary>
/// A report as one HTML page for people: what it comes to, then each computer. It loads nothing and runs nothing, and its own
/// policy says so to the browser.
/// </summary>
internal static class HtmlReport
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    public static void Write(HuntReport report, Stream stream)
    {
        using HtmlPage page = new(stream);
        using (page.Open("html"))
        {
            page.Attribute("lang", "en");
            using (page.Open("head"))
            {
                page.Void("meta", ("charset", "utf-8"));
                page.Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
                page.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
                page.Void("meta", ("name", "referrer"), ("content", "no-referrer"));
                page.Element("title", TitleOf(report));
                page.Style(HtmlStyle.Sheet);
            }

            using (page.Open("body"))
            {
                WriteHead(page, report);
                for (int i = 0; i < report.Results.Count; i++)
                {
                    HtmlComputer.Write(page, report.Results[i], IdOf(i));
                }

                page.Element("footer", $"Times are UTC. Made by TurlaHunt {report.ToolVersion} at {ReportText.Time(report.Created)}.");
            }
        }
    }

    private static string IdOf(int index) => FormattableString.Invariant($"computer-{index + 1}");

    private static string TitleOf(HuntReport report) => report.Results.Count == 1
        ? $"{HtmlComputer.NameOf(report.Results[0])}: {HtmlComputer.WordsOf(report.Results[0].Verdict)}"
        : $"Hunt over {report.Results.Count} computers";

    private static void WriteHead(HtmlPage page, HuntReport report)
    {
        using (page.Open("header"))
        {
            page.Element("p", "TurlaHunt", "tool");
            using (page.Open("h1"))
            {
                page.Text(report.Results.Count == 1 ? HtmlComputer.NameOf(report.Results[0]) + " " : TitleOf(report));
                if (report.Results.Count == 1)
                {
                    HtmlComputer.WriteBadge(page, report.Results[0].Verdict);
                }
            }

            if (report.Results.Count > 1)
            {
                WriteCounts(page, report.Results);
            }
        }

        if (report.Results.Count > 1)
        {
            WriteOverview(page, report.Results);
        }
    }

    private static void WriteCounts(HtmlPage page, IReadOnlyList<HuntResult> results)
    {
        using (page.Open("p", "counts"))
        {
            foreach (IGrouping<Verdict, HuntResult> verdict in results.GroupBy(result => result.Verdict))
            {
                HtmlComputer.WriteBadge(page, verdict.Key);
                page.Text($" {verdict.Count()} ");
            }
        }

        HuntResult[] unseen = [.. results.Where(HuntReport.IsSilent)];
        WriteNotice(page, [.. unseen.Where(HuntReport.IsUnhunted)], "computer was not hunted on", "computers were not hunted on");
        WriteNotice(page, [.. unseen.Where(result => !HuntReport.IsUnhunted(result))], "expected computer sent nothing", "expected computers sent nothing");
    }

    private static void WriteNotice(HtmlPage page, HuntResult[] computers, string one, string many)
    {
        if (computers.Length > 0)
        {
            string fact = computers.Length == 1 ? $"One {one}" : $"{computers.Length} {many}";
            page.Element("p", $"{fact}: {string.Join(", ", computers.Select(HtmlComputer.NameOf))}.", "notice");
        }
    }

    private static void WriteOverview(HtmlPage page, IReadOnlyList<HuntResult> results)
    {
        using (page.Open("table", "overview"))
        {
            using (page.Open("thead"))
            using (page.Open("tr"))
            {
                foreach (string column in new[] { "Computer", "Verdict", "Findings", "Gravest", "Chains", "First event", "Last event" })
                {
                    page.Element("th", column);
                }
            }

            using (page.Open("tbody"))
            {
                for (int i = 0; i < results.Count; i++)
                {
                    WriteRow(page, results[i], IdOf(i));
                }
            }
        }
    }

    private static void WriteRow(HtmlPage page, HuntResult result, string id)
    {
        using (page.Open("tr"))
        {
            using (page.Open("td"))
            {
                page.Attribute("data-label", "Computer");
                page.Link(id, HtmlComputer.NameOf(result));
            }

            using (page.Open("td"))
            {
                page.Attribute("data-label", "Verdict");
                HtmlComputer.WriteBadge(page, result.Verdict);
            }

            Cell("Findings", FormattableString.Invariant($"{result.FindingCount}"));
            Cell("Gravest", result.FindingCount > 0 ? result.Severity?.ToString() : "");
            Cell("Chains", result.Chains.Length > 0 ? FormattableString.Invariant($"{result.Chains.Length}") : "");
            Cell("First event", ReportText.Time(result.StartTime));
            Cell("Last event", ReportText.Time(result.EndTime));
        }

        void Cell(string label, string? text)
        {
            using (page.Open("td"))
            {
                page.Attribute("data-label", label);
                page.Text(text);
            }
        }
    }
}
