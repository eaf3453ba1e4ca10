using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Xml;

namespace TurlaHunt.Hunting.Forwarding;

/// <summary>
/// A subscription that computers ask the collector for (source initiated), as wecutil takes it. Each log has a query of its own, so that
/// a computer without one of the logs forwards the others. Events come as they are, not as text in some language.
/// </summary>
/// <remarks>The elements are those that "Setting up a Source Initiated Subscription" of the Windows documentation describes.</remarks>
internal static class SubscriptionXml
{
    private const string Namespace = "http://schemas.microsoft.com/2006/03/windows/events/subscription";
    private const int MaxItems = 50;
    private const int LatencyMilliseconds = 60_000;

    // A computer that has nothing to forward still says four times an hour that it is there.
    private const int HeartbeatMilliseconds = 900_000;

    /// <summary>Writes one.</summary>
    /// <param name="id">What the collector calls it.</param>
    /// <param name="description">What it is for, in a line.</param>
    /// <param name="logs">The events.</param>
    /// <param name="sources">The SIDs, or the two letters of SDDL, of the groups of computers that may forward.</param>
    public static string Write(string id, string description, IEnumerable<ForwardedLog> logs, IEnumerable<string> sources)
    {
        StringBuilder text = new();
        using (XmlWriter writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, NewLineChars = "\r\n" }))
        {
            writer.WriteStartElement("Subscription", Namespace);
            Element(writer, "SubscriptionId", id);
            Element(writer, "SubscriptionType", "SourceInitiated");
            Element(writer, "Description", description);
            Element(writer, "Enabled", "true");
            Element(writer, "Uri", "http://schemas.microsoft.com/wbem/wsman/1/windows/EventLog");
            Element(writer, "ConfigurationMode", "Custom");
            WriteDelivery(writer);
            writer.WriteStartElement("Query", Namespace);
            writer.WriteCData(QueryList(logs));
            writer.WriteEndElement();
            Element(writer, "ReadExistingEvents", "true");
            Element(writer, "TransportName", "http");
            Element(writer, "ContentFormat", "Events");
            writer.WriteStartElement("Locale", Namespace);
            writer.WriteAttributeString("Language", "en-US");
            writer.WriteEndElement();
            Element(writer, "LogFile", "ForwardedEvents");
            Element(writer, "AllowedSourceNonDomainComputers", "");
            Element(writer, "AllowedSourceDomainComputers", Sddl(sources));
            writer.WriteEndElement();
        }

        return text.Append("\r\n").ToString();
    }

    /// <summary>The list of queries: one for each log.</summary>
    internal static string QueryList(IEnumerable<ForwardedLog> logs)
    {
        StringBuilder text = new();
        using (XmlWriter writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, NewLineChars = "\r\n" }))
        {
            int number = 0;
            writer.WriteStartElement("QueryList");
            foreach (ForwardedLog log in logs)
            {
                writer.WriteStartElement("Query");
                writer.WriteAttributeString("Id", (number++).ToString(CultureInfo.InvariantCulture));
                writer.WriteAttributeString("Path", log.LogName);
                foreach (string select in log.Selects)
                {
                    writer.WriteStartElement("Select");
                    writer.WriteAttributeString("Path", log.LogName);
                    writer.WriteString(select);
                    writer.WriteEndElement();
                }

                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }

        return text.ToString();
    }

    private static void WriteDelivery(XmlWriter writer)
    {
        writer.WriteStartElement("Delivery", Namespace);
        writer.WriteAttributeString("Mode", "Push");
        writer.WriteStartElement("Batching", Namespace);
        Element(writer, "MaxItems", MaxItems.ToString(CultureInfo.InvariantCulture));
        Element(writer, "MaxLatencyTime", LatencyMilliseconds.ToString(CultureInfo.InvariantCulture));
        writer.WriteEndElement();
        writer.WriteStartElement("PushSettings", Namespace);
        writer.WriteStartElement("Heartbeat", Namespace);
        writer.WriteAttributeString("Interval", HeartbeatMilliseconds.ToString(CultureInfo.InvariantCulture));
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    // The collector's own service runs as network service.
    private static string Sddl(IEnumerable<string> sources) =>
        "O:NSG:NSD:" + string.Concat(sources.Concat(["NS"]).Select(source => $"(A;;GA;;;{source})"));

    private static void Element(XmlWriter writer, string name, string text) => writer.WriteElementString(name, Namespace, text);
}
