using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TurlaHunt.Evtx;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Forwarding;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Tests.Channels;
using TurlaHunt.Tests.Samples;
using TurlaHunt.Tests.Visibility;
using Xunit;

namespace TurlaHunt.Tests.Hunting.Forwarding;

/// <summary>Subscriptions: whatever a hunt looks at is forwarded, and the collector takes what is written.</summary>
public sealed class SubscriptionTests
{
    private const int MostTerms = 22;

    private static readonly XNamespace Space = "http://schemas.microsoft.com/2006/03/windows/events/subscription";
    private static readonly SubscriptionKind[] Kinds = [SubscriptionKind.Baseline, SubscriptionKind.Targeted];

    private static readonly Dictionary<SubscriptionKind, ILookup<string, ServiceXPath>> Selects = Kinds.ToDictionary(kind => kind, kind => QueriesOf(Write(kind))
        .SelectMany(query => query.Elements("Select"))
        .ToLookup(select => select.Attribute("Path")!.Value, select => ServiceXPath.Parse(select.Value), StringComparer.OrdinalIgnoreCase));

    public static TheoryData<SubscriptionKind> AllKinds => [.. Kinds];

    [Fact]
    public void Each_hunt_is_in_one_of_them() => Assert.Equal(
        HuntCatalog.All().Select(hunt => hunt.Id).OrderBy(id => id, StringComparer.Ordinal),
        Kinds.SelectMany(kind => ForwardedEvents.Of(HuntCatalog.All(), kind)).Select(hunt => hunt.Id).OrderBy(id => id, StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void Each_log_has_one_query_with_short_selects(SubscriptionKind kind)
    {
        XElement[] queries = [.. QueriesOf(Write(kind))];
        Assert.Equal(Enumerable.Range(0, queries.Length).Select(number => $"{number}"), queries.Select(query => query.Attribute("Id")!.Value));
        string[] paths = [.. queries.Select(query => query.Attribute("Path")!.Value)];
        Assert.Equal(paths.Distinct(StringComparer.OrdinalIgnoreCase), paths);
        Assert.All(queries, query =>
        {
            Assert.DoesNotMatch("[*?]", query.Attribute("Path")!.Value);
            Assert.NotEmpty(query.Elements("Select"));
            Assert.All(query.Elements("Select"), select =>
            {
                Assert.Equal(query.Attribute("Path")!.Value, select.Attribute("Path")!.Value);
                Assert.InRange(ServiceXPath.Parse(select.Value).Terms, 1, MostTerms);
                Assert.NotEqual("*", select.Value);
            });
        });
    }

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void It_has_the_elements_of_a_subscription_in_their_order(SubscriptionKind kind)
    {
        XElement subscription = XElement.Parse(Write(kind));
        Assert.Equal(
            [
                "SubscriptionId", "SubscriptionType", "Description", "Enabled", "Uri", "ConfigurationMode", "Delivery", "Query", "ReadExistingEvents",
                "TransportName", "ContentFormat", "Locale", "LogFile", "AllowedSourceNonDomainComputers", "AllowedSourceDomainComputers",
            ],
            subscription.Elements().Select(element => element.Name.LocalName));
        Assert.All(subscription.DescendantsAndSelf(), element => Assert.Equal(Space, element.Name.Namespace));
        Assert.Equal("SourceInitiated", subscription.Element(Space + "SubscriptionType")!.Value);
        Assert.Equal("Events", subscription.Element(Space + "ContentFormat")!.Value);
        Assert.Equal("true", subscription.Element(Space + "ReadExistingEvents")!.Value);
        Assert.Equal("ForwardedEvents", subscription.Element(Space + "LogFile")!.Value);
        Assert.Equal("O:NSG:NSD:(A;;GA;;;DC)(A;;GA;;;DD)(A;;GA;;;NS)", subscription.Element(Space + "AllowedSourceDomainComputers")!.Value);
        XElement delivery = subscription.Element(Space + "Delivery")!;
        Assert.Equal(
            ["50", "60000", "900000"],
            new[] { delivery.Descendants(Space + "MaxItems").Single().Value, delivery.Descendants(Space + "MaxLatencyTime").Single().Value, delivery.Descendants(Space + "Heartbeat").Single().Attribute("Interval")!.Value });
    }

    [Fact]
    public void What_must_not_be_there_everywhere_stays_out_of_the_baseline()
    {
        string[] baseline = [.. Logs(SubscriptionKind.Baseline).Select(log => log.ToString())];
        Assert.Equal(
            [
                "Microsoft-Windows-TaskScheduler/Operational: 106, 107, 110, 119, 129, 140, 141, 142, 200, 201",
                "Security: 1100, 1102, 4616, 4624, 4625, 4648, 4688, 4697, 4698, 4699, 4700, 4701, 4702, 4719",
                "System: 1, 104, 6005, 6006, 6008, 7045",
                "Microsoft-Windows-Sysmon/Operational: 1",
            ],
            baseline);
        string security = string.Join("\n", Logs(SubscriptionKind.Targeted).Single(log => log.LogName == "Security").Selects);
        Assert.Contains(
            "*[System[(EventID=5156 or EventID=5157)] and EventData[Data[@Name='Direction']='%%14593' and (Data[@Name='DestPort']='445' or Data[@Name='DestPort']='139')]]",
            security,
            StringComparison.Ordinal);
        Assert.Contains(Logs(SubscriptionKind.Targeted), log => log.ToString() == "Microsoft-Windows-PowerShell/Operational: 4104");
        Assert.DoesNotMatch("EventID=5158", security);
    }

    [Fact]
    public void Every_real_event_that_a_hunt_looks_at_is_forwarded()
    {
        int seen = 0;
        int others = 0;
        foreach (string path in SharedData.RequireCorpus())
        {
            foreach (EventRecord record in ReadLog.Of(path).Records)
            {
                bool isWanted = HuntCatalog.All().Any(hunt => hunt.Query.Matches(record) || hunt.Context?.Matches(record) == true)
                    || HuntedLogs.AboutLogs.Any(selector => selector.Matches(record));
                seen += isWanted ? 1 : 0;
                bool isForwarded = Forwards(record);
                others += isForwarded && !isWanted ? 1 : 0;
                Assert.True(isForwarded || !isWanted, $"{path}: {record.LogName} {record.Id}");
            }
        }

        Assert.True(seen > 1000);
        Assert.True(others < seen, $"{others}");
    }

    [Fact]
    public void Of_forwarded_events_the_hunts_find_the_same()
    {
        List<EventRecord> all = [.. SampleLogs.Paths.SelectMany(path => ReadLog.Of(path).Records)];
        List<EventRecord> forwarded = all.FindAll(record => Forwards(record));
        Assert.InRange(forwarded.Count, 20, all.Count - 1);
        foreach (Hunt hunt in HuntCatalog.All())
        {
            string[] findings = HuntRuns.Describe(hunt, all);
            Assert.NotEmpty(findings);
            Assert.Equal(findings, HuntRuns.Describe(hunt, forwarded));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_collector_gives_the_verdict_of_the_logs_where_the_computer_forwards_both(bool isTargeted)
    {
        using TemporaryFolder folder = new();
        SubscriptionKind[] kinds = isTargeted ? Kinds : [SubscriptionKind.Baseline];
        EventDescription[] events =
        [
            .. SampleLogs.Paths.SelectMany(path => ReadLog.Of(path).Records).Where(record => Forwards(record, kinds)).OrderBy(record => record.TimeCreated)
                .Select(record => new EventDescription(record.ProviderName!, (ushort)record.Id, record.TimeCreated!.Value)
                {
                    Channel = record.LogName!,
                    Computer = record.MachineName!,
                    RecordId = (ulong)record.RecordId,
                    Payload = new EventDataPayload(record.Data.ToArray().Select(field => new PayloadField(field.Key, EventValue.String(field.Value)))),
                }),
        ];
        File.WriteAllBytes(Path.Combine(folder.Path, "ForwardedEvents.evtx"), TestHost.Collected(events));
        HuntResult result = Assert.Single(TestHost.Sweep(folder.Path));
        Assert.Equal(Verdict.Found, result.Verdict);
        Assert.All(result.Visibility, hunt => Assert.Equal(hunt.HuntId != "TH-0003" || isTargeted, hunt.Level == VisibilityLevel.Full));
    }

    [Fact]
    public void One_hunt_alone_has_its_own_events_and_those_that_tell_of_the_logs()
    {
        Hunt[] one = [.. HuntCatalog.All().Where(hunt => hunt.Id == "TH-0002")];
        string[] logs = [.. ForwardedEvents.Select(one, SubscriptionKind.Baseline).Select(log => log.ToString())];
        Assert.Equal(
            ["Security: 1100, 1102, 4616, 4688, 4697, 4719", "Microsoft-Windows-Sysmon/Operational: 1", "System: 1, 104, 6005, 6006, 6008, 7045"],
            logs);
    }

    [Fact]
    public void Hostile_text_stays_text()
    {
        string text = SubscriptionXml.Write("a<b>&\"", "]]> <x/> \u2028", Logs(SubscriptionKind.Baseline), ["DC"]);
        XElement subscription = XElement.Parse(text);
        Assert.Equal(("a<b>&\"", "]]> <x/> \u2028"), (subscription.Element(Space + "SubscriptionId")!.Value, subscription.Element(Space + "Description")!.Value));
        Assert.Single(Regex.Matches(text, "CDATA"));
    }

    private static IReadOnlyList<ForwardedLog> Logs(SubscriptionKind kind) =>
        ForwardedEvents.Select(ForwardedEvents.Of(HuntCatalog.All(), kind), kind);

    private static string Write(SubscriptionKind kind) => SubscriptionXml.Write("Test", "A test", Logs(kind), ["DC", "DD"]);

    private static IEnumerable<XElement> QueriesOf(string subscription) =>
        XElement.Parse(XElement.Parse(subscription).Element(Space + "Query")!.Value).Elements("Query");

    private static bool Forwards(EventRecord record) => Forwards(record, Kinds);

    private static bool Forwards(EventRecord record, SubscriptionKind[] kinds) => record.LogName is string log
        && kinds.Any(kind => Selects[kind].Contains(log))
        && ServiceXPath.Read(record.ToXml()) is XElement read
        && kinds.Any(kind => Selects[kind][log].Any(select => select.Selects(read)));
}
