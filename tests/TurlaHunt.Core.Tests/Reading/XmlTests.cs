using System.Linq;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>A record's XML is one well-formed document, whatever the record holds, and nothing is lost in it.</summary>
public sealed class XmlTests
{
    private static readonly string[] Entities = ["amp", "lt", "gt", "quot", "apos"];

    [Fact]
    public void It_reads_as_Windows_shows_it()
    {
        EventRecord record = Assert.Single(ReadLog.Of(TestLog.Of(TestLog.Event(
            TestLog.Data(("A", EventValue.String("1 < 2 & 'x' \"y\"")), (null, EventValue.String("")))))).Records);
        Assert.StartsWith(
            "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Test-Provider'",
            record.ToXml());
        Assert.EndsWith("<EventData><Data Name='A'>1 &lt; 2 &amp; 'x' \"y\"</Data><Data></Data></EventData></Event>", record.ToXml());
    }

    [Theory]
    [InlineData("\u0000\u0001\u0008\u000B\u000C\u001F", "_x0000__x0001__x0008__x000B__x000C__x001F_")]
    [InlineData(@"a\uD800b", "a_xD800_b")]
    [InlineData(@"\uDC00\uD800", "_xDC00__xD800_")]
    [InlineData("\uFFFE\uFFFF", "_xFFFE__xFFFF_")]
    [InlineData("\U0001F600 \u00E4 \u0085", "\U0001F600 \u00E4 \u0085")]
    [InlineData("\t\r\n", "\t\r\n")]
    [InlineData("]]>", "]]>")]
    public void What_XML_cannot_hold_is_written_visibly(string text, string expected)
    {
        // Half a character cannot stand in an attribute of a test. A zero at the end would be a terminator.
        text = Regex.Unescape(text);
        EventRecord record = ReadAssert.Reads(TestLog.Of(text + "."), 1).Records[0];
        Assert.Equal(text + ".", record.Data["Text"]);
        Assert.Equal(expected + ".", ParsedXml.Of(record).Elements().Last().Value);
    }

    [Theory]
    [InlineData("'\"<>&")]
    [InlineData("\t\r\n x")]
    public void An_attribute_keeps_its_characters(string text)
    {
        EventRecord record = Assert.Single(ReadLog.Of(TestLog.Of(
            TestLog.Event(TestLog.Data((text, EventValue.String("v")))))).Records);
        Assert.Equal([text], record.Data.Keys);
        Assert.Equal(text, EventXml.Data(ParsedXml.Of(record))[0].Attribute("Name")!.Value);
    }

    [Theory]
    [InlineData("two words", "two_x0020_words")]
    [InlineData("p:name", "p_x003A_name")]
    [InlineData("1st", "_x0031_st")]
    [InlineData("<", "_x003C_")]
    [InlineData(@"\uD800", "_xD800_")]
    public void A_name_that_is_none_is_written_so_that_a_parser_takes_it(string name, string expected)
    {
        name = Regex.Unescape(name);
        HandmadeLog log = new();
        log.Record(() => log.InlineEvent(() => log.InlineElement(name, () => log.Text("v"), (name, () => log.Text("a")))));
        EventRecord record = ReadAssert.Reads(log.ToFile(), 1).Records[0];
        Assert.Equal([name], record.Data.Keys);
        XElement element = Assert.Single(ParsedXml.Of(record).Elements().Last().Elements());
        Assert.Equal((expected, "v", "a"), (element.Name.LocalName, element.Value, element.Attribute(expected)?.Value));
        Assert.Equal(name, XmlConvert.DecodeName(expected));
    }

    [Fact]
    public void Attributes_of_one_name_are_numbered()
    {
        HandmadeLog log = new();
        log.Event(() => log.InlineElement(
            "E", () => { }, ("A", () => log.Text("1")), ("A", () => log.Text("2")), ("A", () => log.Text("3")), ("B", () => log.Text("4"))));
        log.Event(() => log.InlineElement("E", () => { }, ("A", () => log.Text("5"))));
        ReadLog read = ReadAssert.Reads(log.ToFile(), 2);
        Assert.Contains("<E A='1' A_x0023_2='2' A_x0023_3='3' B='4'></E>", read.Records[0].ToXml());
        Assert.Contains("<E A='5'></E>", read.Records[1].ToXml());
    }

