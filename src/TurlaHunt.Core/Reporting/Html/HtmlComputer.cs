using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Events.Channels;

namespace TurlaHunt.Reporting.Html;

/// <summary>The part of the page that tells of one computer.</summary>
internal static class HtmlComputer
{
    // A page is read by people. More findings than these are for the other formats.
    private const int MostFindings = 200;
    private const int MostRecords = 6;

    public static string NameOf(HuntResult result) => result.MachineName ?? "Events without a computer";

    public static string WordsOf(Verdict verdict) => verdict switch
    {
        Verdict.Found => "found",
        Verdict.Clean => "clean",
        Verdict.CleanPartial => "nothing found, not all seen",
        _ => "blind",
    };

    public static void WriteBadge(HtmlPage page, Verdict verdict) =>
        page.Element("span", WordsOf(verdict), $"badge v-{verdict.ToString().ToLowerInvariant()}");

    public static void Write(HtmlPage page, HuntResult result, string id)
    {
        using (page.Open("section", "computer", id))
        {
            using (page.Open("h2"))
            {
                page.Text(NameOf(result) + " ");
                WriteBadge(page, result.Verdict);
            }

            page.Element("p", result.Summary, "summary");
            HtmlTimeline.Write(page, result);
            WriteChains(page, result.Chains);
            WriteFindings(page, result);
            WriteVisibility(page, result);
            WriteErrors(page, result.Errors);
            WriteFiles(page, result);
        }
    }

    private static void WriteChains(HtmlPage page, AttackChain[] chains)
    {
        for (int i = 0; i < chains.Length; i++)
        {
            AttackChain chain = chains[i];
            page.Element("h3", FormattableString.Invariant($"Chain {i + 1}"));
            page.Element("p", chain.Summary);
            using (page.Open("ol", "chain"))
            {
                foreach (ChainEntry entry in chain.Timeline)
                {
                    WriteEntry(page, entry, [.. chain.Ties.Where(tie => tie.To == entry.Number)]);
                }
            }

            if (chain.MissingStages.Length > 0)
            {
                page.Element("p", $"Not seen: {string.Join(", ", chain.MissingStages.Select(stage => stage.ToString().ToLowerInvariant()))}.", "quiet");
            }
        }
    }

    private static void WriteEntry(HtmlPage page, ChainEntry entry, ChainTie[] ties)
    {
        using (page.Open("li"))
        {
            page.Element("time", ReportText.Time(entry.TimeCreated));
            page.Element("span", entry.Stage.ToString(), "stage");
            page.Element("code", entry.Text);
            using (page.Open("div", "quiet"))
            {
                page.Text(entry.UserName is null ? "" : $"{entry.UserName} · ");
                page.Text(FormattableString.Invariant($"{entry.LogName} {entry.Id}, record {entry.RecordId}"));
                foreach (ChainTie tie in ties)
                {
                    page.Element("div", FormattableString.Invariant($"tied to {tie.From}: {tie.Reason}"));
                }
            }
        }
    }

    private static void WriteFindings(HtmlPage page, HuntResult result)
    {
        Finding[] urgent = [.. result.Findings.Where(finding => finding.Severity >= result.MinimumSeverity)];
        Finding[] weaker = [.. result.Findings.Where(finding => finding.Severity < result.MinimumSeverity)];
        if (urgent.Length > 0)
        {
            page.Element("h3", urgent.Length == 1 ? "One finding" : FormattableString.Invariant($"{urgent.Length} findings"));
            foreach (Finding finding in urgent.Take(MostFindings))
            {
                WriteFinding(page, finding);
            }

            if (urgent.Length > MostFindings)
            {
                page.Element("p", FormattableString.Invariant($"{urgent.Length - MostFindings} more findings are not shown here. JSON, CSV and SARIF hold all."), "notice");
            }
        }

        if (weaker.Length > 0)
        {
            page.Element("h3", $"Below {result.MinimumSeverity}");
            WriteWeaker(page, weaker);
        }
    }

