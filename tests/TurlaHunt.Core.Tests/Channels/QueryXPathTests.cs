using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Xml.Linq;
using TurlaHunt.Events;
using TurlaHunt.Events.Channels;
using TurlaHunt.Evtx;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Tests.Samples;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Channels;

/// <summary>
/// A query selects the same events of a live channel and of a file: the service gives more where its XPath cannot say what is
/// wanted, never less, and matching again leaves what the bytes of a file give.
/// </summary>
public sealed class QueryXPathTests
{
    private static readonly ConditionalWeakTable<EventRecord, XElement> Parsed = new();
    private static readonly string[] Names = ["TargetName", "DestPort", "Protocol"];
    private static readonly string[] Texts = ["445", "139", "6", "", "O'Neill", "tcp", "0x445"];

    [Fact]
    public void Random_queries_over_random_records()
    {
        int exact = 0;
        int wider = 0;
        for (int seed = 0; seed < 40; seed++)
        {
            Random random = new(seed);
            using TemporaryFile file = new(TestLog.Of(Enumerable.Range(0, 60).Select(_ => RandomEvent(random))));
            List<EventRecord> all = ReadLog.Of(file.Path).Records;
            for (int number = 0; number < 25; number++)
            {
                EventQuery query = RandomQuery(random, all);
                Compare(file.Path, all, query, out bool isSame);
                exact += isSame ? 1 : 0;
                wider += isSame ? 0 : 1;
            }
        }

        // Both kinds were there.
        Assert.InRange(exact, 200, 980);
        Assert.InRange(wider, 20, 800);
    }

    [Fact]
    public void The_hunts_over_the_samples()
    {
        foreach (string path in SampleLogs.Paths)
        {
            List<EventRecord> all = ReadLog.Of(path).Records;
            foreach (EventQuery query in HuntCatalog.All().SelectMany(hunt => new[] { hunt.Query, hunt.Context }).OfType<EventQuery>())
            {
                Compare(path, all, query, out _);
            }
        }
    }

    [Fact]
    public void What_the_XPath_can_say_selects_no_event_more()
    {
        // Each name once: of values with one name the query looks at the first, and XPath at all.
        using TemporaryFile file = new(TestLog.Of(Enumerable.Range(0, 80).Select(number => RandomEvent(new Random(number), names: 1))));
        List<EventRecord> all = ReadLog.Of(file.Path).Records;
        EventSelector port = Having("DestPort", "445", "139");
        Assert.All(
            new EventSelector[]
            {
                new() { Ids = [1, 4688, 5156] },
                new() { Levels = [2, 4] },
                new() { RecordIds = [new RecordIdRange("3-9"), new RecordIdRange("70-"), new RecordIdRange(20), new RecordIdRange(-4, 1)] },
                port,
                new() { Ids = [1, 4688, 5156], Levels = [0, 1, 2, 3, 4, 5], RecordIds = [new RecordIdRange("-79")], Data = port.Data, HasManifestNames = true },
                new() { Ids = [70000, -1] },
            },
            selector =>
            {
                EventQuery query = new([selector], TestLog.Time.Date, TestLog.Time.Date.AddDays(1));
                Compare(file.Path, all, query, out bool isSame);
                Assert.True(isSame);
                Assert.NotEqual(selector.Ids.Contains(70000), all.Exists(query.Matches));
            });
    }

    [Fact]
    public void What_it_cannot_say_is_selected_and_matched_again()
    {
        using TemporaryFile file = new(TestLog.Of(Event(("Name", "Cmd.exe")), Event(("Name", "445")), Event(("NAME", "445"))));
        List<EventRecord> all = ReadLog.Of(file.Path).Records;
        foreach (EventSelector selector in new EventSelector[]
        {
            new() { LogNames = [new NamePattern("test/OPERATIONAL")] },
            new() { ProviderNames = [new NamePattern("Test-*")], Ids = [106] },
            Having("Name", "cmd.EXE"),
            new() { Data = Having("Name", "445").Data },
            Having("Name#2", "445"),
        })
        {
            EventQuery query = new([selector]);
            Compare(file.Path, all, query, out _);
            Assert.Equal(3, Selected(all, query).Count);
        }
    }

    [Fact]
    public void A_long_list_is_cut_into_selects_and_a_very_long_one_left_out()
    {
        EventQuery many = new([new EventSelector { Ids = [.. Enumerable.Range(0, 100)], Levels = [1, 2, 3] }]);
        Assert.InRange(many.ToXPath().Count, 6, 16);
        Assert.All(Enumerable.Range(0, 100), id => Assert.Single(many.ToXPath(), select => Mentions(select, id)));
        Assert.All(many.ToXPath(), select => Assert.InRange(ServiceXPath.Parse(select).Terms, 2, QueryXPath.MaxTerms));

        EventQuery more = new([new EventSelector { Ids = [.. Enumerable.Range(0, 3000)], Levels = [1] }]);
        Assert.Equal("*[System[(Level=1)]]", Assert.Single(more.ToXPath()));

        EventQuery values = new(
        [
            new EventSelector
            {
                Data = [.. Enumerable.Range(0, 15).Select(number => Having("Name" + (char)('a' + number), "1").Data[0])],
                HasManifestNames = true,
            },
        ]);
        Assert.InRange(ServiceXPath.Parse(Assert.Single(values.ToXPath())).Terms, 2, QueryXPath.MaxTerms);
    }

