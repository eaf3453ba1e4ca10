using System;
using System.Collections.Generic;
using System.Globalization;
using TurlaHunt.Binary;
using TurlaHunt.Events.Channels;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Evtx.Rendering;

/// <summary>
/// Writes a document as the XML that Windows shows for an event: one line, attributes in single quotes.
/// </summary>
/// <remarks>
/// The result is always one document: prefixes that nobody declared and a second attribute of one name are written in
/// another way (<see cref="XmlNames"/>), and where a record holds several roots, the later ones stand at the end of the
/// first.
/// </remarks>
internal sealed class EventXmlWriter : IBinXmlVisitor
{
    private readonly Utf8Buffer _xml;
    private readonly HashSet<string> _attributes = new(StringComparer.Ordinal);
    private int _repeated = 1;
    private int _depth;
    private string? _root;
    private bool _hasEvent;

    private EventXmlWriter(Utf8Buffer xml) => _xml = xml;

    /// <summary>Adds the document to a text.</summary>
    /// <returns>Whether it holds an event.</returns>
    /// <exception cref="MalformedDataException">It unfolds to more than the limits allow.</exception>
    public static bool Write(BinXmlDocument document, EvtxLimits limits, UnfoldingBudget budget, Utf8Buffer xml)
    {
        EventXmlWriter writer = new(xml);
        BinXmlWalker<EventXmlWriter>.Walk(document, writer, limits, budget);
        return writer.Finish();
    }

    /// <summary>Adds an event that Windows rendered, in the form that events of files have.</summary>
    /// <exception cref="MalformedDataException">It is no XML, or beyond all bounds.</exception>
    public static void Write(string rendered, EvtxLimits limits, Utf8Buffer xml)
    {
        EventXmlWriter writer = new(xml);
        EventXmlReader.Read(rendered, writer, limits);
        writer.Finish();
    }

    public void StartElement(string name)
    {
        _hasEvent |= ++_depth == 1 && name == "Event";
        if (_attributes.Count > 0)
        {
            _attributes.Clear();
            _repeated = 1;
        }

        XmlMarkup.BeginTag(_xml, name);
    }

    public void Attribute(string name, string value) =>
        XmlMarkup.Attribute(_xml, MakeUnique(XmlNames.Attribute(name, value)), value);

    // The first root stays open to the end.
    public void EndStartTag(bool isEmpty) => _xml.Append(isEmpty && (_depth > 1 || _root is not null) ? "/>"u8 : ">"u8);

    public void Text(string text) => XmlMarkup.Text(_xml, text);

    public void CData(string text) => XmlMarkup.CData(_xml, text);

    public void ProcessingInstruction(string text) => XmlMarkup.Instruction(_xml, text);

    public void EndElement(string name, bool isEmpty)
    {
        if (--_depth == 0 && _root is null)
        {
            _root = name;
        }
        else if (!isEmpty)
        {
            XmlMarkup.EndTag(_xml, name);
        }
    }

    private bool Finish()
    {
        if (_root is string root)
        {
            XmlMarkup.EndTag(_xml, root);
        }

        return _hasEvent;
    }

    private string MakeUnique(string name)
    {
        string unique = name;
        while (!_attributes.Add(unique))
        {
            unique = name + "_x0023_" + (++_repeated).ToString(CultureInfo.InvariantCulture);
        }

        return unique;
    }
}
