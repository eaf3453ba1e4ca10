using System.Linq;
using System.Xml.Linq;

namespace TurlaHunt.Tests.Writing;

/// <summary>Where things are in an event's XML.</summary>
internal static class EventXml
{
    public static readonly XNamespace Namespace = "http://schemas.microsoft.com/win/2004/08/events/event";

    public static XElement[] Data(XElement read) =>
        read.Element(Namespace + "EventData")!.Elements(Namespace + "Data").ToArray();

    public static string Data(XElement read, string name) =>
        Data(read).Single(item => item.Attribute("Name")?.Value == name).Value;

    public static string System(XElement read, string element) => Section(read, element).Value;

    public static string? System(XElement read, string element, string attribute) =>
        Section(read, element).Attribute(attribute)?.Value;

    private static XElement Section(XElement read, string element) =>
        read.Element(Namespace + "System")!.Element(Namespace + element)!;
}
