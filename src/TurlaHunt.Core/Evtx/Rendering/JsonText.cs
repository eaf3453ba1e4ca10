using System;
using System.Buffers.Text;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Evtx.Rendering;

/// <summary>
/// The parts of an event as a JSON object (RFC 8259). Whoever writes events and whoever prepares templates for it write the
/// same.
/// </summary>
internal static class JsonText
{
    /// <summary>A name, with the comma in front of it.</summary>
    public static void Name(Utf8Buffer json, string name)
    {
        json.Append(',');
        String(json, name);
        json.Append(':');
    }

    /// <summary>A property with the comma in front of it; nothing where it has no value.</summary>
    /// <param name="json">Where it is written.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">A long, a ulong of bits, a time, a GUID or a text.</param>
    public static void Property(Utf8Buffer json, string name, object? value)
    {
        if (value is null)
        {
            return;
        }

        Name(json, name);
        switch (value)
        {
            case long number:
                Number(json, number);
                break;
            case ulong bits:
                Bits(json, bits);
                break;
            case DateTime time:
                Time(json, time);
                break;
            case Guid guid:
                Guid(json, guid);
                break;
            default:
                String(json, (string)value);
                break;
        }
    }

    public static void String(Utf8Buffer json, string text)
    {
        json.Append('"');
        EscapedText.Append<JsonEscape>(json, text.AsSpan());
        json.Append('"');
    }

    public static void Number(Utf8Buffer json, long number)
    {
        const int MaxLength = 20;
        Utf8Formatter.TryFormat(number, json.Reserve(MaxLength), out int written);
        json.Commit(written);
    }

    /// <summary>Bits, as a string: in a number of 64 bits most readers of JSON would lose the last ones.</summary>
    public static void Bits(Utf8Buffer json, ulong bits)
    {
        json.Append('"');
        json.Commit(HexDigits.WriteNumber(bits, json.Reserve(HexDigits.MaxNumberLength)));
        json.Append('"');
    }

    /// <summary>A time in UTC.</summary>
    public static void Time(Utf8Buffer json, DateTime time)
    {
        json.Append('"');
        json.Commit(TimeText.Write(time, json.Reserve(TimeText.MaxLength)));
        json.Append('"');
    }

    public static void Guid(Utf8Buffer json, Guid guid)
    {
        json.Append('"');
        json.Commit(GuidText.Write(guid.ToByteArray(), json.Reserve(GuidText.Length)));
        json.Append('"');
    }

    /// <summary>Begins the named values; each follows with its name, its value and a comma.</summary>
    public static void BeginData(Utf8Buffer json) => json.Append(",\"Data\":{"u8);

    /// <summary>Ends the named values.</summary>
    public static void EndData(Utf8Buffer json)
    {
        if (json.Written[json.Length - 1] == ',')
        {
            json.CutBack(json.Length - 1);
        }

        json.Append('}');
    }
}
