#if NET
using System;
using System.Linq;
using System.Text.Json;
using TurlaHunt.Reporting;
using Xunit;

namespace TurlaHunt.Tests.Reporting;

/// <summary>JSON, lines of JSON, and SARIF, read by another's reader.</summary>
public sealed class JsonReportTests
{
    [Fact]
    public void Json_holds_every_property_of_every_finding_by_its_name()
    {
        foreach (HuntReport report in new[] { TestReport.OfSamples(), TestReport.OfHostile() })
        {
            using JsonDocument json = JsonDocument.Parse(TestReport.Write(report, ReportFormat.Json));
            JsonElement result = json.RootElement.GetProperty("Results").EnumerateArray().Single();
            Finding[] findings = report.Results.Single().Findings;
            Assert.Equal(findings.Length, result.GetProperty("Findings").GetArrayLength());
            foreach ((Finding finding, JsonElement written) in findings.Zip(result.GetProperty("Findings").EnumerateArray()))
            {
                Assert.Equal(
                    finding.GetType().GetProperties().Select(property => property.Name).Order(),
                    written.EnumerateObject().Select(property => property.Name).Order());
                Assert.Equal(finding.MachineName!.Replace("\uD800", @"\uD800"), written.GetProperty("MachineName").GetString());
                Assert.Equal(finding.TimeCreated, written.GetProperty("TimeCreated").GetDateTime());
                Assert.Equal(finding.RecordId, written.GetProperty("RecordId").GetInt64());
            }
        }
    }

    [Fact]
    public void Each_line_is_whole_by_itself_and_says_what_it_is()
    {
        HuntReport report = TestReport.OfHostile();
        string[] lines = TestReport.Write(report, ReportFormat.JsonLines).TrimEnd('\n').Split('\n');
        string[] records =
        [
            .. lines.Select(line =>
            {
                using JsonDocument json = JsonDocument.Parse(line);
                Assert.StartsWith("=WS", json.RootElement.GetProperty("MachineName").GetString(), StringComparison.Ordinal);
                return json.RootElement.GetProperty("Record").GetString()!;
            }),
        ];
        HuntResult result = report.Results.Single();
        Assert.Equal(
            (1, result.Findings.Length, result.Chains.Length, result.Visibility.Length),
            (records.Count(item => item == "Result"), records.Count(item => item == "Finding"), records.Count(item => item == "Chain"), records.Count(item => item == "Visibility")));
    }

    // What the standard demands of these objects (SARIF 2.1.0, sections 3.13 to 3.58), as far as a report uses them.
    [Fact]
    public void Sarif_keeps_the_rules_of_its_standard()
    {
        foreach (HuntReport report in new[] { TestReport.OfSamples(), TestReport.OfHostile() })
        {
            using JsonDocument json = JsonDocument.Parse(TestReport.Write(report, ReportFormat.Sarif));
            JsonElement log = json.RootElement;
            Assert.Equal("2.1.0", log.GetProperty("version").GetString());
            Assert.True(Uri.IsWellFormedUriString(log.GetProperty("$schema").GetString(), UriKind.Absolute));
            JsonElement run = log.GetProperty("runs").EnumerateArray().Single();
            JsonElement driver = run.GetProperty("tool").GetProperty("driver");
            Assert.Equal(("TurlaHunt", "1.2.3"), (driver.GetProperty("name").GetString(), driver.GetProperty("semanticVersion").GetString()));
            JsonElement[] rules = [.. driver.GetProperty("rules").EnumerateArray()];
            Assert.Equal(rules.Length, rules.Select(rule => rule.GetProperty("id").GetString()).Distinct().Count());
            Assert.All(rules, rule => Assert.NotEmpty(rule.GetProperty("shortDescription").GetProperty("text").GetString()!));
            JsonElement invocation = run.GetProperty("invocations").EnumerateArray().Single();
            Assert.Equal(JsonValueKind.True, invocation.GetProperty("executionSuccessful").ValueKind);
            Assert.True(invocation.GetProperty("endTimeUtc").TryGetDateTime(out _));
            Assert.All(run.GetProperty("results").EnumerateArray(), result => CheckResult(result, rules));
        }
    }

    [Fact]
    public void Sarif_fails_for_findings_passes_what_was_seen_and_leaves_open_what_was_not()
    {
        HuntReport report = TestReport.OfHostile();
        using JsonDocument json = JsonDocument.Parse(TestReport.Write(report, ReportFormat.Sarif));
        JsonElement[] results = [.. json.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()];
        HuntResult computer = report.Results.Single();
        Assert.Equal(computer.FindingCount, results.Count(result => result.GetProperty("kind").GetString() == "fail"));
        foreach (HuntVisibility hunt in computer.Visibility.Where(hunt => hunt.Level != VisibilityLevel.Full))
        {
            Assert.Contains(results, result => result.GetProperty("ruleId").GetString() == hunt.HuntId && result.GetProperty("kind").GetString() == "open");
        }
    }

    private static readonly string[] Kinds = ["pass", "open", "informational", "notApplicable", "review", "fail"];
    private static readonly string[] Levels = ["none", "note", "warning", "error"];

    private static void CheckResult(JsonElement result, JsonElement[] rules)
    {
        string kind = result.GetProperty("kind").GetString()!;
        string level = result.GetProperty("level").GetString()!;
        Assert.Contains(kind, Kinds);
        Assert.Contains(level, Levels);
        Assert.True(kind == "fail" || level == "none");
        Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
        Assert.NotEmpty(result.GetProperty("message").GetProperty("text").GetString()!);
        if (result.TryGetProperty("locations", out JsonElement locations))
        {
            foreach (JsonElement location in locations.EnumerateArray())
            {
                Assert.NotEqual(0, location.GetProperty("logicalLocations").GetArrayLength());
                if (location.TryGetProperty("physicalLocation", out JsonElement place))
                {
                    string uri = place.GetProperty("artifactLocation").GetProperty("uri").GetString()!;
                    Assert.True(Uri.IsWellFormedUriString(uri, UriKind.Absolute), uri);
                }
            }
        }
    }
}
#endif
