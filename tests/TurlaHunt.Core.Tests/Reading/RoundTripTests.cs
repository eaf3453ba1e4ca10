using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Reading;

/// <summary>Whatever can be written is read back: the same texts under the same names, in the same order.</summary>
public sealed class RoundTripTests
{
    private const string LongSid = "S-1-5-21-128822557-2730879828-3162054034-1000";

    private static readonly (string Name, EventValue Value, string Text)[] Values =
    [
        ("String", EventValue.String("Grüße & <Zeichen> \U0001F600 \t\r\n"), "Grüße & <Zeichen> \U0001F600 \t\r\n"),
        ("StringEmpty", EventValue.String(""), ""),
        ("StringOfSpaces", EventValue.String("   "), "   "),
        ("AnsiString", EventValue.AnsiString("Gr\u00FC\u00DFe"), "Gr\u00FC\u00DFe"),
        ("Int8", EventValue.Int8(-128), "-128"),
        ("UInt8", EventValue.UInt8(255), "255"),
        ("Int16", EventValue.Int16(short.MinValue), "-32768"),
        ("UInt16", EventValue.UInt16(ushort.MaxValue), "65535"),
        ("Int32", EventValue.Int32(int.MinValue), "-2147483648"),
        ("UInt32", EventValue.UInt32(uint.MaxValue), "4294967295"),
        ("Int64", EventValue.Int64(long.MinValue), "-9223372036854775808"),
        ("UInt64", EventValue.UInt64(ulong.MaxValue), "18446744073709551615"),
        ("Real32", EventValue.Real32(1.5f), "1.5"),
        ("Real64", EventValue.Real64(-2.25), "-2.25"),
        ("Infinity", EventValue.Real64(double.NegativeInfinity), "-1.#INF"),
        ("NotANumber", EventValue.Real32(float.NaN), "-1.#IND"),
        ("True", EventValue.Boolean(true), "true"),
        ("False", EventValue.Boolean(false), "false"),
        ("Binary", EventValue.Binary([0xDE, 0xAD, 0x00, 0xEF]), "DEAD00EF"),
        ("BinaryEmpty", EventValue.Binary([]), ""),
        ("Guid", EventValue.Guid(TestLog.ProviderGuid), "{DE7B24EA-73C8-4A09-985D-5BDADCFA9017}"),
        ("SizeT64", EventValue.SizeT(0x7FF612340000), "0x7ff612340000"),
        ("SizeT32", EventValue.SizeT(0x4d8, width: 4), "0x4d8"),
        ("FileTime", EventValue.FileTime(TestLog.Time), "2019-07-10T08:15:30.1234567Z"),
        ("SystemTime", EventValue.SystemTime(TestLog.Time), "2019-07-10T08:15:30.123Z"),
        ("Sid", EventValue.Sid(LongSid), LongSid),
        ("SidShort", EventValue.Sid("S-1-5-18"), "S-1-5-18"),
        ("HexInt32", EventValue.HexInt32(0xC0000022), "0xc0000022"),
        ("HexInt32Zero", EventValue.HexInt32(0), "0x0"),
        ("HexInt64", EventValue.HexInt64(0x30e6e), "0x30e6e"),
        ("Null", EventValue.Null, ""),
        ("NullOfGuid", EventValue.NullOf(BinXmlValueType.Guid), ""),
        ("Control", EventValue.String("\u0000a\u0001\u001B[31m"), "\u0000a\u0001\u001B[31m"),
        ("HalfCharacters", EventValue.String("\uDC00x\uD800"), "\uDC00x\uD800"),
        ("TrailingZeros", EventValue.String("x\0\0"), "x"),
    ];

    [Fact]
    public void Every_type_of_value_has_its_text()
    {
        EventDataPayload payload = TestLog.Data([.. Values.Select(item => ((string?)item.Name, item.Value))]);
        AssertData(payload, [.. Values.Select(item => (item.Name, item.Text))]);
    }