    private static void WriteFinding(HtmlPage page, Finding finding)
    {
        using (page.Open("article", $"s-{finding.Severity.ToString().ToLowerInvariant()}"))
        {
            using (page.Open("p", "line"))
            {
                page.Element("span", finding.Severity.ToString(), $"badge s-{finding.Severity.ToString().ToLowerInvariant()}");
                page.Text(" ");
                page.Element("time", ReportText.Time(finding.TimeCreated));
                page.Element("span", $" {finding.Title} ({finding.HuntId})", "quiet");
            }

            using (page.Open("p"))
            {
                page.Element("code", finding.Fact);
                page.Text(finding.Actor is null ? "" : $" by {finding.Actor}");
            }

            WriteList(page, finding.Reasons);
            page.Element("p", string.Join(" · ", [.. finding.Techniques, .. RecordsOf(finding)]), "quiet");
        }
    }

    private static IEnumerable<string> RecordsOf(Finding finding)
    {
        foreach (IGrouping<string?, Evidence> log in finding.Evidence.Take(MostRecords).GroupBy(record => record.LogName))
        {
            yield return $"{log.Key}: {string.Join(", ", log.Select(record => FormattableString.Invariant($"{record.Id} (record {record.RecordId})")))}";
        }

        if (finding.Evidence.Length > MostRecords)
        {
            yield return FormattableString.Invariant($"{finding.Evidence.Length - MostRecords} records more");
        }
    }

    private static void WriteWeaker(HtmlPage page, Finding[] findings)
    {
        using (page.Open("table", "weaker"))
        using (page.Open("tbody"))
        {
            foreach (Finding finding in findings.Take(MostFindings))
            {
                using (page.Open("tr"))
                {
                    page.Element("td", ReportText.Time(finding.TimeCreated));
                    page.Element("td", finding.Severity.ToString());
                    using (page.Open("td"))
                    {
                        page.Element("code", finding.Fact);
                    }
                }
            }
        }

        if (findings.Length > MostFindings)
        {
            page.Element("p", FormattableString.Invariant($"{findings.Length - MostFindings} more are not shown here."), "quiet");
        }
    }

    private static void WriteVisibility(HtmlPage page, HuntResult result)
    {
        if (result.Visibility.Length == 0)
        {
            return;
        }

        page.Element("h3", "What could be seen");
        using (page.Open("dl", "visibility"))
        {
            foreach (HuntVisibility hunt in result.Visibility)
            {
                using (page.Open("dt"))
                {
                    page.Element("span", hunt.Level.ToString(), $"badge l-{hunt.Level.ToString().ToLowerInvariant()}");
                    page.Text($" {hunt.Title} ");
                    page.Element("span", hunt.HuntId, "quiet");
                }

                using (page.Open("dd"))
                {
                    WriteReasons(page, hunt);
                }
            }
        }
    }

    private static void WriteReasons(HtmlPage page, HuntVisibility hunt)
    {
        if (hunt.Reasons.Length == 0)
        {
            page.Element("p", hunt.Summary);
            return;
        }

        using (page.Open("ul"))
        {
            foreach (VisibilityReason reason in hunt.Reasons)
            {
                using (page.Open("li", reason.Level == VisibilityLevel.Full ? "quiet" : null))
                {
                    page.Text(reason.Detail);
                    page.Element("span", reason.Advice is null ? "" : $" {reason.Advice}", "advice");
                }
            }
        }
    }

    private static void WriteErrors(HtmlPage page, string[] errors)
    {
        if (errors.Length > 0)
        {
            page.Element("h3", "What went wrong");
            WriteList(page, errors);
        }
    }

    private static void WriteFiles(HtmlPage page, HuntResult result)
    {
        if (result.Files.Length > 0)
        {
            page.Element("h3", "What was read");
            string of = ChannelAddress.TryParse(result.Files[0], out _)
                ? FormattableString.Invariant($"{result.Files.Length} live logs")
                : FormattableString.Invariant($"{result.Files.Length} files, {result.BytesRead / 1048576.0:N1} MB");
            page.Element("p", FormattableString.Invariant($"{result.EventCount:N0} events of {of}."));
            using (page.Open("ul", "files"))
            {
                foreach (string file in result.Files)
                {
                    page.Element("li", file);
                }
            }
        }
    }

    private static void WriteList(HtmlPage page, string[] items)
    {
        using (page.Open("ul"))
        {
            foreach (string item in items)
            {
                page.Element("li", item);
            }
        }
    }
}
