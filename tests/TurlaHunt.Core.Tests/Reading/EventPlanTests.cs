using System;
using System.Linq;
using System.Text;
using TurlaHunt.Evtx.BinXml;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>
/// Events of plain templates are filled by plans, others are unfolded step by step. Whatever log a test makes in memory is read on
/// both ways, which have to agree; here are the forms of templates at which a plan could go wrong.
/// </summary>
public sealed class EventPlanTests
{
    private const long FileTime = 132_072_201_301_234_567;

    private static readonly DateTime Time = DateTime.FromFileTimeUtc(FileTime);

    [Fact]
    public void An_element_of_which_nothing_is_left_is_a_value_itself() =>
        Assert.Equal(["Outer="], Data(log => log.DefinedElement("UserData", () =>
            log.DefinedElement("Outer", () => log.DefinedElement("Inner", () => log.Substitution(1, isOptional: true))))));

    [Fact]
    public void A_section_of_which_nothing_is_left_is_none() =>
        Assert.Empty(Data(log => log.DefinedElement("EventData", () => log.DefinedElement("Inner", () => log.Substitution(1, isOptional: true)))));

    [Fact]
    public void An_element_deep_inside_is_a_value_by_its_name() =>
        Assert.Equal(["Deep=A", "Fixed=B"], Data(log => log.DefinedElement("UserData", () => log.DefinedElement("Middle", () =>
        {
            log.DefinedElement("Deep", () => log.Substitution(0));
            log.DefinedElement("Fixed", () => log.Text("B"));
        }))));

    [Fact]
    public void A_name_that_comes_again_is_numbered() =>
        Assert.Equal(["Same=A", "same#2=B"], Data(log => log.DefinedElement("EventData", () =>
        {
            log.DefinedElement("Data", () => log.Substitution(0), ("Name", () => log.Text("Same")));
            log.DefinedElement("Data", () => log.Text("B"), ("Name", () => log.Text("same")));
        })));

    [Fact]
    public void An_instruction_in_a_name_is_no_part_of_it()
    {
        Assert.Equal(["Param1=A"], Data(log => log.DefinedElement("EventData", () => log.DefinedElement("Data", () => log.Substitution(0), ("Name", () =>
        {
            log.Byte(BinXmlToken.ProcessingInstructionTarget);
            log.Name("PI");
            log.Counted(BinXmlToken.ProcessingInstructionData, "");
        })))));
    }

    [Fact]
    public void A_value_of_several_parts_is_put_together() =>
        Assert.Equal(["Two=A-A"], Data(log => log.DefinedElement("EventData", () => log.DefinedElement("Two", () =>
        {
            log.Substitution(0);
            log.Text("-");
            log.Substitution(0);
        }))));

    [Fact]
    public void Each_item_of_an_array_is_a_value() =>
        Assert.Equal(["Param1=A", "Param2=B", "Last=", "Param3="], Data(
            log => log.DefinedElement("EventData", () =>
            {
                log.DefinedElement("Data", () => log.Substitution(0));
                log.DefinedElement("Last", () => log.Substitution(1));
                log.DefinedElement("Data", () => log.Substitution(2));
            }),
            (BinXmlValueType.String | BinXmlValueType.Array, Text("A\0B\0")),
            (BinXmlValueType.Null, []),
            (BinXmlValueType.String | BinXmlValueType.Array, [])));

    [Fact]
    public void A_second_System_is_data() =>
        Assert.Equal(["EventID=A"], Data(log => log.DefinedElement("System", () => log.DefinedElement("EventID", () => log.Substitution(0)))));

    [Fact]
    public void What_Windows_rendered_is_no_data() =>
        Assert.Equal(["Here=A"], Data(log =>
        {
            log.DefinedElement("EventData", () => log.DefinedElement("Here", () => log.Substitution(0)));
            log.DefinedElement("RenderingInfo", () => log.DefinedElement("Message", () => log.Substitution(0)));
        }));

    [Theory]
    [InlineData("4688", 4688)]
    [InlineData("", 0)]
    [InlineData("0x10", 16)]
    public void A_property_that_a_collector_made_text_is_read(string text, int id)
    {
        EventRecord record = Event(
            log => log.DefinedElement("EventID", () => log.Substitution(0)), _ => { }, (BinXmlValueType.String, Text(text)));
        Assert.Equal(id, record.Id);
    }

    [Fact]
    public void Of_two_ids_the_first_that_is_there_counts()
    {
        EventRecord record = Event(
            log =>
            {
                log.DefinedElement("EventID", () => log.Substitution(0, isOptional: true));
                log.DefinedElement("EventID", () => log.Substitution(1));
                log.DefinedElement("EventID", () => log.Text("3"));
            },
            _ => { },
            (BinXmlValueType.Null, []),
            (BinXmlValueType.UInt16, [2, 0]));
        Assert.Equal(2, record.Id);
    }

