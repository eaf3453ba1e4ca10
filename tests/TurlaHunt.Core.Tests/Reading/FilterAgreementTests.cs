using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TurlaHunt.Events;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Tests.Samples;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>
/// Whatever a query asks for, the records that a filtered scan gives are those that the query picks from all records of the
/// log: the tests on raw bytes lose nothing and change nothing.
/// </summary>
public sealed class FilterAgreementTests
{
    [Fact]
    public void A_filtered_scan_of_the_samples_gives_what_the_query_picks() =>
        Assert.All(SampleLogs.Paths, path => Agree(File.ReadAllBytes(path)));

    [Fact]
    public void A_filtered_scan_of_damaged_samples_gives_what_the_query_picks()
    {
        Assert.All(SampleLogs.Mutants(), Agree);
    }

    [Fact]
    public void A_filtered_scan_of_the_corpus_gives_what_the_query_picks() =>
        Assert.All(SharedData.RequireCorpus(), path => Agree(File.ReadAllBytes(path)));

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

        // Some of these want values and others do not, by event id.
        yield return new EventQuery(HuntCatalog.All().SelectMany(hunt => hunt.Query.Selectors));
        foreach (string name in all.Select(record => record.ProviderName ?? "").Distinct().Take(3))
        {
            yield return new EventQuery([new EventSelector { ProviderNames = [new NamePattern(name)] }]);
        }

        foreach (string name in all.Select(record => record.LogName ?? "").Distinct().Take(3))
        {
            yield return new EventQuery([new EventSelector { LogNames = [new NamePattern(name.ToUpperInvariant())] }]);
        }

        foreach (int level in all.Select(record => record.Level ?? 0).Distinct().Take(3).Append(77))
        {
            yield return new EventQuery([new EventSelector { Levels = [level] }]);
        }

        long[] numbers = [.. all.Select(record => record.RecordId)];
        if (numbers.Length > 0)
        {
            yield return Numbered((numbers[0], numbers[0]), (numbers.Last(), numbers.Last()));
            yield return Numbered((numbers[numbers.Length / 3], numbers[numbers.Length * 2 / 3]));
            yield return Numbered((long.MinValue, numbers[numbers.Length / 2]));
            yield return Numbered((-5, -1));
        }

        foreach (EventRecord record in all.Where(record => record.Data.Count > 0).GroupBy(record => record.Id).Take(2).Select(group => group.Last()))
        {
            foreach (KeyValuePair<string, string> item in record.Data.Take(4))
            {
                yield return new EventQuery([Having(item.Key, item.Value)]);
            }

            KeyValuePair<string, string> last = record.Data.Last();
            yield return new EventQuery([Having(last.Key.ToLowerInvariant(), last.Value.ToUpperInvariant(), "no such value")]);
            yield return new EventQuery([Having(last.Key, "no such value")]);
            yield return new EventQuery([Having(last.Key, "")]);
            yield return new EventQuery([Having("NoSuchName", last.Value), new EventSelector { Ids = [60001] }]);
            yield return new EventQuery(
            [
                Having("NoSuchName", ""),
                new EventSelector { Data = [.. record.Data.Take(3).Select(item => Having(item.Key, item.Value).Data[0])], Ids = [record.Id] },
            ]);
        }

        DateTime[] times = [.. all.Where(record => record.TimeCreated is not null).Select(record => record.TimeCreated!.Value)];
        if (times.Length > 0)
        {
            Array.Sort(times);
            yield return EventQuery.All.Within(times[times.Length / 3], times[times.Length * 2 / 3]);
            yield return EventQuery.All.Within(times[times.Length / 2], null);
        }
    }

    private static EventQuery Numbered(params (long First, long Last)[] ranges) =>
        new([new EventSelector { RecordIds = Array.ConvertAll(ranges, range => new RecordIdRange(range.First, range.Last)) }]);

    private static EventSelector Having(string name, params string[] texts) =>
        new() { Data = [new KeyValuePair<string, IReadOnlyList<string>>(name, texts)] };

    private static string Describe(EventRecord record) => $"{record.SourceRecordId} {record.RecordId} {record.Id} {record.Data}";
}
