using System;
using System.Xml;

namespace TurlaHunt.Evtx.Rendering;

/// <summary>
/// Text between tags. What XML 1.0 cannot hold is written as <c>_xHHHH_</c>, and line ends by their number: an event is one
/// line.
/// </summary>
internal readonly struct XmlTextEscape : ITextEscape
{
    public (char First, char Second, char Third, char Fourth) Special => ('&', '<', '>', '>');

    public bool IsPlain(char character) => character switch
    {
        '&' or '<' or '>' => false,
        >= ' ' and < '\uFFFE' or '\t' => true,
        _ => false,
    };

    public int Write(char character, Span<byte> target) => XmlEscape.Write(character, target);
}

/// <summary>The value of an attribute, in single quotes.</summary>
internal readonly struct XmlAttributeEscape : ITextEscape
{
    public (char First, char Second, char Third, char Fourth) Special => ('&', '<', '>', '\'');

    // A parser would turn line ends and tabs into blanks.
    public bool IsPlain(char character) => character switch
    {
        '&' or '<' or '>' or '\'' => false,
        >= ' ' and < '\uFFFE' => true,
        _ => false,
    };

    public int Write(char character, Span<byte> target) => XmlEscape.Write(character, target);
}

/// <summary>Names, and CDATA sections: nothing in them can be written in another way.</summary>
internal readonly struct XmlVerbatimEscape : ITextEscape
{
    public (char First, char Second, char Third, char Fourth) Special => default;

    public bool IsPlain(char character) => character is not ('\r' or '\n') && XmlConvert.IsXmlChar(character);

    public int Write(char character, Span<byte> target) => XmlEscape.WriteHex(character, target);
}

/// <summary>What the escapes of XML share.</summary>
internal static class XmlEscape
{
    public static int Write(char character, Span<byte> target)
    {
        ReadOnlySpan<byte> entity = character switch
        {
            '&' => "&amp;"u8,
            '<' => "&lt;"u8,
            '>' => "&gt;"u8,
            '\'' => "&apos;"u8,
            '\r' => "&#13;"u8,
            '\n' => "&#10;"u8,
            '\t' => "&#9;"u8,
            _ => default,
        };
        if (entity.IsEmpty)
        {
            return WriteHex(character, target);
        }

        entity.CopyTo(target);
        return entity.Length;
    }

    /// <summary>Writes <c>_xHHHH_</c>, as <see cref="XmlConvert.DecodeName"/> reads it back.</summary>
    public static int WriteHex(char character, Span<byte> target)
    {
        "_x0000_"u8.CopyTo(target);
        HexDigits.Write(character, target.Slice(2, 4));
        return 7;
    }
}