    [Fact]
    public void Properties_have_the_values_of_their_types()
    {
        Guid activity = new("01234567-89ab-cdef-0123-456789abcdef");
        EventRecord record = Event(
            log =>
            {
                log.DefinedElement("Provider", () => { }, ("Name", () => log.Substitution(0)), ("EventSourceName", () => log.Text("Other")));
                log.DefinedElement("TimeCreated", () => { }, ("SystemTime", () => log.Substitution(1)));
                log.DefinedElement("Correlation", () => { }, ("ActivityID", () => log.Substitution(2)), ("RelatedActivityID", () => log.Substitution(6, isOptional: true)));
                log.DefinedElement("Execution", () => { }, ("ProcessID", () => log.Substitution(3)));
                log.DefinedElement("Keywords", () => log.Substitution(4));
                log.DefinedElement("Computer", () => log.Substitution(5));
                log.DefinedElement("Channel", () => { });
            },
            _ => { },
            (BinXmlValueType.String, Text("Name\0")),
            (BinXmlValueType.FileTime, BitConverter.GetBytes(FileTime)),
            (BinXmlValueType.Guid, activity.ToByteArray()),
            (BinXmlValueType.UInt32, [0xFF, 0xFF, 0xFF, 0xFF]),
            (BinXmlValueType.HexInt64, BitConverter.GetBytes(0x8020_0000_0000_0000UL)),
            (BinXmlValueType.String, Text("")));
        Assert.Equal(
            ("Name", Time.Ticks, activity, null, 4294967295, unchecked((long)0x8020_0000_0000_0000UL), "", ""),
            (record.ProviderName, record.TimeCreated!.Value.Ticks, record.ActivityId, record.RelatedActivityId, record.ProcessId, record.Keywords, record.MachineName, record.LogName));
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(-1L)]
    [InlineData(long.MaxValue)]
    public void A_time_that_is_none_gives_way_to_the_one_of_the_record(long time)
    {
        EventRecord record = Event(
            log => log.DefinedElement("TimeCreated", () => { }, ("SystemTime", () => log.Substitution(0))),
            _ => { },
            (BinXmlValueType.FileTime, BitConverter.GetBytes(time)));
        Assert.Equal(Time.Ticks, record.TimeCreated!.Value.Ticks);
    }

    // With all that an event has to have, so that its lines of text are written from its bytes, too.
    private static string[] Data(Action<HandmadeLog> sections, params (BinXmlValueType Type, byte[] Bytes)[] values)
    {
        (BinXmlValueType, byte[])[] own = values.Length > 0 ? values : [(BinXmlValueType.String, Text("A")), (BinXmlValueType.Null, [])];
        EventRecord record = Event(
            log =>
            {
                log.DefinedElement("EventID", () => log.Substitution(own.Length));
                log.DefinedElement("TimeCreated", () => { }, ("SystemTime", () => log.Substitution(own.Length + 1)));
                log.DefinedElement("EventRecordID", () => log.Substitution(own.Length + 2));
            },
            sections,
            [.. own, (BinXmlValueType.UInt16, [1, 0]), (BinXmlValueType.FileTime, BitConverter.GetBytes(FileTime)), (BinXmlValueType.UInt64, [1, 0, 0, 0, 0, 0, 0, 0])]);
        return [.. record.Data.Select(item => $"{item.Key}={item.Value}")];
    }

    // The event as it stands in one template, and the same with its sections in a value.
    private static EventRecord Event(
        Action<HandmadeLog> system, Action<HandmadeLog> sections, params (BinXmlValueType Type, byte[] Bytes)[] values)
    {
        HandmadeLog whole = new();
        whole.Record(() => whole.Instance(
            () => whole.DefinedElement("Event", () =>
            {
                whole.DefinedElement("System", () => system(whole));
                sections(whole);
            }),
            [.. values.Select(value => whole.Value(value.Type, value.Bytes))]));
        EventRecord record = ReadAssert.Reads(whole.ToFile(), 1).Records[0];

        HandmadeLog nested = new();
        nested.Record(() => nested.Instance(
            () => nested.DefinedElement("Event", () =>
            {
                nested.DefinedElement("System", () => system(nested));
                nested.Substitution(values.Length, isOptional: true);
            }),
            [
                .. values.Select(value => nested.Value(value.Type, value.Bytes)),
                nested.Nested(() => nested.Instance(() => sections(nested), [.. values.Select(value => nested.Value(value.Type, value.Bytes))])),
            ]));
        Assert.Equal(record.Data, ReadAssert.Reads(nested.ToFile(), 1).Records[0].Data);
        return record;
    }

    private static byte[] Text(string text) => Encoding.Unicode.GetBytes(text);
}