    [Fact]
    public void Values_without_a_name_are_numbered() => AssertData(
        TestLog.Data(
            (null, EventValue.String("first")),
            ("Named", EventValue.String("second")),
            (null, EventValue.String("")),
            (null, EventValue.StringArray("a", "b"))) with { Binary = EventValue.Binary([1, 255]) },
        ("Param1", "first"), ("Named", "second"), ("Param2", ""), ("Param3", "a"), ("Param4", "b"), ("Binary", "01FF"));

    [Fact]
    public void Names_that_come_again_are_numbered_whatever_their_case() => AssertData(
        TestLog.Data(
            ("Name", EventValue.UInt8(1)),
            ("NAME", EventValue.UInt8(2)),
            ("Name#2", EventValue.UInt8(3)),
            ("name", EventValue.UInt8(4)),
            ("Param1", EventValue.UInt8(5)),
            (null, EventValue.UInt8(6))),
        ("Name", "1"), ("NAME#2", "2"), ("Name#2#2", "3"), ("name#3", "4"), ("Param1", "5"), ("Param1#2", "6"));

    [Fact]
    public void An_absent_optional_value_is_no_entry_and_an_empty_one_is() => AssertData(
        new EventDataPayload(
            new PayloadField("Absent", EventValue.Null) { IsOptional = true },
            new PayloadField("EmptyOptional", EventValue.String("")) { IsOptional = true },
            new PayloadField("EmptyRequired", EventValue.String("")),
            new PayloadField("NullRequired", EventValue.Null)),
        ("EmptyOptional", ""), ("EmptyRequired", ""), ("NullRequired", ""));

    [Fact]
    public void Arrays_repeat_their_name() => AssertData(
        TestLog.Data(
            ("Empty", EventValue.StringArray()),
            ("One", EventValue.StringArray("x")),
            ("Three", EventValue.StringArray("", "y", ""))),
        ("Empty", ""), ("One", "x"), ("Three", ""), ("Three#2", "y"), ("Three#3", ""));

    [Fact]
    public void UserData_gives_its_leaves()
    {
        UserDataPayload payload = new(
            "LogFileCleared",
            "http://manifests.microsoft.com/win/2004/08/windows/eventlog",
            new PayloadField("SubjectUserSid", EventValue.Sid(LongSid)),
            new PayloadField("SubjectLogonId", EventValue.HexInt64(0xAF855)),
            new PayloadField("Nothing", EventValue.Null) { IsOptional = true });
        AssertData(payload, ("SubjectUserSid", LongSid), ("SubjectLogonId", "0xaf855"));
    }

    [Fact]
    public void An_event_without_payload_has_no_values() => Assert.Empty(Read(TestLog.Event(null)).Data);

    [Fact]
    public void A_payload_without_values_has_none() => Assert.Empty(Read(TestLog.Event(TestLog.Data())).Data);

    [Fact]
    public void The_system_section_fills_the_properties()
    {
        EventRecord record = Read(TestLog.Saying("x") with
        {
            EventSourceName = "TestSource",
            Qualifiers = 0x4000,
            Version = 2,
            Level = 3,
            Task = 12804,
            Opcode = 1,
            RecordId = 20022,
            ActivityId = new Guid("45efe602-f45c-0001-81e6-ef455cf4d601"),
            RelatedActivityId = new Guid("ffbedba1-9858-4250-beb7-f545ae86a0f5"),
        });
        Assert.Equal(TestLog.Time, record.TimeCreated);
        Assert.Equal((106, 0x4000, 2, 3, 12804, 1), (record.Id, record.Qualifiers, record.Version, record.Level, record.Task, record.Opcode));
        Assert.Equal(unchecked((long)0x8000000000000000), record.Keywords);
        Assert.Equal(("Test-Provider", TestLog.ProviderGuid), (record.ProviderName, record.ProviderId));
        Assert.Equal(("Test/Operational", "WS-1.contoso.example", "S-1-5-18"), (record.LogName, record.MachineName, record.UserId));
        Assert.Equal((20022L, 20022L, 1268L, 2168L), (record.RecordId, record.SourceRecordId, record.ProcessId, record.ThreadId));
        Assert.Equal(new Guid("45efe602-f45c-0001-81e6-ef455cf4d601"), record.ActivityId);
        Assert.Equal(new Guid("ffbedba1-9858-4250-beb7-f545ae86a0f5"), record.RelatedActivityId);
        Assert.Equal(RecordIntegrity.Sound, record.Integrity);
    }

