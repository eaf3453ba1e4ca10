using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;
using Xunit;

namespace TurlaHunt.Tests.Writing;

/// <summary>Each value type, as two programs of other authors read it.</summary>
public sealed class ValueTests
{
    private const string LongSid = "S-1-5-21-128822557-2730879828-3162054034-1000";

    // A name, the value, and its text by libevtx 20181227 and by python-evtx, in the form that each gives it; null
    // where that program goes wrong: libevtx garbles negative numbers and characters above U+FFFF, and stops at a null
    // that is not optional. python-evtx computes times in floating point, and takes the milliseconds of a SYSTEMTIME
    // for microseconds.
    private static readonly (string Name, EventValue Value, string? LibEvtx, string? PythonEvtx)[] Cases =
    [
        ("String", EventValue.String("Grüße & <Zeichen>"), "Grüße & <Zeichen>", "Grüße & <Zeichen>"),
        ("StringAstral", EventValue.String("\U0001F600"), null, "\U0001F600"),
        ("StringEmpty", EventValue.String(""), "", ""),
        ("AnsiString", EventValue.AnsiString("plain"), "plain", "plain"),
        ("Int8", EventValue.Int8(8), "8", "8"),
        ("Int8Negative", EventValue.Int8(-8), null, "-8"),
        ("UInt8", EventValue.UInt8(200), "200", "200"),
        ("Int16", EventValue.Int16(16000), "16000", "16000"),
        ("Int16Negative", EventValue.Int16(-16000), null, "-16000"),
        ("UInt16", EventValue.UInt16(60000), "60000", "60000"),
        ("Int32", EventValue.Int32(2000000000), "2000000000", "2000000000"),
        ("Int32Negative", EventValue.Int32(-2000000000), null, "-2000000000"),
        ("UInt32", EventValue.UInt32(4000000000), "4000000000", "4000000000"),
        ("Int64", EventValue.Int64(long.MaxValue), "9223372036854775807", "9223372036854775807"),
        ("Int64Negative", EventValue.Int64(-9000000000000000000), null, "-9000000000000000000"),
        ("UInt64", EventValue.UInt64(ulong.MaxValue), "18446744073709551615", "18446744073709551615"),
        ("Real32", EventValue.Real32(1.5f), "1.500000e+000", "1.5"),
        ("Real64", EventValue.Real64(-2.25), "-2.250000e+000", "-2.25"),
        ("True", EventValue.Boolean(true), "true", "True"),
        ("False", EventValue.Boolean(false), "false", "False"),
        ("Binary", EventValue.Binary([0xDE, 0xAD, 0xBE, 0xEF]), "DEADBEEF", "3q2+7w=="),
        ("Guid", EventValue.Guid(TestLog.ProviderGuid),
            "{DE7B24EA-73C8-4A09-985D-5BDADCFA9017}", "{de7b24ea-73c8-4a09-985d-5bdadcfa9017}"),
        ("SizeT64", EventValue.SizeT(0x4d8), "1240", "1240"),
        ("SizeT32", EventValue.SizeT(0x4d8, width: 4), "1240", "1240"),
        ("FileTime", EventValue.FileTime(TestLog.Time), "2019-07-10T08:15:30.123456700Z", "2019-07-10 08:15:30.123455"),
        ("SystemTime", EventValue.SystemTime(TestLog.Time), "2019-07-10T08:15:30.123Z", "2019-07-10 08:15:30.000123"),
        ("Sid", EventValue.Sid(LongSid), LongSid, LongSid),
        ("SidShort", EventValue.Sid("S-1-5-18"), "S-1-5-18", "S-1-5-18"),
        ("HexInt32", EventValue.HexInt32(0xC0000022), "0xc0000022", "0xc0000022"),
        ("HexInt64", EventValue.HexInt64(0x30e6e), "0x0000000000030e6e", "0x0000000000030e6e"),
        ("Null", EventValue.Null, null, ""),
        ("NullOfGuid", EventValue.NullOf(BinXmlValueType.Guid), null, ""),
    ];

    public static IEnumerable<TheoryDataRow<string>> ReadByLibEvtx => NamesWhere(item => item.LibEvtx);

    public static IEnumerable<TheoryDataRow<string>> ReadByPythonEvtx => NamesWhere(item => item.PythonEvtx);

    [Theory]
    [MemberData(nameof(ReadByLibEvtx))]
    public void A_value_of_each_type_is_read_by_libevtx(string name)
    {
        (_, EventValue value, string? expected, _) = Cases.Single(item => item.Name == name);
        Assert.Equal(expected, TextOf(Assert.Single(IndependentReaders.EvtxExport(LogOf(value)))));
    }

    [Theory]
    [MemberData(nameof(ReadByPythonEvtx))]
    public void A_value_of_each_type_is_read_by_python_evtx(string name)
    {
        (_, EventValue value, _, string? expected) = Cases.Single(item => item.Name == name);
        Assert.Equal(expected, TextOf(Assert.Single(IndependentReaders.PythonEvtx(LogOf(value)))));
    }

    private static IEnumerable<TheoryDataRow<string>> NamesWhere(
        Func<(string Name, EventValue Value, string? LibEvtx, string? PythonEvtx), string?> text) =>
        Cases.Where(item => text(item) is not null).Select(item => new TheoryDataRow<string>(item.Name));

    // The value stands between two others, so that a wrong size shows.
    private static byte[] LogOf(EventValue value) => TestLog.Of(TestLog.Event(TestLog.Data(
        ("Before", EventValue.String("before")), ("Value", value), ("After", EventValue.UInt32(4711)))));

    private static string TextOf(XElement read)
    {
        XElement[] data = EventXml.Data(read);
        Assert.Equal(["Before", "Value", "After"], data.Select(item => item.Attribute("Name")!.Value));
        Assert.Equal("before", data[0].Value);
        Assert.Equal("4711", data[2].Value);
        return data[1].Value;
    }
}
