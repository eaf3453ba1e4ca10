using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using TurlaHunt.Events;

namespace TurlaHunt.Tests.Corpus;

/// <summary>One event as libevtx' <c>evtxexport -f xml</c> prints it.</summary>
internal sealed class EvtxexportEvent
{
    // libevtx writes text as it is, so that a value that is itself XML becomes elements, or XML that cannot be parsed.
    private static readonly Regex RawData = new(
        "\n    <Data(?: Name=\"(?<name>[^\"]*)\")?(?:/>|>(?<value>.*?)</Data>)(?=\n    <|\n  </EventData>)", RegexOptions.Singleline);

    private readonly XElement _system;
    private readonly XElement? _event;
    private readonly string _xml;

    private EvtxexportEvent(string xml)
    {
        int end = xml.IndexOf("</System>", StringComparison.Ordinal) + "</System>".Length;
        _xml = xml;
        _system = Parse(xml.Substring(0, end) + "</Event>")?.Elements().First() ?? new XElement("System");
        _event = Parse(xml);
    }

    public string? RecordId => SystemText("EventRecordID");

    public string? Id => SystemText("EventID");

    public string? Computer => SystemText("Computer");

    public string? Channel => SystemText("Channel");

    public string? Provider =>
        SystemElement("Provider")?.Attribute("Name")?.Value ?? SystemElement("Provider")?.Attribute("EventSourceName")?.Value;

    public DateTime? Time => EventText.ToTime(SystemElement("TimeCreated")?.Attribute("SystemTime")?.Value);

    /// <summary>The events of a file, in its order.</summary>
    public static List<EvtxexportEvent> ReadFile(string path)
    {
        const string Start = "<Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">\n  <System>";
        const string End = "</Event>";

        string output = ExternalTool.Run("evtxexport", "-f", "xml", path);
        List<EvtxexportEvent> events = [];
        int start = output.IndexOf(Start, StringComparison.Ordinal);
        while (start >= 0)
        {
            int next = output.IndexOf(Start, start + 1, StringComparison.Ordinal);
            int end = output.LastIndexOf(End, (next < 0 ? output.Length : next) - 1, StringComparison.Ordinal);
            events.Add(new EvtxexportEvent(output.Substring(start, end + End.Length - start)));
            start = next;
        }

        return events;
    }

    /// <summary>The payload's leaves by the rules of <see cref="EventData"/>; null where its XML cannot be parsed.</summary>
    public List<KeyValuePair<string, string>>? Data()
    {
        if (_event is null)
        {
            return null;
        }

        IEnumerable<XElement> sections = _event.Elements().Where(
            element => element.Name.LocalName is not ("System" or "RenderingInfo"));
        return Name(sections
            .SelectMany(section => section.Descendants())
            .Where(element => !element.HasElements)
            .Select(leaf => (leaf.Attribute("Name")?.Value, leaf.Name.LocalName, leaf.Value)));
    }

    /// <summary>The payload's <c>Data</c> elements with the text between their tags as it stands there.</summary>
    public List<KeyValuePair<string, string>> UnescapedData() =>
        Name(RawData.Matches(_xml).Cast<Match>().Select(
            match => ((string?)match.Groups["name"].Value, "Data", match.Groups["value"].Value)));

    private static List<KeyValuePair<string, string>> Name(IEnumerable<(string? Name, string Element, string Value)> leaves)
    {
        List<KeyValuePair<string, string>> data = [];
        Dictionary<string, int> used = new(StringComparer.OrdinalIgnoreCase);
        int unnamed = 0;
        foreach ((string? given, string element, string value) in leaves)
        {
            string name = !string.IsNullOrEmpty(given) ? given! : element == "Data" ? $"Param{++unnamed}" : element;
            used[name] = used.TryGetValue(name, out int times) ? times + 1 : 1;
            data.Add(new KeyValuePair<string, string>(used[name] == 1 ? name : $"{name}#{used[name]}", value));
        }

        return data;
    }

    private static XElement? Parse(string xml)
    {
        try
        {
            using XmlReader reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { CheckCharacters = false });
            return XElement.Load(reader, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private XElement? SystemElement(string name) => _system.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    private string? SystemText(string name) => SystemElement(name)?.Value;
}
