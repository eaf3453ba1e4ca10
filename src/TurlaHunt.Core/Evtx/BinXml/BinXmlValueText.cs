using System;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// Values as text, written as Windows writes them into an event's XML ([MS-EVEN6] 3.1.4.7.5, and what real rendered logs
/// hold). A value whose size does not fit its type is shown as its bytes in hexadecimal. All but texts are ASCII.
/// </summary>
internal static class BinXmlValueText
{
    private const int MaxOnStack = 512;

    public static string Format(BinXmlValueType type, ReadOnlySpan<byte> bytes)
    {
        switch (type)
        {
            case BinXmlValueType.String:
                return MemoryMarshal.Cast<byte, char>(bytes).TrimEnd('\0').ToString();
            case BinXmlValueType.AnsiString:
                return Windows1252.Decode(bytes);
            default:
                int length = MaxAsciiLength(bytes);
                Span<byte> ascii = length <= MaxOnStack ? stackalloc byte[MaxOnStack] : new byte[length];
                return ascii.Slice(0, WriteAscii(type, bytes, ascii)).AsciiToString();
        }
    }

    /// <summary>The most that <see cref="WriteAscii"/> writes: a SID takes eleven characters for four bytes.</summary>
    public static int MaxAsciiLength(ReadOnlySpan<byte> bytes) => 64 + (3 * bytes.Length);

    /// <summary>Writes a value that is no text.</summary>
    /// <returns>How many characters were written.</returns>
    public static int WriteAscii(BinXmlValueType type, ReadOnlySpan<byte> bytes, Span<byte> target)
    {
        switch (type)
        {
            case BinXmlValueType.Null:
                return 0;
            case BinXmlValueType.Int8 when bytes.Length == 1:
                return Number((sbyte)bytes[0], target);
            case BinXmlValueType.UInt8 when bytes.Length == 1:
                return Number(bytes[0], target);
            case BinXmlValueType.Int16 when bytes.Length == 2:
                return Number(BinaryPrimitives.ReadInt16LittleEndian(bytes), target);
            case BinXmlValueType.UInt16 when bytes.Length == 2:
                return Number(BinaryPrimitives.ReadUInt16LittleEndian(bytes), target);
            case BinXmlValueType.Int32 when bytes.Length == 4:
                return Number(BinaryPrimitives.ReadInt32LittleEndian(bytes), target);
            case BinXmlValueType.UInt32 when bytes.Length == 4:
                return Number(BinaryPrimitives.ReadUInt32LittleEndian(bytes), target);
            case BinXmlValueType.Int64 when bytes.Length == 8:
                return Number(BinaryPrimitives.ReadInt64LittleEndian(bytes), target);
            case BinXmlValueType.UInt64 when bytes.Length == 8:
                Utf8Formatter.TryFormat(BinaryPrimitives.ReadUInt64LittleEndian(bytes), target, out int digits);
                return digits;
            case BinXmlValueType.Real32 when bytes.Length == 4:
                return Real(MemoryMarshal.Read<float>(bytes), MemoryMarshal.Read<float>(bytes).ToString("R", CultureInfo.InvariantCulture), target);
            case BinXmlValueType.Real64 when bytes.Length == 8:
                return Real(MemoryMarshal.Read<double>(bytes), MemoryMarshal.Read<double>(bytes).ToString("R", CultureInfo.InvariantCulture), target);
            case BinXmlValueType.Boolean when bytes.Length is 1 or 2 or 4 or 8:
                return Literal(bytes.IndexOfAnyExceptZero() < 0 ? "false"u8 : "true"u8, target);
            case BinXmlValueType.Guid when bytes.Length == 16:
                return GuidText.Write(bytes, target);
            case BinXmlValueType.SizeT or BinXmlValueType.HexInt32 or BinXmlValueType.HexInt64 when bytes.Length == 4:
                return HexDigits.WriteNumber(BinaryPrimitives.ReadUInt32LittleEndian(bytes), target);
            case BinXmlValueType.SizeT or BinXmlValueType.HexInt32 or BinXmlValueType.HexInt64 when bytes.Length == 8:
                return HexDigits.WriteNumber(BinaryPrimitives.ReadUInt64LittleEndian(bytes), target);
            case BinXmlValueType.FileTime when bytes.Length == 8:
                return TimeText.WriteFileTime(BinaryPrimitives.ReadInt64LittleEndian(bytes), target);
            case BinXmlValueType.SystemTime when bytes.Length == 16:
                return TimeText.WriteSystemTime(MemoryMarshal.Cast<byte, ushort>(bytes), target);
            case BinXmlValueType.Sid when bytes.Length >= SidText.HeaderSize:
                return SidText.Write(bytes, target);
            default:
                return HexDigits.Write(bytes, target);
        }
    }

    private static int Number(long number, Span<byte> target)
    {
        Utf8Formatter.TryFormat(number, target, out int written);
        return written;
    }

    private static int Real(double value, string finite, Span<byte> target)
    {
        if (double.IsNaN(value))
        {
            return Literal("-1.#IND"u8, target);
        }

        if (double.IsInfinity(value))
        {
            return Literal(value > 0 ? "1.#INF"u8 : "-1.#INF"u8, target);
        }

        for (int i = 0; i < finite.Length; i++)
        {
            target[i] = (byte)finite[i];
        }

        return finite.Length;
    }

    private static int Literal(ReadOnlySpan<byte> text, Span<byte> target)
    {
        text.CopyTo(target);
        return text.Length;
    }
}
