using System;
using System.IO;
using System.Linq;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Hunting.Sweeps;
using TurlaHunt.Reporting;
using TurlaHunt.Tests.Visibility;
using Xunit;

namespace TurlaHunt.Tests.Reporting;

/// <summary>A report of many runs shows each computer once, loses nothing that any of them found, and is never better than what was seen.</summary>
public sealed class FleetTests
{
    private static readonly DateTime Start = TestHost.Midnight.AddMinutes(5);
    private static readonly DateTime End = TestHost.Midnight.AddHours(23);

    [Fact]
    public void A_computer_that_was_reported_twice_is_shown_once_as_it_is()
    {
        HuntResult one = Sweep(_ => { });
        HuntResult merged = Assert.Single(TestReport.Of([one, Sweep(_ => { }), one]).Results);
        Assert.Equal((one.Verdict, one.ExitCode, one.EventCount, one.BytesRead), (merged.Verdict, merged.ExitCode, merged.EventCount, merged.BytesRead));
        Assert.Equal(one.Findings.Length, merged.Findings.Length);
        Assert.Equal(one.Visibility.Select(hunt => hunt.Summary), merged.Visibility.Select(hunt => hunt.Summary));
    }

    [Fact]
    public void What_only_one_of_two_runs_found_is_found()
    {
        HuntResult found = Sweep(host => host.Security.Add(host.Process(TestHost.Midnight.AddHours(3), @"cmd.exe /c net use \\198.51.100.7\c$")));
        HuntResult clean = Sweep(_ => { });
        Assert.Equal((Verdict.Found, Verdict.Clean), (found.Verdict, clean.Verdict));
        foreach (HuntResult[] order in new[] { new[] { found, clean }, [clean, found] })
        {
            HuntResult merged = Assert.Single(TestReport.Of(order).Results);
            Assert.Equal((Verdict.Found, 1, found.FindingCount, found.Findings.Length), (merged.Verdict, merged.ExitCode, merged.FindingCount, merged.Findings.Length));
            Assert.Equal(found.Severity, merged.Severity);
        }
    }

    [Fact]
    public void Over_one_window_who_saw_all_saw_all()
    {
        HuntResult partly = Sweep(host => host.Security.RemoveAll(item => item.EventId == 4688));
        HuntResult whole = Sweep(_ => { });
        Assert.Equal((Verdict.CleanPartial, Verdict.Clean), (partly.Verdict, whole.Verdict));
        HuntResult merged = Assert.Single(TestReport.Of([partly, whole]).Results);
        Assert.Equal((Verdict.Clean, 0), (merged.Verdict, merged.ExitCode));
        Assert.Empty(merged.NotSeen);
    }

    [Fact]
    public void Where_no_window_was_given_each_run_may_have_missed_its_own_part()
    {
        HuntResult partly = Sweep(host => host.Security.RemoveAll(item => item.EventId == 4688), isOpen: true);
        HuntResult whole = Sweep(_ => { }, isOpen: true);
        HuntResult merged = Assert.Single(TestReport.Of([whole, partly]).Results);
        Assert.Equal(partly.Verdict, merged.Verdict);
        Assert.Equal(partly.NotSeen, merged.NotSeen);
    }

    [Fact]
    public void Other_windows_and_other_hunts_stay_apart()
    {
        HuntResult day = Sweep(_ => { });
        HuntResult hours = Sweep(_ => { }, end: TestHost.Midnight.AddHours(12));
        HuntResult tasks = Sweep(_ => { }, hunt: "TH-0001");
        Assert.Equal(3, TestReport.Of([day, hours, tasks, day]).Results.Count);
        HuntResult morning = Sweep(host => Keep(host, 0, 6), isOpen: true);
        HuntResult evening = Sweep(host => Keep(host, 18, 24), isOpen: true);
        HuntResult between = Sweep(host => Keep(host, 4, 20), isOpen: true);
        Assert.Equal(2, TestReport.Of([evening, morning]).Results.Count);
        HuntResult merged = Assert.Single(TestReport.Of([evening, morning, between]).Results);
        Assert.Equal((morning.StartTime, evening.EndTime), (merged.StartTime, merged.EndTime));
    }

