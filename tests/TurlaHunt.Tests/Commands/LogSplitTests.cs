using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using TurlaHunt.Evtx;
using TurlaHunt.Tests.Hosting;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>The same events give the same dossiers in the same order, however they are spread over files.</summary>
public sealed class LogSplitTests(HostedModule module) : IClassFixture<HostedModule>, IDisposable
{
    private const string Scheduler = "Microsoft-Windows-TaskScheduler";

    private readonly TestFolder _folder = new();

    public static TheoryData<string> Splits => new(SplitsByName.Keys);

    private static Dictionary<string, Func<EventDescription, string>> SplitsByName { get; } = new()
    {
        ["a folder for each computer"] = item => Path.Combine(item.Computer!, item.ProviderName),
        ["a file for each log of all computers"] = item => item.ProviderName,
        ["the scheduler's log of one computer by itself, all else on a collector"] =
            item => item.ProviderName == Scheduler && item.Computer == "WS-2" ? "own" : "forwarded",
        ["a file for each minute"] = item => $"{item.Time:HHmm}",
        ["a file for each event, the last first"] = item => $"{5000 - (item.Time - Logs.Noon).TotalMinutes:0000} {item.EventId} {item.Computer}",
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Splits))]
    public void However_they_are_cut(string split)
    {
        string whole = _folder.Add(Path.Combine("whole", "all.evtx"), TestLog.Of(Events().OrderBy(item => item.Time)));
        string[] expected = Dossiers(whole);
        Assert.Equal(9, expected.Length);
        string parts = _folder.AddFolder("parts");
        foreach (IGrouping<string, EventDescription> part in Events().GroupBy(SplitsByName[split]))
        {
            _folder.Add(Path.Combine(parts, part.Key + ".evtx"), TestLog.Of(part.OrderBy(item => item.Time)));
        }

        Assert.Equal(expected, Dossiers(parts));
    }

    private static IEnumerable<EventDescription> Events()
    {
        for (int i = 0; i < 9; i++)
        {
            string name = $@"\Task {i}";
            DateTime time = Logs.Noon.AddMinutes(10 * i);
            string computer = $"WS-{1 + (i % 3)}";
            yield return Logs.Task(name, $@"C:\Users\Public\{i}.exe", "/s") with { Time = time.AddTicks(50), Computer = computer };
            yield return OfScheduler(106, time, computer, ("TaskName", name), ("UserContext", @"CONTOSO\m.weber"));
            yield return OfScheduler(
                200, time.AddMinutes(5), computer, ("TaskName", name), ("ActionName", $@"C:\Users\Public\{i}.exe"), ("TaskInstanceId", $"{Guid.Empty:B}"));
            yield return OfScheduler(141, time.AddMinutes(7), computer, ("TaskName", name), ("UserName", @"CONTOSO\m.weber"));
        }
    }

    private static EventDescription OfScheduler(ushort id, DateTime time, string computer, params (string Name, string Value)[] fields) =>
        new(Scheduler, id, time)
        {
            Channel = Scheduler + "/Operational",
            Computer = computer,
            Payload = TestLog.Data(Array.ConvertAll(fields, field => ((string?)field.Name, EventValue.String(field.Value)))),
        };

    // All that they say, but where their events were read.
    private string[] Dossiers(string path) =>
    [
        .. module.Run("Get-SuspiciousTaskCreation $x", ("x", path)).ThrowIfFailed().Objects.Cast<TaskCreation>().Select(dossier =>
        {
            JsonObject all = JsonSerializer.SerializeToNode(dossier)!.AsObject();
            foreach (string place in new[] { nameof(dossier.Source), nameof(dossier.RecordId), nameof(dossier.NextCommand) })
            {
                all.Remove(place);
            }

            all[nameof(dossier.Evidence)] = string.Join(", ", dossier.Evidence.Select(item => $"{item.Id} {item.TimeCreated:O}"));
            return all.ToJsonString();
        }),
    ];
}