    [Fact]
    public void What_an_event_does_not_say_is_null()
    {
        EventRecord record = Read(new EventDescription("P", 1, TestLog.Time));
        Assert.Null(record.Qualifiers);
        Assert.Null(record.ProviderId);
        Assert.Null(record.UserId);
        Assert.Null(record.ActivityId);
        Assert.Null(record.RelatedActivityId);
    }

    [Fact]
    public void Thousands_of_events_over_many_chunks_come_back_in_order()
    {
        EventDescription[] events = [.. Enumerable.Range(1, 3000).Select(i => TestLog.Event(
            (i % 3) == 0
                ? TestLog.Data(("Number", EventValue.Int32(i)), ("Text", EventValue.String(new string('n', i % 401))))
                : TestLog.Data(("Text", EventValue.String(new string('t', i % 577))), ("Number", EventValue.Int32(i))),
            (ushort)(100 + (i % 7))))];
        byte[] log = TestLog.Of(events);
        Assert.True(new RawLog(log).Chunks.Count > 10);
        ReadLog read = ReadAssert.Reads(log, 3000);
        Assert.All(read.Records, (record, index) =>
        {
            int number = index + 1;
            Assert.Equal((number, 100 + (number % 7)), (record.RecordId, record.Id));
            Assert.Equal($"{number}", record.Data["Number"]);
            Assert.Equal((number % 3) == 0 ? number % 401 : number % 577, record.Data["Text"].Length);
        });
        Assert.Equal(log.Length, read.BytesRead);
    }

    [Fact]
    public void The_longest_text_that_can_be_written_is_whole()
    {
        string text = new('x', 31_000);
        Assert.Equal(text, Read(TestLog.Saying(text)).Data["Text"]);
    }

    [Fact]
    public void A_forwarded_event_keeps_the_number_that_it_had_at_its_source()
    {
        byte[] log = ReadAssert.SixRecords(chunk =>
        {
            foreach (int record in chunk.Records)
            {
                chunk.Set(record + 8, 5000 + BitConverter.ToUInt64(chunk.Bytes.Slice(record + 8, 8).ToArray(), 0));
            }
        });
        ReadLog read = ReadAssert.Reads(log, 6);
        Assert.Equal([1L, 2, 3, 4, 5, 6], read.Records.Select(record => record.RecordId));
        Assert.Equal([5001L, 5002, 5003, 5004, 5005, 5006], read.Records.Select(record => record.SourceRecordId));
    }

    private static void AssertData(EventPayload payload, params (string Name, string Text)[] expected)
    {
        EventRecord record = Read(TestLog.Event(payload));
        Assert.Equal(expected, record.Data.Select(item => (item.Key, item.Value)));
        Assert.Equal(expected.Select(item => item.Text), XmlLeaves(record));
    }

    private static IEnumerable<string> XmlLeaves(EventRecord record) =>
        ParsedXml.Of(record).Elements().Skip(1).SelectMany(section => section.Descendants())
            .Where(element => !element.HasElements)
            .Select(element => ParsedXml.Decode(element.Value));

    private static EventRecord Read(EventDescription description) => ReadAssert.Reads(TestLog.Of(description), 1).Records[0];
}
