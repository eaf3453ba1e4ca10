using System;

namespace TurlaHunt.Evtx.Rendering;

/// <summary>The parts of a document as XML text. Whoever writes events and whoever prepares templates for it write the same.</summary>
internal static class XmlMarkup
{
    /// <summary>Begins a start tag; its attributes follow, then its end.</summary>
    public static void BeginTag(Utf8Buffer xml, string element)
    {
        xml.Append('<');
        Verbatim(xml, XmlNames.Element(element));
    }

    /// <summary>An attribute up to its value.</summary>
    /// <param name="xml">Where it is written.</param>
    /// <param name="name">The name, as <see cref="XmlNames"/> gives it.</param>
    public static void BeginAttribute(Utf8Buffer xml, string name)
    {
        xml.Append(' ');
        Verbatim(xml, name);
        xml.Append("='"u8);
    }

    /// <summary>An attribute.</summary>
    /// <param name="xml">Where it is written.</param>
    /// <param name="name">The name, as <see cref="XmlNames"/> gives it.</param>
    /// <param name="value">Its value.</param>
    public static void Attribute(Utf8Buffer xml, string name, string value)
    {
        BeginAttribute(xml, name);
        EscapedText.Append<XmlAttributeEscape>(xml, value.AsSpan());
        xml.Append('\'');
    }

    public static void Text(Utf8Buffer xml, string text) => EscapedText.Append<XmlTextEscape>(xml, text.AsSpan());

    public static void EndTag(Utf8Buffer xml, string element)
    {
        xml.Append("</"u8);
        Verbatim(xml, XmlNames.Element(element));
        xml.Append('>');
    }

    public static void CData(Utf8Buffer xml, string text)
    {
        // The end mark of a section cannot stand inside one, nor can the number of a line end.
        xml.Append("<![CDATA["u8);
        Verbatim(xml, text.Replace("]]>", "]]]]><![CDATA[>").Replace("\r", "]]>&#13;<![CDATA[").Replace("\n", "]]>&#10;<![CDATA["));
        xml.Append("]]>"u8);
    }

    /// <summary>A processing instruction.</summary>
    /// <param name="xml">Where it is written.</param>
    /// <param name="text">Its target and, after a blank, its data.</param>
    public static void Instruction(Utf8Buffer xml, string text)
    {
        int space = text.IndexOf(' ');
        xml.Append("<?"u8);
        Verbatim(xml, XmlNames.Instruction(space < 0 ? text : text.Substring(0, space)));
        if (space >= 0)
        {
            Verbatim(xml, text.Substring(space).Replace("?>", "? >"));
        }

        xml.Append("?>"u8);
    }

    private static void Verbatim(Utf8Buffer xml, string text) => EscapedText.Append<XmlVerbatimEscape>(xml, text.AsSpan());
}