    [Fact]
    public void A_query_is_written_the_same_in_every_culture_and_is_well_formed()
    {
        DateTime start = new DateTime(2019, 5, 7, 8, 9, 10, DateTimeKind.Utc).AddTicks(1234567);
        EventQuery query = new([new EventSelector { Ids = [4688], RecordIds = [new RecordIdRange("1-2")] }], start, start.AddHours(1));
        CultureInfo odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.DateTimeFormat.TimeSeparator = ".";
        odd.DateTimeFormat.DateSeparator = "/";
        odd.NumberFormat.NegativeSign = "minus";
        CultureInfo before = Thread.CurrentThread.CurrentCulture;
        try
        {
            foreach (CultureInfo culture in new[] { odd, CultureInfo.InvariantCulture })
            {
                Thread.CurrentThread.CurrentCulture = culture;
                XElement list = XElement.Parse(query.ToQueryList("A & B"));
                XElement select = list.Elements("Query").Elements("Select").Single();
                Assert.Equal("A & B", select.Attribute("Path")?.Value);
                Assert.Equal(
                    "*[System[(EventID=4688) and (EventRecordID>=1 and EventRecordID<=2) and "
                        + "TimeCreated[@SystemTime>='2019-05-07T08:09:10.123Z' and @SystemTime<'2019-05-07T09:09:10.124Z']]]",
                    select.Value);
            }
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void All_events_are_a_star_and_the_end_of_time_does_no_harm()
    {
        Assert.Equal("*", Assert.Single(EventQuery.All.ToXPath()));
        Assert.Contains("9999-12-31T23:59:59.999Z", Assert.Single(EventQuery.All.Within(null, DateTime.MaxValue).ToXPath()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//System")]
    [InlineData("*[System[EventID=1]")]
    [InlineData("*[starts-with(System, 'x')]")]
    [InlineData("Data")]
    public void The_twin_of_the_service_refuses_what_the_service_does(string query) =>
        Assert.Throws<FormatException>(() => ServiceXPath.Parse(query));

    private static bool Mentions(string select, int id) =>
        select.Replace(')', ' ').Split(' ', '(').Contains($"EventID={id}");

    private static void Compare(string path, List<EventRecord> all, EventQuery query, out bool isSame)
    {
        List<EventRecord> selected = Selected(all, query);
        List<long> fromFile = ReadLog.Of(path, query).Records.ConvertAll(record => record.SourceRecordId);
        Assert.Subset(new HashSet<long>(selected.Select(record => record.SourceRecordId)), new HashSet<long>(fromFile));
        Assert.Equal(fromFile, selected.FindAll(query.Matches).ConvertAll(record => record.SourceRecordId));
        isSame = selected.Count == fromFile.Count;
    }

    private static List<EventRecord> Selected(List<EventRecord> all, EventQuery query)
    {
        List<ServiceXPath> selects = [.. query.ToXPath().Select(ServiceXPath.Parse)];
        Assert.All(selects, select => Assert.InRange(select.Terms, 0, QueryXPath.MaxTerms));
        return all.FindAll(record =>
        {
            XElement read = Parsed.GetValue(record, one => ServiceXPath.Read(one.ToXml()));
            return selects.Exists(select => select.Selects(read));
        });
    }

    private static EventQuery RandomQuery(Random random, List<EventRecord> all)
    {
        List<EventSelector> selectors = [];
        for (int count = random.Next(4); count > 0; count--)
        {
            EventRecord model = all[random.Next(all.Count)];
            selectors.Add(new EventSelector
            {
                Ids = Maybe<int>(() => Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(2) == 0 ? model.Id : random.Next(-3, 70000))),
                Levels = Maybe<int>(() => [model.Level ?? 0, random.Next(8)]),
                RecordIds = Maybe<RecordIdRange>(() => [new RecordIdRange(model.RecordId - random.Next(9), model.RecordId + random.Next(3))]),
                ProviderNames = random.Next(5) == 0 ? [new NamePattern("test-p*")] : [],
                Data = Maybe<KeyValuePair<string, IReadOnlyList<string>>>(() => [Having(Names[random.Next(3)], Texts[random.Next(7)], model.Data.Values[0]).Data[0]]),
                HasManifestNames = random.Next(3) > 0,
            });
        }

        DateTime? start = random.Next(3) == 0 ? all[random.Next(all.Count)].TimeCreated : null;
        DateTime? end = random.Next(3) == 0 ? all[random.Next(all.Count)].TimeCreated : null;
        return new EventQuery(selectors, start, end);

        T[] Maybe<T>(Func<IEnumerable<T>> make) => random.Next(3) == 0 ? [.. make()] : [];
    }

    private static EventDescription RandomEvent(Random random, int? names = null) => Event(
        [.. Enumerable.Range(0, names ?? random.Next(1, 4)).Select(_ => (Names[random.Next(3)], Texts[random.Next(7)]))]) with
    {
        EventId = random.Next(4) switch { 0 => 4688, 1 => 5156, 2 => 1, _ => (ushort)random.Next(65536) },
        Level = (byte)random.Next(6),
        Time = TestLog.Time.AddTicks(random.Next(10_000_000)),
    };

    private static EventDescription Event(params (string Name, string Text)[] values) =>
        TestLog.Event(TestLog.Data(Array.ConvertAll(values, value => ((string?)value.Name, EventValue.String(value.Text)))));

    private static EventSelector Having(string name, params string[] texts) =>
        new() { Data = [new KeyValuePair<string, IReadOnlyList<string>>(name, texts)], HasManifestNames = true };
}
