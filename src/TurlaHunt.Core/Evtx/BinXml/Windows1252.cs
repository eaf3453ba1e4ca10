using System;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// The ANSI code page of western Windows, by which strings of no declared encoding are read. Own, because .NET has it only
/// through a package; every byte has a character, so that no text is lost and none throws.
/// </summary>
internal static class Windows1252
{
    // 0x80-0x9F; the five that the code page leaves open stay the control characters that they are in Latin-1.
    private const string High =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
        + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    /// <summary>Decodes the text up to its trailing zeros.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.TrimEndZeros();
        char[] characters = new char[bytes.Length];
        for (int i = 0; i < characters.Length; i++)
        {
            byte value = bytes[i];
            characters[i] = value is >= 0x80 and <= 0x9F ? High[value - 0x80] : (char)value;
        }

        return new string(characters);
    }
}
