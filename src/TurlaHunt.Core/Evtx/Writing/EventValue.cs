using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Evtx;

/// <summary>A typed value as binary XML stores it.</summary>
/// <remarks>The size of a value is a 16-bit number in the file: a value longer than 65,535 bytes is refused.</remarks>
public sealed class EventValue
{
    private readonly byte[] _bytes;

    private EventValue(BinXmlValueType type, byte[] bytes, BinXmlValueType? declared = null)
    {
        if (bytes.Length > ushort.MaxValue)
        {
            throw new ArgumentException(
                $"A value takes at most {ushort.MaxValue} bytes in an event log; this one takes {bytes.Length}.",
                nameof(bytes));
        }

        Type = type;
        DeclaredType = declared ?? type;
        _bytes = bytes;
    }

    /// <summary>An absent string.</summary>
    public static EventValue Null { get; } = NullOf(BinXmlValueType.String);

    /// <summary>The type that the value's descriptor names.</summary>
    public BinXmlValueType Type { get; }

    /// <summary>The type that the template names for it: the same, but for absent values.</summary>
    internal BinXmlValueType DeclaredType { get; }

    internal ReadOnlySpan<byte> Bytes => _bytes;

    internal int Length => _bytes.Length;

    /// <summary>An absent value where one of the given type belongs: it shares a template with values of it.</summary>
    public static EventValue NullOf(BinXmlValueType declared) => new(BinXmlValueType.Null, [], declared);

    /// <summary>Text. It is stored as it is: an unpaired surrogate survives, and no terminator is added.</summary>
    public static EventValue String(string text) =>
        new(BinXmlValueType.String, Utf16(text ?? throw new ArgumentNullException(nameof(text)), terminated: false));

    /// <summary>Text of one byte a character; characters above U+00FF are refused.</summary>
    public static EventValue AnsiString(string text)
    {
        byte[] bytes = new byte[(text ?? throw new ArgumentNullException(nameof(text))).Length];
        for (int i = 0; i < text.Length; i++)
        {
            bytes[i] = text[i] <= byte.MaxValue
                ? (byte)text[i]
                : throw new ArgumentException($"U+{(int)text[i]:X4} does not fit one byte.", nameof(text));
        }

        return new(BinXmlValueType.AnsiString, bytes);
    }

    /// <summary>A signed number of 8 bits.</summary>
    public static EventValue Int8(sbyte value) => new(BinXmlValueType.Int8, [(byte)value]);

    /// <summary>An unsigned number of 8 bits.</summary>
    public static EventValue UInt8(byte value) => new(BinXmlValueType.UInt8, [value]);

    /// <summary>A signed number of 16 bits.</summary>
    public static EventValue Int16(short value) => new(BinXmlValueType.Int16, LittleEndian((ushort)value, 2));

    /// <summary>An unsigned number of 16 bits.</summary>
    public static EventValue UInt16(ushort value) => new(BinXmlValueType.UInt16, LittleEndian(value, 2));

    /// <summary>A signed number of 32 bits.</summary>
    public static EventValue Int32(int value) => new(BinXmlValueType.Int32, LittleEndian((uint)value, 4));

    /// <summary>An unsigned number of 32 bits.</summary>
    public static EventValue UInt32(uint value) => new(BinXmlValueType.UInt32, LittleEndian(value, 4));

    /// <summary>A signed number of 64 bits.</summary>
    public static EventValue Int64(long value) => new(BinXmlValueType.Int64, LittleEndian((ulong)value, 8));

    /// <summary>An unsigned number of 64 bits.</summary>
    public static EventValue UInt64(ulong value) => new(BinXmlValueType.UInt64, LittleEndian(value, 8));

    /// <summary>A floating-point number of 32 bits.</summary>
    public static unsafe EventValue Real32(float value) => new(BinXmlValueType.Real32, LittleEndian(*(uint*)&value, 4));

    /// <summary>A floating-point number of 64 bits.</summary>
    public static EventValue Real64(double value) =>
        new(BinXmlValueType.Real64, LittleEndian((ulong)BitConverter.DoubleToInt64Bits(value), 8));

