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
/// back, so that what an attacker put into a log neither breaks a parser nor is lost.
/// </remarks>
internal sealed class EventXmlWriter : IBinXmlVisitor
{
    private readonly StringBuilder _xml = new();

    public static string Write(BinXmlDocument document, EvtxLimits limits)
    {
        EventXmlWriter writer = new();
        BinXmlWalker<EventXmlWriter>.Walk(document, writer, limits);
        return writer._xml.ToString();
    }

    public void StartElement(string name) => _xml.Append('<').Append(XmlConvert.EncodeName(name));

    public void Attribute(string name, string value)
    {
        _xml.Append(' ').Append(XmlConvert.EncodeName(name)).Append("='");
        Escape(value, isAttribute: true);
        _xml.Append('\'');
    }

    public void EndStartTag(bool isEmpty) => _xml.Append(isEmpty ? "/>" : ">");

    public void Text(string text) => Escape(text, isAttribute: false);

    public void CData(string text)
    {
        // The end mark of a section cannot stand inside one.
        _xml.Append("<![CDATA[");
        _xml.Append(Encode(text).Replace("]]>", "]]]]><![CDATA[>"));
        _xml.Append("]]>");
    }

    public void ProcessingInstruction(string text) =>
        _xml.Append("<?").Append(Encode(text).Replace("?>", "? >")).Append("?>");

    public void EndElement(string name, bool isEmpty)
    {
        if (!isEmpty)
        {
            _xml.Append("</").Append(XmlConvert.EncodeName(name)).Append('>');
        }
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
