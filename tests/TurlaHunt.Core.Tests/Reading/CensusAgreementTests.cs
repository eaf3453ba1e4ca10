using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using TurlaHunt.Events;
using TurlaHunt.Tests.Samples;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>What is taken down of records from their raw bytes is what they say when they are decoded, and none is left out.</summary>
public sealed class CensusAgreementTests
{
    private const string Security = "Security";

    private static readonly (int Id, string[] Fields)[] Needs =
        [(4688, ["CommandLine"]), (4698, ["TaskName", "TaskContent"]), (5156, ["DestPort", "Direction"]), (4648, ["NoSuchField"])];

    [Fact]
    public void In_the_samples() => Assert.All(SampleLogs.Paths, path => Agree(File.ReadAllBytes(path), isSound: true));

    [Fact]
    public void In_damaged_samples() => Assert.All(SampleLogs.Mutants(), log => Agree(log, isSound: false));

    [Fact]
    public void In_the_corpus() => Assert.All(SharedData.RequireCorpus(), path => Agree(File.ReadAllBytes(path), isSound: false));

    private static void Agree(byte[] log, bool isSound)
    {
        using TemporaryFile file = new(log);
        CensusPlan plan = new();
        foreach ((int id, string[] fields) in Needs)
        {
            plan.Need(Security, id, fields);
        }

        // Nothing is wanted, so that all that can be told from raw bytes is.
        EventQuery nothing = new([new EventSelector { Ids = [60001] }]);
        string[] told =
        [
            .. new EvtxFileSource(new ReadLog()).Scan([file.Path], nothing, plan, CancellationToken.None)
                .SelectMany(item => item.Census ?? []).Select(Describe),
        ];
        string[] decoded = [.. ReadLog.Of(file.Path).Records.Select(Describe)];
        if (isSound)
        {
            Assert.Equal(decoded, told);
            return;
        }

        // Of a damaged record the raw bytes may tell what it was, and decoding fails.
        Queue<string> left = new(decoded);
        foreach (string entry in told)
        {
            if (left.Count > 0 && left.Peek() == entry)
            {
                left.Dequeue();
            }
        }

        Assert.True(left.Count == 0, left.Count == 0 ? "" : $"{decoded.Length} decoded, {told.Length} told; not told: {left.Peek()}");
    }

    private static string Describe(CensusEntry entry) =>
        $"{entry.Log.MachineName}|{entry.Log.LogName}|{entry.Id}|{entry.Ticks}|{entry.RecordId}|{entry.SourceRecordId}|{entry.LacksField}";

    private static string Describe(EventRecord record)
    {
        string[]? fields = record.LogName is string log && log.Equals(Security, StringComparison.OrdinalIgnoreCase)
            ? Array.Find(Needs, need => need.Id == record.Id).Fields
            : null;
        bool lacks = fields is not null && Array.Exists(fields, field => record.Data.Find(field) is null);
        return $"{record.MachineName}|{record.LogName}|{record.Id}|{record.TimeCreated?.Ticks ?? 0}|{record.RecordId}|{record.SourceRecordId}|{lacks}";
    }
}
