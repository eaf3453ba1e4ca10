using System;
using System.IO;
using System.Text;
using System.Xml;

namespace TurlaHunt.Reporting.Html;

/// <summary>
/// Writes the elements of a page. All text goes through the XML writer, which escapes it: what a log says is never markup. The
/// result is HTML and well-formed XML at once.
/// </summary>
internal sealed class HtmlPage : IDisposable
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        OmitXmlDeclaration = true,
        NewLineHandling = NewLineHandling.None,
    };

    private readonly XmlWriter _xml;
    private readonly Action _end;

    public HtmlPage(Stream stream)
    {
        _xml = XmlWriter.Create(stream, Settings);
        _xml.WriteRaw("<!DOCTYPE html>");
        _end = _xml.WriteFullEndElement;
    }

    /// <summary>Opens an element; it ends when what is returned is disposed.</summary>
    public Scope Open(string name, string? className = null, string? id = null)
    {
        _xml.WriteStartElement(name);
        Attribute("id", id);
        Attribute("class", className);
        return new Scope(_end);
    }

    /// <summary>An attribute of the element that was opened last; nothing for null.</summary>
    public void Attribute(string name, string? value)
    {
        if (value is not null)
        {
            _xml.WriteAttributeString(name, ReportText.Visible(value));
        }
    }

    /// <summary>Text, as it stands in a log or in a sentence of ours.</summary>
    public void Text(string? text) => _xml.WriteString(ReportText.Visible(text));

    /// <summary>An element with text.</summary>
    public void Element(string name, string? text, string? className = null)
    {
        using (Open(name, className))
        {
            Text(text);
        }
    }

    /// <summary>A link to a place of this page.</summary>
    public void Link(string id, string? text)
    {
        using (Open("a"))
        {
            Attribute("href", "#" + id);
            Text(text);
        }
    }

    /// <summary>An element that has no content in HTML.</summary>
    public void Void(string name, params (string Name, string Value)[] attributes)
    {
        _xml.WriteStartElement(name);
        foreach ((string attribute, string value) in attributes)
        {
            _xml.WriteAttributeString(attribute, value);
        }

        _xml.WriteEndElement();
    }

    /// <summary>A style sheet. It holds no character that XML would escape.</summary>
    public void Style(string css)
    {
        using (Open("style"))
        {
            _xml.WriteRaw(css);
        }
    }

    public void Dispose() => _xml.Dispose();

    /// <summary>An open element.</summary>
    internal readonly struct Scope(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
