using System.IO;
using System.Text;
using System.Xml;
using TurlaHunt.Binary;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Events.Channels;

/// <summary>Reads the XML that Windows renders of an event, for the same visitors that see the events of files.</summary>
/// <remarks>
/// Windows writes the texts of an event as they are: line ends as CR LF, control characters and all. So nothing is normalized,
/// names stay as they are written, with their prefixes, and a character that no XML may hold is no reason to refuse the event.
/// </remarks>
internal static class EventXmlReader
{
    /// <summary>Shows an event to a visitor.</summary>
    /// <exception cref="MalformedDataException">It is no XML, has a document type, or is beyond all bounds.</exception>
    public static void Read(string xml, IBinXmlVisitor visitor, EvtxLimits limits)
    {
        if (xml.Length > limits.MaxTextLength)
        {
            MalformedDataException.Throw("The XML is longer than an event can be", 0);
        }

        using StringReader text = new(Printable(xml));
        using XmlTextReader reader = new(text)
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            Namespaces = false,
            Normalization = false,
            WhitespaceHandling = WhitespaceHandling.All,
        };
        try
        {
            Walk(reader, visitor, limits);
        }
        catch (XmlException damage)
        {
            MalformedDataException.Throw($"The XML is damaged: {damage.Message}", damage.LinePosition);
        }
    }

    private static void Walk(XmlTextReader reader, IBinXmlVisitor visitor, EvtxLimits limits)
    {
        int nodes = 0;
        while (reader.Read())
        {
            nodes += 1 + reader.AttributeCount;
            if (nodes > limits.MaxNodes || reader.Depth > limits.MaxElementDepth)
            {
                MalformedDataException.Throw("The XML unfolds to more than an event can hold", reader.LinePosition);
            }

            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    Start(reader, visitor);
                    break;
                case XmlNodeType.EndElement:
                    visitor.EndElement(reader.Name, isEmpty: false);
                    break;
                case XmlNodeType.CDATA:
                    visitor.CData(reader.Value);
                    break;
                case XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when reader.Depth > 0:
                    visitor.Text(reader.Value);
                    break;
                case XmlNodeType.EntityReference:
                    MalformedDataException.Throw("The XML names a text that it does not hold", reader.LinePosition);
                    break;
            }
        }
    }

    private static void Start(XmlTextReader reader, IBinXmlVisitor visitor)
    {
        string name = reader.Name;
        bool isEmpty = reader.IsEmptyElement;
        visitor.StartElement(name);
        while (reader.MoveToNextAttribute())
        {
            visitor.Attribute(reader.Name, reader.Value);
        }

        visitor.EndStartTag(isEmpty);
        if (isEmpty)
        {
            visitor.EndElement(name, isEmpty: true);
        }
    }

    // The reader takes any character by its number, and only these as they are.
    private static string Printable(string xml)
    {
        StringBuilder? text = null;
        int done = 0;
        for (int at = 0; at < xml.Length; at++)
        {
            if (XmlConvert.IsXmlChar(xml[at]))
            {
                continue;
            }

            if (at + 1 < xml.Length && char.IsSurrogatePair(xml[at], xml[at + 1]))
            {
                at++;
                continue;
            }

            text ??= new StringBuilder(xml.Length + 16);
            text.Append(xml, done, at - done).Append("&#").Append((int)xml[at]).Append(';');
            done = at + 1;
        }

        return text is null ? xml : text.Append(xml, done, xml.Length - done).ToString();
    }
}
