#if NET
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Hunts;
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

    [Fact]
    public void Every_task_event_is_a_finding_of_the_task_hunt() =>
        AssertAllFound(new SuspiciousTaskCreationHunt(), row =>
            row.Classes.Any(name => name.StartsWith("security-task-", StringComparison.Ordinal))
            || (row.Classes.Any(name => name.StartsWith("taskscheduler-op-", StringComparison.Ordinal))
                && row.Id is 106 or 140 or 141 or 142));

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
            .SelectMany(file => Find(new SuspiciousTaskCreationHunt(), file).Select(finding => (file, finding.RecordId)))];
        Assert.DoesNotContain(collisions, row => found.Contains((row.File, row.RecordId)));
    }

    private static void AssertAllFound(Hunt hunt, Func<GroundTruthRow, bool> isWanted)
    {
        ILookup<string, GroundTruthRow> wanted = GroundTruthRow.ReadAll().Where(isWanted).ToLookup(row => row.File);
        Assert.NotEmpty(wanted);
        foreach (IGrouping<string, GroundTruthRow> file in wanted)
        {
            List<Finding> findings = Find(hunt, file.Key);
            Assert.All(file, row => Assert.Contains(
                findings.SelectMany(finding => finding.Evidence),
                item => item.RecordId == row.RecordId && item.Id == row.Id && item.TimeCreated == row.Time));
        }
    }

    private static List<Finding> Find(Hunt hunt, string file)
    {
        HuntRun run = hunt.Start();
        return [.. ReadLog.Of(PathOf(file), hunt.Query).Records.SelectMany(run.Examine).Concat(run.Complete())];
    }

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
