using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Hunting.Sweeps;
using TurlaHunt.Tests.Reading;
using TurlaHunt.Tests.Samples;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Hunting.Sweeps;

/// <summary>A hunt by itself gets the events that it wants, knows the computers that they come from, and what it could see of these.</summary>
public sealed class HuntReaderTests
{
    private static readonly Hunt OfTasks = new SuspiciousTaskCreationHunt();

    [Fact]
    public void Computers_and_events_of_the_samples() => Assert.All(SampleLogs.Paths, path => Agree(File.ReadAllBytes(path)));

    [Fact]
    public void Computers_and_events_of_damaged_samples() => Assert.All(SampleLogs.Mutants(), Agree);

    [Fact]
    public void Computers_and_events_of_the_corpus() => Assert.All(SharedData.RequireCorpus(), path => Agree(File.ReadAllBytes(path)));

    [Fact]
    public void An_event_without_a_template_tells_its_computer_too() => Assert.Equal(
        ["WS-1.contoso.example"],
        Surveyed(TestLog.Written(writer => writer.WriteElements(TestLog.Time, UntemplatedEvent.Make(("TaskName", @"\x"))))));

    [Fact]
    public void Computers_of_events_that_the_hunt_does_not_look_at_are_not_among_them() =>
        Assert.Empty(Surveyed(TestLog.Of(TestLog.Saying("x"))));

    [Fact]
    public void A_file_that_is_given_twice_is_read_and_counted_once()
    {
        HuntReader reader = new(new NetUseProcessHunt(), null, null, new ReadLog());
        string path = SampleLogs.Paths.First(path => path.EndsWith("Security.evtx", System.StringComparison.Ordinal));
        Assert.NotEmpty(reader.Read([path, path], CancellationToken.None).ToList());
        Assert.Empty(reader.Read([path], CancellationToken.None));
        Assert.All(reader.Judge([]), computer => Assert.Equal(VisibilityLevel.Full, computer.Level));
    }

    [Fact]
    public void Files_without_an_event_are_nothing_to_judge()
    {
        using TemporaryFile file = new(TestLog.Of());
        HuntReader reader = new(OfTasks, null, null, new ReadLog());
        Assert.False(reader.HasReadAll);
        Assert.Empty(reader.Read([file.Path], CancellationToken.None));
        Assert.Empty(reader.Judge([]));
        Assert.True(reader.HasReadAll);
    }

    private static void Agree(byte[] log)
    {
        using TemporaryFile file = new(log);
        IReadOnlyList<EventRecord> wanted = ReadLog.Of(file.Path, OfTasks.Query).Records;
        Assert.Equal(
            wanted.Select(record => (record.Id, record.SourceRecordId)),
            new HuntReader(OfTasks, null, null, new ReadLog()).Read([file.Path], CancellationToken.None).Select(record => (record.Id, record.SourceRecordId)));

        // What is damaged may look like an event of one computer more.
        string[] decoded = [.. ReadLog.Of(file.Path, OfTasks.Query.Or(OfTasks.Context)).Records.Select(record => record.MachineName ?? "").Distinct(System.StringComparer.OrdinalIgnoreCase)];
        Assert.Empty(decoded.Except(Surveyed(file.Path), System.StringComparer.OrdinalIgnoreCase));
    }

    private static string[] Surveyed(byte[] log)
    {
        using TemporaryFile file = new(log);
        return Surveyed(file.Path);
    }

    private static string[] Surveyed(string path) =>
        [.. new HuntReader(OfTasks, null, null, new ReadLog()).Survey([path], CancellationToken.None).Computers];
}
