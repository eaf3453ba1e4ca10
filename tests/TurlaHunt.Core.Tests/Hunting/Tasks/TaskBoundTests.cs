using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Hunting.Tasks;
using Xunit;

namespace TurlaHunt.Tests.Hunting.Tasks;

/// <summary>However much a log says about one task, little of it is kept, and what is counted stays right.</summary>
public sealed class TaskBoundTests
{
    [Fact]
    public void Half_hours_of_a_year_are_counted_and_still_recognised()
    {
        const int Runs = 365 * 48;
        TaskLog log = new TaskLog().Registered(-1);
        for (int i = 0; i < Runs; i++)
        {
            log.Started(i * 30);
        }

        List<EventRecord> records = log.Records;
        TaskCreation dossier = Assert.Single(TaskLog.Dossiers(records));
        Assert.Equal(Runs, dossier.RunCount);
        Assert.Equal(TaskLog.Start.AddMinutes(30 * (Runs - 1)).Date, dossier.LastRun!.Value.Date);
        Assert.Equal(1 + 24, dossier.Evidence.Length);

        string[] expected = HuntRuns.Describe(new SuspiciousTaskCreationHunt(), records);
        Random random = new(1);
        Assert.Equal(expected, HuntRuns.Describe(new SuspiciousTaskCreationHunt(), records.OrderBy(_ => random.Next())));
    }

    [Fact]
    public void A_copy_of_a_busy_log_counts_no_run_twice_and_its_order_does_not_matter()
    {
        TaskLog log = new TaskLog().Registered(-1);
        for (int i = 0; i < 100; i++)
        {
            log.Ran(i * 7).Ran((i * 7) + 0.2, @"C:\b.exe");
        }

        List<EventRecord> first = log.Records;
        List<EventRecord> second = log.Records;
        Assert.NotEqual(first[0].Source, second[0].Source);
        TaskCreation once = Assert.Single(TaskLog.Dossiers(first));
        Assert.Equal(200, once.RunCount);
        Assert.Equal([TaskLog.Certcheck, @"C:\b.exe"], once.Started!);
        string[] expected = HuntRuns.Describe(new SuspiciousTaskCreationHunt(), first.Concat(second));
        Assert.Equal(expected, HuntRuns.Describe(new SuspiciousTaskCreationHunt(), second.Concat(first)));
        Assert.Equal(200, Assert.Single(TaskLog.Dossiers(first.Concat(second))).RunCount);
    }

    [Fact]
    public void Traces_past_the_capacity_are_counted_in_slots_of_time()
    {
        TaskLog log = new();
        for (int i = 0; i < TaskRunLog.MostSlots * 3; i++)
        {
            log.Started(i / 6.0);
        }

        TaskRunLog runs = new();
        foreach (EventRecord record in log.Records)
        {
            runs.Add(TaskRunMark.Of(record)!, isCopy: false);
        }

        IReadOnlyList<TaskRunMark> marks = runs.Marks();
        Assert.InRange(marks.Count, TaskRunLog.MostSlots / 8, TaskRunLog.MostSlots);
        Assert.Equal(TaskRunLog.MostSlots * 3, marks.Sum(mark => mark.Processes));
    }

    [Fact]
    public void Of_thousands_of_updates_the_ends_and_every_definition_are_kept()
    {
        const int Updates = 6000;
        TaskLog log = new();
        for (int i = 0; i < Updates; i++)
        {
            string command = i == Updates / 2 ? TaskLog.Certcheck : @"C:\Program Files\Up\up.exe";
            log.Audited(4702, i, TaskLog.Xml(TaskLog.Exec(command), TaskLog.Every("PT1H", $"2019-07-10T00:00:{i}")));
        }

        List<EventRecord> records = log.Records;
        TaskCreation dossier = Assert.Single(TaskLog.Dossiers(records));
        Assert.Equal(Updates, dossier.Changes.Length + dossier.ChangesLeftOut);
        Assert.Equal((2 * TaskHistory.MostChangesAtEachEnd) + 1, dossier.Changes.Length);
        Assert.Equal(Severity.Medium, dossier.Severity);
        Assert.Contains(dossier.Reasons, reason => reason.Contains("AppData", StringComparison.Ordinal));
        Assert.Contains($"from 2019-07-10T00:00:{Updates - 1}", dossier.Triggers![0], StringComparison.Ordinal);

        string[] expected = HuntRuns.Describe(new SuspiciousTaskCreationHunt(), records);
        Random random = new(1);
        Assert.Equal(expected, HuntRuns.Describe(new SuspiciousTaskCreationHunt(), records.OrderBy(_ => random.Next())));
    }

    [Theory]
    [InlineData("30 30 30 30", 30.0)]
    [InlineData("30 30 30", 30.0)]
    [InlineData("30 30", null)]
    [InlineData("30 30 30 600 30", 30.0)]
    [InlineData("30 600 30 700", null)]
    [InlineData("29.5 30.4 30 30.2 29.9", 30.0)]
    [InlineData("5 5 5 5", 5.0)]
    [InlineData("1440 1440 1441 1439", 1440.0)]
    [InlineData("0.1 0.1 0.1 0.1", null)]
    [InlineData("0 0 0 0", null)]
    [InlineData("", null)]
    public void A_cadence_is_what_most_intervals_have(string minutes, double? expected)
    {
        List<DateTime> starts = [TaskLog.Start];
        foreach (string interval in minutes.Split([' '], StringSplitOptions.RemoveEmptyEntries))
        {
            starts.Add(starts[starts.Count - 1].AddMinutes(double.Parse(interval, System.Globalization.CultureInfo.InvariantCulture)));
        }

        Assert.Equal(expected, RunCadence.Of(starts)?.TotalMinutes);
    }
}
