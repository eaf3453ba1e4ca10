using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// Values as text, written as Windows writes them into an event's XML ([MS-EVEN6] 3.1.4.7.5, and what real rendered logs
/// hold). A value whose size does not fit its type is shown as its bytes in hexadecimal.
/// </summary>
internal static class BinXmlValueText
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static string Format(BinXmlValueType type, ReadOnlySpan<byte> bytes)
    {
        switch (type)
        {
            case BinXmlValueType.Null:
                return "";
            case BinXmlValueType.String:
                return Text(bytes);
            case BinXmlValueType.AnsiString:
                return Windows1252.Decode(bytes);
            case BinXmlValueType.Int8 when bytes.Length == 1:
                return ((sbyte)bytes[0]).ToString(CultureInfo.InvariantCulture);
            case BinXmlValueType.UInt8 when bytes.Length == 1:
                return bytes[0].ToString(CultureInfo.InvariantCulture);
            case BinXmlValueType.Int16 when bytes.Length == 2:
                return BinaryPrimitives.ReadInt16LittleEndian(bytes).ToString(CultureInfo.InvariantCulture);
            case BinXmlValueType.UInt16 when bytes.Length == 2:
                return BinaryPrimitives.ReadUInt16LittleEndian(bytes).ToString(CultureInfo.InvariantCulture);
            case BinXmlValueType.Int32 when bytes.Length == 4:
                return BinaryPrimitives.ReadInt32LittleEndian(bytes).ToString(CultureInfo.InvariantCulture);
            case BinXmlValueType.UInt32 when bytes.Length == 4:
                return BinaryPrimitives.ReadUInt32LittleEndian(bytes).ToString(CultureInfo.InvariantCulture);
            case BinXmlValueType.Int64 when bytes.Length == 8:
                return BinaryPrimitives.ReadInt64LittleEndian(bytes).ToString(CultureInfo.InvariantCulture);
            case BinXmlValueType.UInt64 when bytes.Length == 8:
                return BinaryPrimitives.ReadUInt64LittleEndian(bytes).ToString(CultureInfo.InvariantCulture);
            case BinXmlValueType.Real32 when bytes.Length == 4:
                return Real(MemoryMarshal.Read<float>(bytes), MemoryMarshal.Read<float>(bytes).ToString("R", CultureInfo.InvariantCulture));
            case BinXmlValueType.Real64 when bytes.Length == 8:
                return Real(MemoryMarshal.Read<double>(bytes), MemoryMarshal.Read<double>(bytes).ToString("R", CultureInfo.InvariantCulture));
            case BinXmlValueType.Boolean when bytes.Length is 1 or 2 or 4 or 8:
                return bytes.IndexOfAnyExceptZero() < 0 ? "false" : "true";
            case BinXmlValueType.Guid when bytes.Length == 16:
                return MemoryMarshal.Read<Guid>(bytes).ToString("B").ToUpperInvariant();
            case BinXmlValueType.SizeT or BinXmlValueType.HexInt32 or BinXmlValueType.HexInt64 when bytes.Length == 4:
                return "0x" + BinaryPrimitives.ReadUInt32LittleEndian(bytes).ToString("x", CultureInfo.InvariantCulture);
            case BinXmlValueType.SizeT or BinXmlValueType.HexInt32 or BinXmlValueType.HexInt64 when bytes.Length == 8:
                return "0x" + BinaryPrimitives.ReadUInt64LittleEndian(bytes).ToString("x", CultureInfo.InvariantCulture);
            case BinXmlValueType.FileTime when bytes.Length == 8:
                return FileTime(BinaryPrimitives.ReadInt64LittleEndian(bytes));
            case BinXmlValueType.SystemTime when bytes.Length == 16:
                return SystemTime(MemoryMarshal.Cast<byte, ushort>(bytes));
            case BinXmlValueType.Sid:
                return SidText.Format(bytes) ?? bytes.ToHex();
            default:
                return bytes.ToHex();
        }
    }

    /// <summary>A FILETIME as text; one that no calendar holds as its number.</summary>
    public static string FileTime(long fileTime) =>
        EventTime.TryFromFileTime(fileTime, out DateTime time)
            ? time.ToString(TimeFormat, CultureInfo.InvariantCulture)
            : "0x" + fileTime.ToString("x", CultureInfo.InvariantCulture);

    // Windows stores some strings with their terminator; only trailing ones are not part of the text.
    private static string Text(ReadOnlySpan<byte> bytes) =>
        MemoryMarshal.Cast<byte, char>(bytes).TrimEnd('\0').ToString();

    private static string SystemTime(ReadOnlySpan<ushort> fields)
    {
        if (MemoryMarshal.AsBytes(fields).IndexOfAnyExceptZero() < 0)
        {
            return "1601-01-01T00:00:00.000Z";
        }

        // Year, month, weekday, day, hour, minute, second, millisecond. Written field by field: nonsense stays visible.
        return string.Format(
            CultureInfo.InvariantCulture,
            "{0:D4}-{1:D2}-{2:D2}T{3:D2}:{4:D2}:{5:D2}.{6:D3}Z",
            fields[0], fields[1], fields[3], fields[4], fields[5], fields[6], fields[7]);
    }

    private static string Real(double value, string finite)
    {
        if (double.IsNaN(value))
        {
            return "-1.#IND";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "1.#INF" : "-1.#INF";
        }

        return finite;
    }
}
