using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Xml;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Evtx;

/// <summary>
/// Writes a document as the XML that Windows shows for an event: one line, attributes in single quotes.
/// </summary>
/// <remarks>
/// Characters that XML 1.0 cannot hold are written as <c>_xHHHH_</c>, the way <see cref="XmlConvert.DecodeName"/> reads
/// back, so that what an attacker put into a log neither breaks a parser nor is lost. The result is always one document:
/// prefixes that nobody declared and a second attribute of one name are written so, too, and where a record holds several
/// roots, the later ones stand at the end of the first.
/// </remarks>
internal sealed class EventXmlWriter : IBinXmlVisitor
{
    private const string NamespacePrefix = "xmlns:";

    private readonly StringBuilder _xml = new();
    private readonly HashSet<string> _attributes = new(StringComparer.Ordinal);
    private int _repeated = 1;
    private int _depth;
    private string? _root;

    public static string Write(BinXmlDocument document, EvtxLimits limits)
    {
        EventXmlWriter writer = new();
        BinXmlWalker<EventXmlWriter>.Walk(document, writer, limits, new UnfoldingBudget(limits));
        return writer.Finish();
    }

    public void StartElement(string name)
    {
        _depth++;
        if (_attributes.Count > 0)
        {
            _attributes.Clear();
            _repeated = 1;
        }

        _xml.Append('<').Append(XmlConvert.EncodeLocalName(name));
    }

    public void Attribute(string name, string value)
    {
        _xml.Append(' ').Append(MakeUnique(AttributeName(name, value))).Append("='");
        Escape(value, isAttribute: true);
        _xml.Append('\'');
    }

    // The first root stays open to the end.
    public void EndStartTag(bool isEmpty) => _xml.Append(isEmpty && (_depth > 1 || _root is not null) ? "/>" : ">");

    public void Text(string text) => Escape(text, isAttribute: false);

    public void CData(string text)
    {
        // The end mark of a section cannot stand inside one.
        _xml.Append("<![CDATA[");
        _xml.Append(Encode(text).Replace("]]>", "]]]]><![CDATA[>").Replace("\r", "]]>&#13;<![CDATA["));
        _xml.Append("]]>");
    }

    public void ProcessingInstruction(string text)
    {
        int space = text.IndexOf(' ');
        string target = XmlConvert.EncodeLocalName(space < 0 ? text : text.Substring(0, space));
        if (target.Equals("xml", StringComparison.OrdinalIgnoreCase))
        {
            target = EncodeFirst(target);
        }

        _xml.Append("<?").Append(target);
        if (space >= 0)
        {
            _xml.Append(Encode(text.Substring(space)).Replace("?>", "? >"));
        }

        _xml.Append("?>");
    }

    public void EndElement(string name, bool isEmpty)
    {
        if (--_depth == 0 && _root is null)
        {
            _root = name;
        }
        else if (!isEmpty)
        {
            CloseTag(name);
        }
    }

    private string Finish()
    {
        if (_root is not null)
        {
            CloseTag(_root);
        }

        return _xml.ToString();
    }

    private void CloseTag(string name) => _xml.Append("</").Append(XmlConvert.EncodeLocalName(name)).Append('>');

    // Of all prefixes only the declaration of one is known to mean something here.
    private static string AttributeName(string name, string value)
    {
        bool isDeclaration = name == "xmlns" || name.StartsWith(NamespacePrefix, StringComparison.Ordinal);
        if (!isDeclaration)
        {
            return XmlConvert.EncodeLocalName(name);
        }

        string prefix = name.Length > NamespacePrefix.Length ? name.Substring(NamespacePrefix.Length) : "";
        bool isReserved = prefix is "xml" or "xmlns"
            || value is "http://www.w3.org/XML/1998/namespace" or "http://www.w3.org/2000/xmlns/";
        if (isReserved || (prefix.Length == 0 && name.Length > "xmlns".Length))
        {
            return EncodeFirst(XmlConvert.EncodeLocalName(name));
        }

        return prefix.Length == 0 ? name : NamespacePrefix + XmlConvert.EncodeLocalName(prefix);
    }

    private static string EncodeFirst(string name) =>
        "_x" + ((int)name[0]).ToString("X4", CultureInfo.InvariantCulture) + "_" + name.Substring(1);

    private string MakeUnique(string name)
    {
        string unique = name;
        while (!_attributes.Add(unique))
        {
            unique = name + "_x0023_" + (++_repeated).ToString(CultureInfo.InvariantCulture);
        }

        return unique;
    }

    private void Escape(string text, bool isAttribute)
    {
        foreach (char character in Encode(text))
        {
            switch (character)
            {
                case '&':
                    _xml.Append("&amp;");
                    break;
                case '<':
                    _xml.Append("&lt;");
                    break;
                case '>':
                    _xml.Append("&gt;");
                    break;
                case '\'' when isAttribute:
                    _xml.Append("&apos;");
                    break;
                case '\r':
                case '\n' or '\t' when isAttribute:
                    // A parser would turn these into other white space.
                    _xml.Append("&#").Append(((int)character).ToString(CultureInfo.InvariantCulture)).Append(';');
                    break;
                default:
                    _xml.Append(character);
                    break;
            }
        }
    }

    private static string Encode(string text)
    {
        int good = 0;
        while (good < text.Length && IsWritable(text, good))
        {
            good += char.IsHighSurrogate(text[good]) ? 2 : 1;
        }

        if (good >= text.Length)
        {
            return text;
        }

        StringBuilder encoded = new(text, 0, good, text.Length + 16);
        for (int i = good; i < text.Length; i++)
        {
            if (!IsWritable(text, i))
            {
                encoded.Append("_x").Append(((int)text[i]).ToString("X4", CultureInfo.InvariantCulture)).Append('_');
                continue;
            }

            encoded.Append(text[i]);
            if (char.IsHighSurrogate(text[i]))
            {
                encoded.Append(text[++i]);
            }
        }

        return encoded.ToString();
    }

    private static bool IsWritable(string text, int index) =>
        char.IsHighSurrogate(text[index])
            ? index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
            : XmlConvert.IsXmlChar(text[index]);
}
