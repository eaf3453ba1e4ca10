using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using TurlaHunt.Hunting.Sweeps;
using TurlaHunt.Reporting;
using TurlaHunt.Tests.Visibility;
using Xunit;

namespace TurlaHunt.Tests.Reporting;

/// <summary>What reports say, and that nothing in a log can make them say or do anything else.</summary>
public sealed class ReportTests
{
    public static TheoryData<ReportFormat> Formats => 
    [
        ReportFormat.Json, ReportFormat.JsonLines, ReportFormat.Csv, ReportFormat.Sarif, ReportFormat.JUnit, ReportFormat.Html,
    ];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_format_tells_the_story_of_the_samples(ReportFormat format)
    {
        string text = TestReport.Write(TestReport.OfSamples(), format);
        foreach (string fact in new[] { "WS-0217.contoso.example", "197.168.0.247", "ProactiveScan", "CertificateCheck", "m.weber", "TH-0004" })
        {
            Assert.Contains(fact, text, StringComparison.Ordinal);
        }

        Assert.Equal(Lines(text), Lines(TestReport.Write(TestReport.OfSamples(), format)));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_format_shows_a_password_or_a_control_character(ReportFormat format)
    {
        string text = TestReport.Write(TestReport.OfHostile(), format);
        Assert.DoesNotContain("Gehe1m!", text, StringComparison.Ordinal);
        Assert.Contains("net use", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, character => character is not ('\r' or '\n' or '\uFEFF')
            && char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Surrogate);
    }

    [Fact]
    public void A_page_holds_no_markup_of_a_log_and_nothing_that_loads_or_runs()
    {
        string text = TestReport.Write(TestReport.OfHostile(), ReportFormat.Html);
        Assert.StartsWith("<!DOCTYPE html>", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', text);
        XElement page = ParsePage(text);
        Assert.Contains(@"\u202Etxt.exe\uD800", page.Value, StringComparison.Ordinal);
        string policy = (string)page.Descendants("meta").Single(meta => (string?)meta.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content")!;
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        string[] active = ["script", "img", "iframe", "object", "embed", "link", "form", "input", "base", "b", "foreignObject", "use", "image", "audio", "video"];
        Assert.DoesNotContain(page.Descendants(), element => Array.IndexOf(active, element.Name.LocalName) >= 0);
        Assert.All(page.Descendants().Attributes(), attribute =>
        {
            Assert.DoesNotMatch("^(on|src|style|action)", attribute.Name.LocalName);
            Assert.True(attribute.Name.LocalName != "href" || attribute.Value[0] == '#');
        });
        Assert.DoesNotContain("url(", page.Descendants("style").Single().Value.Replace("url(#", ""), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_of_many_computers_links_to_each_and_names_the_silent_ones_first()
    {
        HuntReport report = OfFleet();
        Assert.Equal(
            [("WS-SILENT", Verdict.Blind), ("WS-0217.contoso.example", Verdict.Found)],
            report.Results.Take(2).Select(result => (result.MachineName, result.Verdict)));
        XElement page = ParsePage(TestReport.Write(report, ReportFormat.Html));
        string[] ids = [.. page.Descendants().Attributes("id").Select(id => "#" + id.Value)];
        string[] links = [.. page.Descendants("a").Select(link => link.Attribute("href")!.Value)];
        Assert.Equal(report.Results.Count, links.Length);
        Assert.Subset(ids.ToHashSet(), links.ToHashSet());
        Assert.Contains("One expected computer sent nothing: WS-SILENT.", page.Value, StringComparison.Ordinal);
        foreach (VisibilityReason reason in report.Results.SelectMany(result => result.Visibility).SelectMany(hunt => hunt.Reasons))
        {
            Assert.Contains(ReportText.Visible(reason.Detail), page.Value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_table_has_the_same_columns_in_all_rows_and_no_formula()
    {
        foreach (HuntReport report in new[] { TestReport.OfSamples(), TestReport.OfHostile(), OfFleet() })
        {
            string text = TestReport.Write(report, ReportFormat.Csv);
            Assert.Equal('\uFEFF', text[0]);
            List<string[]> rows = ReadCsv(text.Substring(1));
            Assert.All(rows, row => Assert.Equal(rows[0].Length, row.Length));
            Assert.DoesNotContain(rows.SelectMany(row => row), cell => cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@');
            int unseen = report.Results.Sum(result => result.Visibility.Sum(hunt => hunt.Reasons.Count(reason => reason.Level != VisibilityLevel.Full)));
            Assert.Equal(
                (report.Results.Count, report.Results.Sum(result => result.Findings.Length), unseen),
                (Count("Result"), Count("Finding"), Count("Unseen")));

            int Count(string record) => rows.Count(row => row[0] == record);
        }
    }

    [Fact]
    public void Build_servers_see_a_failure_where_something_was_found_and_an_error_where_not_all_was_seen()
    {
        foreach (HuntReport report in new[] { TestReport.OfSamples(), TestReport.OfHostile(), OfFleet() })
        {
            XElement suites = XDocument.Parse(TestReport.Write(report, ReportFormat.JUnit)).Root!;
            Assert.Equal("testsuites", suites.Name.LocalName);
            Assert.Equal(report.Results.Count, suites.Elements("testsuite").Count());
            foreach (XElement counted in suites.DescendantsAndSelf().Where(element => element.Attribute("tests") is not null))
            {
                foreach ((string attribute, string element) in new[] { ("tests", "testcase"), ("failures", "failure"), ("errors", "error") })
                {
                    Assert.Equal(counted.Descendants(element).Count(), (int)counted.Attribute(attribute)!);
                }
            }
        }

        XElement fleet = XDocument.Parse(TestReport.Write(OfFleet(), ReportFormat.JUnit)).Root!;
        Assert.All(Suite(fleet, "WS-SILENT").Elements("testcase"), test => Assert.Single(test.Elements("error")));
        Assert.All(Suite(fleet, "WS-0217.contoso.example").Elements("testcase"), test => Assert.Single(test.Elements("failure")));
    }

    [Fact]
    public void A_report_that_fails_leaves_the_file_as_it_was()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "report.json");
        File.WriteAllText(path, "old");
        Assert.Throws<InvalidOperationException>(() => FileReplacement.Write(
            path,
            stream =>
            {
                stream.WriteByte(0);
                throw new InvalidOperationException();
            },
            isNew: false));
        Assert.Throws<IOException>(() => ReportFiles.Save(TestReport.OfSamples(), ReportFormat.Json, path, mayReplace: false));
        Assert.Equal("old", File.ReadAllText(path));
        ReportFiles.Save(TestReport.OfSamples(), ReportFormat.Json, path, mayReplace: true);
        Assert.StartsWith("{", File.ReadAllText(path), StringComparison.Ordinal);
        File.SetAttributes(path, FileAttributes.ReadOnly);
        Assert.Throws<UnauthorizedAccessException>(() => ReportFiles.Save(TestReport.OfSamples(), ReportFormat.Csv, path, mayReplace: true));
        File.SetAttributes(path, FileAttributes.Normal);
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void More_findings_than_people_read_are_counted_on_the_page()
    {
        using TemporaryFolder folder = new();
        TestHost host = new();
        for (int i = 0; i < 230; i++)
        {
            host.Security.Add(host.Process(TestHost.Midnight.AddMinutes(6 * i), $@"net use \\198.51.100.{i}\c$"));
        }

        host.Write(folder.Path);
        HuntReport report = TestReport.Of(TestHost.Sweep(folder.Path));
        int found = report.Results.Single().FindingCount;
        Assert.True(found >= 230);
        XElement page = ParsePage(TestReport.Write(report, ReportFormat.Html));
        Assert.Equal(200, page.Descendants("article").Count());
        Assert.Contains($"{found - 200} more findings are not shown here.", page.Value, StringComparison.Ordinal);
    }

    private static HuntReport OfFleet()
    {
        using TemporaryFolder folder = new();
        TestHost partly = new("WS-2.contoso.example");
        partly.Security.RemoveAll(item => item.EventId == 4688);
        partly.Write(folder.Path);
        return TestReport.Of(
        [
            .. TestHost.Sweep(folder.Path, new SweepOptions { ExpectedComputers = ["WS-SILENT", "WS-2"] }),
            .. TestReport.OfSamples().Results,
        ]);
    }

    private static XElement Suite(XElement suites, string name) =>
        suites.Elements("testsuite").Single(suite => (string?)suite.Attribute("name") == name);

    private static XElement ParsePage(string text)
    {
        using XmlReader reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader).Root!;
    }

    private static List<string[]> ReadCsv(string text)
    {
        List<string[]> rows = [];
        foreach (string line in text.Split(["\r\n"], StringSplitOptions.RemoveEmptyEntries))
        {
            List<string> cells = [];
            for (int at = 0; at <= line.Length;)
            {
                if (at < line.Length && line[at] == '"')
                {
                    int end = at + 1;
                    while (line[end] != '"' || (end + 1 < line.Length && line[end + 1] == '"'))
                    {
                        end += line[end] == '"' ? 2 : 1;
                    }

                    cells.Add(line.Substring(at + 1, end - at - 1).Replace("\"\"", "\""));
                    at = end + 2;
                }
                else
                {
                    int end = line.IndexOf(',', at);
                    end = end < 0 ? line.Length : end;
                    cells.Add(line.Substring(at, end - at));
                    at = end + 1;
                }
            }

            rows.Add([.. cells]);
        }

        return rows;
    }

    // How long the run took is all that may differ.
    private static IEnumerable<string> Lines(string text) => text.Replace("\r", "").Split('\n')
        .Select(line => System.Text.RegularExpressions.Regex.Replace(line, "\"Elapsed\": ?\"[^\"]*\"| time=\"[^\"]*\"", ""));
}