    [Theory]
    [InlineData("xmlns:p", "urn:x", "xmlns:p")]
    [InlineData("xmlns:", "urn:x", "_x0078_mlns_x003A_")]
    [InlineData("xmlns:xml", "urn:x", "_x0078_mlns_x003A_xml")]
    [InlineData("xmlns:xmlns", "urn:x", "_x0078_mlns_x003A_xmlns")]
    [InlineData("xmlns", "http://www.w3.org/2000/xmlns/", "_x0078_mlns")]
    [InlineData("xmlns:p", "http://www.w3.org/XML/1998/namespace", "_x0078_mlns_x003A_p")]
    [InlineData("xml:space", "?", "xml_x003A_space")]
    public void A_declaration_that_no_parser_takes_is_written_as_something_else(string name, string value, string expected)
    {
        HandmadeLog log = new();
        log.Event(() => log.InlineElement("E", () => { }, (name, () => log.Text(value))));
        Assert.Contains($"<E {expected}='{value}'>", ReadAssert.Reads(log.ToFile(), 1).Records[0].ToXml());
    }

    [Theory]
    [InlineData("target", "data ?> more", "<?target data ? > more?>")]
    [InlineData("xml", "version='1.0'", "<?_x0078_ml version='1.0'?>")]
    [InlineData("a:b", "", "<?a_x003A_b ?>")]
    public void An_instruction_ends_where_it_should(string target, string data, string expected)
    {
        HandmadeLog log = new();
        log.Event(() =>
        {
            log.Byte(BinXmlToken.ProcessingInstructionTarget);
            log.Name(target);
            log.Counted(BinXmlToken.ProcessingInstructionData, data);
        });
        Assert.Contains(expected, ReadAssert.Reads(log.ToFile(), 1).Records[0].ToXml());
    }

    [Fact]
    public void A_section_of_characters_ends_where_it_should()
    {
        HandmadeLog log = new();
        log.Event(() => log.Counted(BinXmlToken.CDataSection, "a]]>b\rc\u0001<"));
        EventRecord record = ReadAssert.Reads(log.ToFile(), 1).Records[0];
        Assert.Equal("a]]>b\rc\u0001<", record.Data["Param1"]);
        Assert.Equal("a]]>b\rc_x0001_<", ParsedXml.Of(record).Elements().Last().Value);
    }

    [Fact]
    public void References_to_characters_and_entities_are_their_characters()
    {
        HandmadeLog log = new();
        log.Event(() =>
        {
            foreach (string name in Entities)
            {
                log.Byte(BinXmlToken.EntityReference | BinXmlToken.More);
                log.Name(name);
            }

            log.Byte(BinXmlToken.CharacterReference);
            log.UInt16(0x20AC);
        });
        log.Event(() =>
        {
            log.Byte(BinXmlToken.EntityReference);
            log.Name("nbsp");
        });
        EventRecord record = ReadAssert.Reads(log.ToFile(), 1, EvtxDefectKind.RecordDamaged).Records[0];
        Assert.Equal("&<>\"'\u20AC", record.Data["Param1"]);
        Assert.Equal("&<>\"'\u20AC", ParsedXml.Of(record).Elements().Last().Value);
    }

    [Fact]
    public void A_second_fragment_of_a_record_is_kept_and_changes_nothing()
    {
        HandmadeLog log = new();
        log.Record(() =>
        {
            log.InlineEvent(() => log.InlineElement("Data", () => log.Text("first")));
            log.FragmentHeader();
            log.InlineElement("Event", () => log.InlineElement("System", () => log.InlineElement("EventID", () => log.Text("1"))));
            log.InlineElement("More", () => log.InlineElement("EventData", () => log.InlineElement("Data", () => log.Text("second"))));
        });
        EventRecord record = ReadAssert.Reads(log.ToFile(), 1).Records[0];
        Assert.Equal(4698, record.Id);
        Assert.Equal(["first"], record.Data.Values);
        Assert.Equal(
            ["System", "EventData", "Event", "More"], ParsedXml.Of(record).Elements().Select(element => element.Name.LocalName));
    }

    [Fact]
    public void A_record_without_an_event_is_one_defect()
    {
        HandmadeLog log = new();
        log.Record(() => log.InlineElement("NoEvent", () => { })).Record(() => { }).SoundRecord();
        ReadAssert.Reads(log.ToFile(), 1, EvtxDefectKind.RecordDamaged, EvtxDefectKind.RecordDamaged);
    }
}