    /// <summary>True or false. [MS-EVEN6] 2.2.12 says one byte; Windows writes four.</summary>
    public static EventValue Boolean(bool value) => new(BinXmlValueType.Boolean, LittleEndian(value ? 1u : 0, 4));

    /// <summary>Bytes.</summary>
    public static EventValue Binary(ReadOnlySpan<byte> bytes) => new(BinXmlValueType.Binary, bytes.ToArray());

    /// <summary>A GUID.</summary>
    public static EventValue Guid(Guid value) => new(BinXmlValueType.Guid, value.ToByteArray());

    /// <summary>A pointer or a size, as wide as on the machine that logs: 8 or 4 bytes.</summary>
    public static EventValue SizeT(ulong value, int width = 8) => width switch
    {
        8 => new(BinXmlValueType.SizeT, LittleEndian(value, 8)),
        4 when value <= uint.MaxValue => new(BinXmlValueType.SizeT, LittleEndian(value, 4)),
        _ => throw new ArgumentOutOfRangeException(nameof(width), width, "A pointer is 4 or 8 bytes wide and has to fit."),
    };

    /// <summary>A number of 32 bits that is shown in hexadecimal.</summary>
    public static EventValue HexInt32(uint value) => new(BinXmlValueType.HexInt32, LittleEndian(value, 4));

    /// <summary>A number of 64 bits that is shown in hexadecimal.</summary>
    public static EventValue HexInt64(ulong value) => new(BinXmlValueType.HexInt64, LittleEndian(value, 8));

    /// <summary>A point in time to 100 ns.</summary>
    public static EventValue FileTime(DateTime utc) =>
        new(BinXmlValueType.FileTime, LittleEndian((ulong)RequireUtc(utc, nameof(utc)).ToFileTimeUtc(), 8));

    /// <summary>A point in time to the millisecond.</summary>
    public static EventValue SystemTime(DateTime utc)
    {
        RequireUtc(utc, nameof(utc));
        ReadOnlySpan<int> parts =
            [utc.Year, utc.Month, (int)utc.DayOfWeek, utc.Day, utc.Hour, utc.Minute, utc.Second, utc.Millisecond];
        byte[] bytes = new byte[2 * parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * i), (ushort)parts[i]);
        }

        return new(BinXmlValueType.SystemTime, bytes);
    }

    /// <summary>A security identifier, from its text such as <c>S-1-5-21-1-2-3-1001</c>.</summary>
    public static EventValue Sid(string sid) => new(BinXmlValueType.Sid, SidBytes.Parse(sid));

    /// <summary>Several texts, for which the enclosing element is repeated.</summary>
    public static EventValue StringArray(params IEnumerable<string> items)
    {
        List<byte> bytes = [];
        foreach (string item in items ?? throw new ArgumentNullException(nameof(items)))
        {
            // The terminator is what parts the items, so that none may hold one.
            if (item.AsSpan().IndexOf('\0') >= 0)
            {
                throw new ArgumentException("An item of an array cannot hold U+0000.", nameof(items));
            }

            bytes.AddRange(Utf16(item, terminated: true));
        }

        return new(BinXmlValueType.Array | BinXmlValueType.String, bytes.ToArray());
    }

    internal static DateTime RequireUtc(DateTime time, string parameter)
    {
        if (time.Kind != DateTimeKind.Utc)
        {
            throw new ArgumentException("Times in an event log are UTC.", parameter);
        }

        return time.Year >= 1601
            ? time
            : throw new ArgumentOutOfRangeException(parameter, time, "An event log knows no time before 1601.");
    }

    private static byte[] Utf16(string text, bool terminated)
    {
        byte[] bytes = new byte[2 * (text.Length + (terminated ? 1 : 0))];
        for (int i = 0; i < text.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * i), text[i]);
        }

        return bytes;
    }

    private static byte[] LittleEndian(ulong value, int size)
    {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++)
        {
            bytes[i] = (byte)(value >> (8 * i));
        }

        return bytes;
    }
}
