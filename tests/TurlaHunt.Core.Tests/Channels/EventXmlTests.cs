using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Xml;
using TurlaHunt.Binary;
using TurlaHunt.Events;
using TurlaHunt.Evtx;
using TurlaHunt.Tests.Samples;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Channels;

/// <summary>
/// The XML that Windows renders of an event becomes the record that the file gives, value by value: whatever the payload, and
/// however the XML is laid out.
/// </summary>
public sealed class EventXmlTests
{
    private const string Rendering =
        "<RenderingInfo Culture='en-US'><Message>A task was made.</Message><Level>Information</Level><Task>x</Task></RenderingInfo>";

    [Fact]
    public void Every_event_of_the_samples() => Assert.All(SampleLogs.Paths, Agree);

    [Fact]
    public void Every_event_of_the_corpus() => Assert.All(SharedData.RequireCorpus(), Agree);

    [Fact]
    public void Payloads_of_every_kind()
    {
        using TemporaryFile file = new(TestLog.Of(
            TestLog.Event(TestLog.Data((null, EventValue.String("one")), (null, EventValue.String("two")), ("Name", EventValue.String("three")))),
            TestLog.Event(new UserDataPayload("EventXML", "urn:x", new PayloadField("Name", EventValue.String("a")), new PayloadField("Name", EventValue.UInt32(7)))),
            TestLog.Event(TestLog.Data(("Bytes", EventValue.Binary([0, 1, 255])), ("Handle", EventValue.HexInt64(0x4d8)), ("Sid", EventValue.Sid("S-1-5-18")))),
            TestLog.Event(TestLog.Data(("List", EventValue.StringArray("a", "b")), ("Nothing", EventValue.Null), ("Empty", EventValue.String("")))),
            TestLog.Event(TestLog.Data(("Task", EventValue.String("<?xml version=\"1.0\"?>\r\n<Task>\n  &amp; 'x'\t]]></Task>")))),
            TestLog.Event(TestLog.Data(("Spaces", EventValue.String("  ")), ("Lines", EventValue.String("\r\n")))),
            TestLog.Event(null)));
        Agree(file.Path);
    }

    [Fact]
    public void Characters_that_no_XML_may_hold_are_kept_as_Windows_writes_them()
    {
        const string Odd = "a\u0001b\u001b[31m\uFFFE c\uD83D\uDE00 \u200B\uD83Dd";
        using TemporaryFile file = new(TestLog.Of(TestLog.Event(TestLog.Data(("Odd", EventValue.String(Odd)), ("Even", EventValue.String("e"))))));
        EventRecord fromFile = Assert.Single(ReadLog.Of(file.Path).Records);
        EventRecord live = Parse($"<Event><EventData><Data Name='Odd'>{Odd}</Data><Data Name='Even'>e</Data></EventData></Event>");
        Assert.Equal(fromFile.Data.AsEnumerable(), live.Data.AsEnumerable());
        Assert.Equal(Odd, live.Data["Odd"]);
    }

    [Fact]
    public void A_forwarded_event_keeps_its_own_log_and_number_and_its_rendering_says_nothing()
    {
        using TemporaryFile file = new(TestLog.Of(TestLog.Saying("x") with { RecordId = 9, OriginalRecordId = 4711 }));
        EventRecord fromFile = Assert.Single(ReadLog.Of(file.Path).Records);
        string xml = fromFile.ToXml();
        EventRecord live = Parse(xml.Insert(xml.LastIndexOf("</Event>", StringComparison.Ordinal), Rendering));
        RequireSame(fromFile, live, isLaidOutAnew: true);
        Assert.Equal((4711, 4711), (live.RecordId, live.SourceRecordId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no xml")]
    [InlineData("<Event>")]
    [InlineData("<Event></Evnt>")]
    [InlineData("<NoEvent><System/></NoEvent>")]
    [InlineData("<!DOCTYPE Event [<!ENTITY a 'b'>]><Event>&a;</Event>")]
    [InlineData("<Event><System>&undefined;</System></Event>")]
    public void What_is_no_event_is_refused(string xml) => Assert.Throws<MalformedDataException>(() => Parse(xml));

    [Fact]
    public void What_is_beyond_all_bounds_is_refused()
    {
        Assert.Throws<MalformedDataException>(() => Parse(string.Concat(Enumerable.Repeat("<Event>", 100_000))));
        Assert.Throws<MalformedDataException>(() => Parse($"<Event>{string.Concat(Enumerable.Repeat("<a/>", 300_000))}</Event>"));
        Assert.Throws<MalformedDataException>(() => Parse($"<Event>{new string('x', 9_000_000)}</Event>"));
    }

    [Fact]
    public void An_attribute_of_an_odd_name_does_no_harm() =>
        Assert.Equal("1", Parse("<Event><UserData><p:a p:b='1' xmlns:q='u'>1</p:a></UserData></Event>").Data["p:a"]);

    // What our own XML has to write in another way is tested above.
    private static void Agree(string path)
    {
        foreach (EventRecord record in ReadLog.Of(path).Records.Where(
            record => record.Integrity == RecordIntegrity.Sound && record.Data.Values.All(value => value.All(IsPlain))))
        {
            string xml = record.ToXml();
            RequireSame(record, Parse(xml));

            // As Windows writes it: line ends as they are. As wevtutil does where it formats: quoted twice and indented.
            RequireSame(record, Parse(xml.Replace("&#13;", "\r").Replace("&#10;", "\n")));
            if (TryIndent(xml) is string indented)
            {
                RequireSame(record, Parse(indented), isLaidOutAnew: true);
            }
        }
    }

    private static bool IsPlain(char letter) => XmlConvert.IsXmlChar(letter);

    private static string? TryIndent(string xml)
    {
        StringBuilder text = new();
        XmlWriterSettings settings = new() { Indent = true, OmitXmlDeclaration = true, CheckCharacters = false, NewLineHandling = NewLineHandling.Entitize };
        try
        {
            using (XmlReader reader = XmlReader.Create(new System.IO.StringReader(xml), new XmlReaderSettings { CheckCharacters = false }))
            using (XmlWriter writer = XmlWriter.Create(text, settings))
            {
                writer.WriteNode(reader, defattr: true);
            }

            return text.ToString();
        }
        catch (Exception failure) when (failure is XmlException or ArgumentException)
        {
            return null;
        }
    }

    private static EventRecord Parse(string xml) => new EventRecordBuilder().Build(xml, "Security", EvtxLimits.Untrusted);

    private static void RequireSame(EventRecord expected, EventRecord actual, bool isLaidOutAnew = false)
    {
        Assert.Equal(Describe(expected), Describe(actual));
        Assert.Equal(expected.Data.Select(item => $"{item.Key}={item.Value}"), actual.Data.Select(item => $"{item.Key}={item.Value}"));
        if (!isLaidOutAnew)
        {
            Assert.Equal(expected.ToXml(), actual.ToXml());
        }
    }

    private static string Describe(EventRecord record) => string.Join(
        "|",
        new object?[]
        {
            record.TimeCreated?.Ticks, record.TimeCreated?.Kind, record.Id, record.Qualifiers, record.Version, record.Level, record.Task, record.Opcode,
            record.Keywords, record.ProviderName, record.ProviderId, record.LogName, record.MachineName, record.RecordId, record.ProcessId,
            record.ThreadId, record.UserId, record.ActivityId, record.RelatedActivityId, record.Integrity,
        }.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));
}
