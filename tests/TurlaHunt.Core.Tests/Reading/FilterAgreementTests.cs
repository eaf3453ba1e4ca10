using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TurlaHunt.Events;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>
/// Whatever a query asks for, the records that a filtered scan gives are those that the query picks from all records of the
/// log: the tests on raw bytes lose nothing and change nothing.
/// </summary>
public sealed class FilterAgreementTests
{
    private const int MutantsOfEach = 12;

    [Fact]
    public void A_filtered_scan_of_the_samples_gives_what_the_query_picks() =>
        Assert.All(Samples(), path => Agree(File.ReadAllBytes(path)));

    [Fact]
    public void A_filtered_scan_of_damaged_samples_gives_what_the_query_picks()
    {
        foreach (string path in Samples())
        {
            byte[] sound = File.ReadAllBytes(path);
            for (int seed = 0; seed < MutantsOfEach; seed++)
            {
                Random random = new(seed);
                byte[] mutant = (byte[])sound.Clone();
                for (int flips = random.Next(1, 60); flips > 0; flips--)
                {
                    mutant[random.Next(4096, mutant.Length)] = (byte)random.Next(256);
                }

                Agree(mutant);
            }
        }
    }

    [Fact]
    public void A_filtered_scan_of_the_corpus_gives_what_the_query_picks() =>
        Assert.All(SharedData.RequireCorpus(), path => Agree(File.ReadAllBytes(path)));

    private static string[] Samples() =>
        Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "module", "samples"), "*.evtx");

    private static void Agree(byte[] log)
    {
        using TemporaryFile file = new(log);
        List<EventRecord> all = ReadLog.Of(file.Path).Records;
        foreach (EventQuery query in Queries(all))
        {
            List<EventRecord> wanted = all.FindAll(query.Matches);
            List<EventRecord> found = ReadLog.Of(file.Path, query).Records;
            Assert.Equal(wanted.ConvertAll(Describe), found.ConvertAll(Describe));
        }
    }

    private static IEnumerable<EventQuery> Queries(List<EventRecord> all)
    {
        IEnumerable<int> ids = all.Select(record => record.Id).Distinct().Take(6);
        foreach (int id in ids.Concat([0, 60001]))
        {
            yield return new EventQuery([new EventSelector { Ids = [id] }]);
        }

        foreach (string name in all.Select(record => record.ProviderName ?? "").Distinct().Take(3))
        {
            yield return new EventQuery([new EventSelector { ProviderNames = [new NamePattern(name)] }]);
        }

        foreach (string name in all.Select(record => record.LogName ?? "").Distinct().Take(3))
        {
            yield return new EventQuery([new EventSelector { LogNames = [new NamePattern(name.ToUpperInvariant())] }]);
        }

        DateTime[] times = [.. all.Where(record => record.TimeCreated is not null).Select(record => record.TimeCreated!.Value)];
        if (times.Length > 0)
        {
            Array.Sort(times);
            yield return EventQuery.All.Within(times[times.Length / 3], times[times.Length * 2 / 3]);
            yield return EventQuery.All.Within(times[times.Length / 2], null);
        }
    }

    private static string Describe(EventRecord record) => $"{record.SourceRecordId} {record.RecordId} {record.Id} {record.Data}";
}
