#if NET
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Tests.Hunting;
using Xunit;

namespace TurlaHunt.Tests.Corpus;

/// <summary>The events that hunts are about, as somebody else decoded them.</summary>
public sealed class GroundTruthTests
{
    [Fact]
    public void Every_row_is_read_with_the_same_values()
    {
        List<string> differences = [];
        foreach (IGrouping<string, GroundTruthRow> file in GroundTruthRow.ReadAll().GroupBy(row => row.File))
        {
            List<EventRecord> records = ReadLog.Of(PathOf(file.Key)).Records;
            foreach (GroundTruthRow row in file)
            {
                EventRecord? record = records.Find(
                    candidate => candidate.RecordId == row.RecordId && candidate.Id == row.Id && candidate.LogName == row.Channel);
                differences.AddRange(
                    (record is null ? ["not read"] : Compare(record, row)).Select(difference => $"{row}: {difference}"));
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} differ:\n" + string.Join("\n", differences.Take(20)));
    }

    /// <summary>Reading all logs as one case: no event is left out, none is taken twice, and nothing else makes a dossier.</summary>
    [Fact]
    public void Every_task_event_stands_in_the_one_dossier_of_its_task()
    {
        GroundTruthRow[] rows = [.. GroundTruthRow.ReadAll().Where(IsTaskEvent)];
        Assert.True(rows.Length > 30);
        TaskCreation[] dossiers = [.. HuntRuns.Find(new SuspiciousTaskCreationHunt(), ReadTaskEvents()).Cast<TaskCreation>()];
        Assert.Equal(
            rows.Select(row => (row.Computer, TaskOf(row))).Distinct().Order(),
            dossiers.Select(dossier => (dossier.MachineName!, dossier.TaskName)).Order());
        Assert.Equal(
            rows.Select(row => (row.Computer, TaskOf(row), row.Time, row.Id, row.RecordId)).Order(),
            dossiers.SelectMany(dossier => dossier.Evidence.Select(record =>
                (dossier.MachineName!, dossier.TaskName, record.TimeCreated, record.Id, record.RecordId))).Order());
    }

    [Fact]
    public void Dossiers_do_not_depend_on_the_order_of_files_and_records()
    {
        EventRecord[] records = ReadTaskEvents();
        string[] expected = HuntRuns.Describe(new SuspiciousTaskCreationHunt(), records);
        Assert.NotEmpty(expected);
        Random random = new(20190710);
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(expected, HuntRuns.Describe(new SuspiciousTaskCreationHunt(), records.OrderBy(_ => random.Next())));
        }
    }

    [Fact]
    public void Every_net_use_is_a_finding_of_its_hunt() =>
        AssertAllFound(new NetUseProcessHunt(), row => row.Classes.Contains("sysmon1-net-use"));

    [Fact]
    public void Events_of_other_providers_with_the_same_ids_are_no_findings()
    {
        GroundTruthRow[] collisions = [.. GroundTruthRow.ReadAll().Where(
            row => row.Classes.Any(name => name.StartsWith("collision-", StringComparison.Ordinal)))];
        Assert.NotEmpty(collisions);
        HashSet<(string File, long)> found = [.. collisions.Select(row => row.File).Distinct()
            .SelectMany(file => Find(new SuspiciousTaskCreationHunt(), file))
            .SelectMany(finding => finding.Evidence.Select(record => (record.Source!, record.RecordId)))];
        Assert.DoesNotContain(collisions, row => found.Contains((PathOf(row.File), row.RecordId)));
    }

    private static void AssertAllFound(Hunt hunt, Func<GroundTruthRow, bool> isWanted)
    {
        ILookup<string, GroundTruthRow> wanted = GroundTruthRow.ReadAll().Where(isWanted).ToLookup(row => row.File);
        Assert.NotEmpty(wanted);
        foreach (IGrouping<string, GroundTruthRow> file in wanted)
        {
            Finding[] findings = Find(hunt, file.Key);
            Assert.All(file, row => Assert.Contains(
                findings.SelectMany(finding => finding.Evidence),
                item => item.RecordId == row.RecordId && item.Id == row.Id && item.TimeCreated == row.Time));
        }
    }

    private static bool IsTaskEvent(GroundTruthRow row) =>
        row.Classes.Any(name => name.StartsWith("security-task-", StringComparison.Ordinal))
        || (row.Classes.Any(name => name.StartsWith("taskscheduler-op-", StringComparison.Ordinal)) && row.Id is not (100 or 102));

    private static string TaskOf(GroundTruthRow row) => row.Data.Single(item => item.Key == "TaskName").Value;

    private static EventRecord[] ReadTaskEvents()
    {
        EventQuery query = new SuspiciousTaskCreationHunt().Query;
        return [.. SharedData.RequireCorpus().SelectMany(path => ReadLog.Of(path, query).Records)];
    }

    private static Finding[] Find(Hunt hunt, string file) => HuntRuns.Find(hunt, ReadLog.Of(PathOf(file), hunt.Query).Records);

    private static string PathOf(string file) => SharedData.Require("corpus", Path.Combine(file.Split('/')));

    private static IEnumerable<string> Compare(EventRecord record, GroundTruthRow row)
    {
        if (record.TimeCreated != row.Time)
        {
            yield return $"time {record.TimeCreated:O}, not {row.Time:O}";
        }

        if (record.ProviderName != row.Provider || record.MachineName != row.Computer || (record.UserId ?? "") != (row.UserId ?? ""))
        {
            yield return $"{record.ProviderName} {record.MachineName} {record.UserId}, not {row.Provider} {row.Computer} {row.UserId}";
        }

        foreach (KeyValuePair<string, string> item in row.Data)
        {
            if (record.Data.Find(item.Key) is not string value)
            {
                yield return $"{item.Key} is missing";
            }
            else if (!IsSame(value, item.Value))
            {
                yield return $"{item.Key} is '{value}', not '{item.Value}'";
            }
        }
    }

    // The rows hold line ends as an XML parser gives them, and pointer-sized numbers in decimal.
    private static bool IsSame(string value, string expected) =>
        value.Replace("\r\n", "\n") == expected.Replace("\r\n", "\n")
        || (value.StartsWith("0x", StringComparison.Ordinal) && EventText.ToInt64(value) == EventText.ToInt64(expected));
}
#endif