    [Fact]
    public void That_a_computer_was_silent_is_forgotten_only_where_another_run_saw_it_over_that_window()
    {
        HuntResult seen = Sweep(_ => { });
        HuntSweep sweep = SweepOf(Start, End, "TH-*");
        HuntResult unhunted = sweep.OfUnhunted("ws-1", "The session is broken.", "Open it.");
        HuntResult silent = sweep.OfSilent(TestHost.Name);
        Assert.Equal([seen.MachineName], TestReport.Of([unhunted, seen, silent]).Results.Select(result => result.MachineName));
        HuntResult merged = TestReport.Of([unhunted, seen, silent]).Results[0];
        Assert.Equal((Verdict.Clean, seen.EventCount, "The session is broken."), (merged.Verdict, merged.EventCount, Assert.Single(merged.Errors)));
        Assert.Same(seen, Assert.Single(TestReport.Of([seen, silent]).Results));
        HuntResult other = SweepOf(Start, End.AddDays(1), "TH-*").OfUnhunted("ws-1", "The session is broken.", "Open it.");
        Assert.Equal(["ws-1", TestHost.Name], TestReport.Of([seen, other]).Results.Select(result => result.MachineName));
        HuntResult neighbour = sweep.OfUnhunted("ws-11", "The session is broken.", "Open it.");
        Assert.Equal(["ws-11", TestHost.Name], TestReport.Of([seen, neighbour]).Results.Select(result => result.MachineName));
    }

    [Fact]
    public void Two_reasons_why_a_computer_was_not_hunted_on_are_both_told()
    {
        HuntSweep sweep = SweepOf(Start, End, "TH-*");
        HuntResult merged = Assert.Single(TestReport.Of([sweep.OfUnhunted("A", "One.", "x"), sweep.OfUnhunted("a", "Two.", "x")]).Results);
        Assert.Equal((Verdict.Blind, 3), (merged.Verdict, merged.ExitCode));
        Assert.Equal(["One.", "Two."], merged.Errors);
        Assert.Equal(2, merged.NotSeen.Length);
    }

    [Fact]
    public void Computers_that_nothing_was_seen_of_come_first_and_the_page_says_which()
    {
        HuntSweep sweep = SweepOf(Start, End, "TH-*");
        HuntReport report = TestReport.Of(
        [
            Sweep(_ => { }), sweep.OfUnhunted("WS-7", "The session is broken.", "Open it."), sweep.OfSilent("WS-8"), .. TestReport.OfSamples().Results,
        ]);
        Assert.Equal(
            ["WS-7", "WS-8", "WS-0217.contoso.example", TestHost.Name], report.Results.Select(result => result.MachineName));
        string page = TestReport.Write(report, ReportFormat.Html);
        Assert.Contains("One computer was not hunted on: WS-7.", page, StringComparison.Ordinal);
        Assert.Contains("One expected computer sent nothing: WS-8.", page, StringComparison.Ordinal);
    }

    private static void Keep(TestHost host, int from, int to)
    {
        DateTime start = TestHost.Midnight.AddHours(from);
        DateTime end = TestHost.Midnight.AddHours(to);
        host.Security.RemoveAll(item => item.Time < start || item.Time >= end);
        host.Tasks.RemoveAll(item => item.Time < start || item.Time >= end);
    }

    private static HuntSweep SweepOf(DateTime? start, DateTime? end, string hunt) => new(
        HuntCatalog.Select(HuntCatalog.All(), [hunt], out _), new SweepOptions { StartTime = start, EndTime = end }, new QuietListener());

    // Each run in a folder of its own, as logs that were collected twice.
    private static HuntResult Sweep(Action<TestHost> change, bool isOpen = false, DateTime? end = null, string hunt = "TH-*")
    {
        using TemporaryFolder folder = new();
        TestHost host = new();
        change(host);
        host.Write(folder.Path);
        HuntSweep sweep = SweepOf(isOpen ? null : Start, isOpen ? null : end ?? End, hunt);
        sweep.Read(Directory.GetFiles(folder.Path), default);
        return Assert.Single(sweep.Complete(default));
    }
}
