using System.Linq;
using TurlaHunt.Evtx.BinXml;
using TurlaHunt.Tests.Writing;
using TurlaHunt.Evtx;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>Values whose bytes do not fit their type, and arrays: the record is read, the value shown as it is.</summary>
public sealed class ValueEdgeTests
{
    private static readonly byte[] Zeros = new byte[16];

    public static TheoryData<BinXmlValueType, byte[], string> Cases => new()
    {
        // Strings: trailing zeros are no text, an inner one is; half a character is not there.
        { BinXmlValueType.String, [65, 0, 0, 0], "A" },
        { BinXmlValueType.String, [65, 0, 0, 0, 66, 0], "A\0B" },
        { BinXmlValueType.String, [65, 0, 66], "A" },
        { BinXmlValueType.AnsiString, [0x80, 0x81, 0xFF, 0], "\u20AC\u0081\u00FF" },

        // Numbers of another size are shown as their bytes.
        { BinXmlValueType.UInt32, [1, 2], "0102" },
        { BinXmlValueType.Int8, [], "" },
        { BinXmlValueType.Guid, [0xAB], "AB" },
        { BinXmlValueType.HexInt32, [1, 0, 0, 0, 0, 0, 0, 0x80], "0x8000000000000001" },
        { BinXmlValueType.SizeT, [0xFF, 0, 0, 0], "0xff" },

        // Any bit makes a Boolean true, whatever its size.
        { BinXmlValueType.Boolean, [0, 0, 0, 1], "true" },
        { BinXmlValueType.Boolean, [0], "false" },
        { BinXmlValueType.Boolean, [2], "true" },
        { BinXmlValueType.Boolean, [0, 0, 0, 0, 0, 0, 0, 0], "false" },
        { BinXmlValueType.Boolean, [1, 0, 0], "010000" },

        // Times: the first one, the last one, one past it, and those that no calendar has.
        { BinXmlValueType.FileTime, [0, 0, 0, 0, 0, 0, 0, 0], "1601-01-01T00:00:00.0000000Z" },
        { BinXmlValueType.FileTime, [0xFF, 0x3F, 0xC0, 0xD1, 0x5E, 0x5A, 0xC8, 0x24], "9999-12-31T23:59:59.9999999Z" },
        { BinXmlValueType.FileTime, [0x00, 0x40, 0xC0, 0xD1, 0x5E, 0x5A, 0xC8, 0x24], "0x24c85a5ed1c04000" },
        { BinXmlValueType.FileTime, [255, 255, 255, 255, 255, 255, 255, 0x7F], "0x7fffffffffffffff" },
        { BinXmlValueType.FileTime, [255, 255, 255, 255, 255, 255, 255, 255], "0xffffffffffffffff" },
        { BinXmlValueType.FileTime, [1, 2, 3], "010203" },
        { BinXmlValueType.SystemTime, Zeros, "1601-01-01T00:00:00.000Z" },
        { BinXmlValueType.SystemTime, [0xE3, 7, 13, 0, 0, 0, 99, 0, 1, 0, 2, 0, 3, 0, 4, 0], "2019-13-99T01:02:03.004Z" },

        // SIDs: cut short, not even a header, an authority past 32 bits.
        { BinXmlValueType.Sid, [1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0], "S-1-5-32-544" },
        { BinXmlValueType.Sid, [1, 5, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2], "S-1-5-32" },
        { BinXmlValueType.Sid, [1, 5, 0, 0, 0, 0, 0, 5], "S-1-5" },
        { BinXmlValueType.Sid, [1, 5, 0], "010500" },
        { BinXmlValueType.Sid, [], "" },
        { BinXmlValueType.Sid, [1, 0, 0, 1, 0, 0, 0, 0], "S-1-0x000100000000" },

        // Types that are not known, or that have no business in a file.
        { (BinXmlValueType)0x20, [0xCA, 0xFE], "CAFE" },
        { (BinXmlValueType)0x7F, [0xCA, 0xFE], "CAFE" },
        { BinXmlValueType.Null, [1, 2, 3], "" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_value_is_shown_as_it_is(BinXmlValueType type, byte[] bytes, string expected)
    {
        EventData data = Read(type, bytes);
        Assert.Equal(["Before", "V", "After"], data.Keys);
        Assert.Equal(expected, data["V"]);
        Assert.Equal("A", data["After"]);
    }

    [Theory]
    [InlineData(BinXmlValueType.String, new byte[] { 65, 0, 0, 0, 0, 0, 66, 0, 0, 0 }, "A||B")]
    [InlineData(BinXmlValueType.String, new byte[] { 65, 0, 0, 0, 66, 0 }, "A|B")]
    [InlineData(BinXmlValueType.String, new byte[] { 0, 0 }, "")]
    [InlineData(BinXmlValueType.String, new byte[] { 65, 0, 0, 0, 66 }, "A|")]
    [InlineData(BinXmlValueType.String, new byte[] { }, "")]
    [InlineData(BinXmlValueType.AnsiString, new byte[] { 65, 0, 66, 66, 0, 67 }, "A|BB|C")]
    [InlineData(BinXmlValueType.UInt16, new byte[] { 1, 0, 2, 0, 3 }, "1|2|03")]
    [InlineData(BinXmlValueType.Boolean, new byte[] { 1, 0, 0, 0, 0, 0, 0, 0 }, "true|false")]
    [InlineData(BinXmlValueType.HexInt64, new byte[] { 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0 }, "0x1|0x2")]
    [InlineData(
        BinXmlValueType.Sid,
        new byte[] { 1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 5, 19, 0, 0, 0, 1 },
        "S-1-5-18|S-1-5-19|01")]
    [InlineData(BinXmlValueType.Binary, new byte[] { 1, 2, 3 }, "010203")]
    [InlineData(BinXmlValueType.BinXml, new byte[] { 15, 1, 1, 0 }, "0F010100")]
    public void An_array_repeats_its_element_for_each_item(BinXmlValueType type, byte[] bytes, string expected)
    {
        EventData data = Read(type | BinXmlValueType.Array, bytes);
        string[] values = [.. data.Where(item => item.Key[0] == 'V').Select(item => item.Value)];
        Assert.Equal(expected, string.Join("|", values));
        Assert.Equal(values.Length + 2, data.Count);
    }

    [Fact]
    public void An_array_of_thousands_of_empty_texts_keeps_them_all()
    {
        EventDataPayload payload = TestLog.Data((null, EventValue.StringArray(Enumerable.Repeat("", 30_000))));
        EventData data = ReadAssert.Reads(TestLog.Of(TestLog.Event(payload)), 1).Records[0].Data;
        Assert.Equal(30_000, data.Count);
        Assert.Equal("Param30000", data.Keys[29_999]);
    }

    [Theory]
    [InlineData(0L, "2019-07-10")]
    [InlineData(-1L, "2019-07-10")]
    [InlineData(long.MaxValue, "2019-07-10")]
    [InlineData(132072201301234567L, "2019-07-10")]
    [InlineData(2650467743999999999L, "9999-12-31")]
    public void An_event_without_a_time_that_a_calendar_has_takes_that_of_its_record(long fileTime, string expected)
    {
        byte[] log = ReadAssert.SixRecords(chunk =>
        {
            int time = chunk.Find(System.BitConverter.GetBytes(TestLog.Time.ToFileTimeUtc()), chunk.Records[0] + 24);
            chunk.Set(time, (ulong)fileTime);
        });
        EventRecord record = ReadAssert.Reads(log, 6).Records[0];
        Assert.Equal(expected, $"{record.TimeCreated:yyyy-MM-dd}");
        Assert.Equal(System.DateTimeKind.Utc, record.TimeCreated!.Value.Kind);
    }

    [Fact]
    public void An_event_with_no_time_at_all_has_none()
    {
        byte[] log = ReadAssert.SixRecords(chunk =>
        {
            int time = chunk.Find(System.BitConverter.GetBytes(TestLog.Time.ToFileTimeUtc()), chunk.Records[0] + 24);
            chunk.Set(time, 0ul).Set(chunk.Records[0] + 16, ulong.MaxValue);
        });
        Assert.Null(ReadAssert.Reads(log, 6).Records[0].TimeCreated);
    }

    // Between two others, so that a wrong step shows.
    private static EventData Read(BinXmlValueType type, byte[] bytes)
    {
        HandmadeLog log = new();
        log.Record(() => log.Instance(
            () => log.DefinedElement("Event", () => log.DefinedElement("EventData", () =>
            {
                log.DefinedElement("Before", () => log.Substitution(0));
                log.DefinedElement("V", () => log.Substitution(1));
                log.DefinedElement("After", () => log.Substitution(2));
            })),
            log.Value(BinXmlValueType.String, 65, 0),
            log.Value(type, bytes),
            log.Value(BinXmlValueType.String, 65, 0)));
        return ReadAssert.Reads(log.ToFile(), 1).Records[0].Data;
    }
}
