using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using TurlaHunt.Events;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Tests.Samples;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>The computers that a log tells of are found without decoding its events, and none of those in decoded events is missing.</summary>
public sealed class ComputerReaderTests
{
    private static readonly EventQuery OfTasks = new SuspiciousTaskCreationHunt().Query;

    [Fact]
    public void In_the_samples() => Assert.All(SampleLogs.Paths, path => Agree(File.ReadAllBytes(path), isSound: true));

    [Fact]
    public void In_damaged_samples() => Assert.All(SampleLogs.Mutants(), log => Agree(log, isSound: false));

    [Fact]
    public void In_the_corpus() => Assert.All(SharedData.RequireCorpus(), path => Agree(File.ReadAllBytes(path), isSound: false));

    [Fact]
    public void Each_turn_from_one_computer_to_another_in_a_collectors_log_is_told_once()
    {
        string[] names = ["WS-1", "WS-1", "WS-2", "WS-2", "WS-1", ""];
        byte[] log = TestLog.Of(names.Select(name => TestLog.Saying("x") with { Computer = name }));
        Assert.Equal(["WS-1", "WS-2", "WS-1", ""], Computers(log, EventQuery.All));
    }

    [Fact]
    public void Events_without_a_template_tell_it_too() => Assert.Equal(
        ["WS-1.contoso.example"],
        Computers(TestLog.Written(writer => writer.WriteElements(TestLog.Time, UntemplatedEvent.Make(("TaskName", @"\x")))), OfTasks));

    [Fact]
    public void Computers_of_events_that_nobody_asks_for_are_not_told() =>
        Assert.Empty(Computers(TestLog.Of(TestLog.Saying("x")), OfTasks));

    private static void Agree(byte[] log, bool isSound)
    {
        using TemporaryFile file = new(log);
        foreach (EventQuery query in new[] { EventQuery.All, OfTasks })
        {
            string[] decoded = [.. ReadLog.Of(file.Path, query).Records.Select(record => record.MachineName ?? "").Distinct()];
            string[] told = [.. Computers(log, query).Distinct()];
            Assert.Equal(decoded, isSound ? told : told.Intersect(decoded));
        }
    }

    private static string[] Computers(byte[] log, EventQuery query)
    {
        using TemporaryFile file = new(log);
        List<FileComputer> items = [.. new EvtxFileSource(new ReadLog()).ReadComputers([file.Path], query, CancellationToken.None)];
        Assert.All(items, item => Assert.Equal(file.Path, item.Path));
        return [.. items.Select(item => item.Computer)];
    }
}
