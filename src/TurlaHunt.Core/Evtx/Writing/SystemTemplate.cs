using System.Collections.Generic;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Evtx;

/// <summary>
/// The outer template of every event: the System section, whose values keep the order that Windows gives them, and the
/// place of the payload.
/// </summary>
internal static class SystemTemplate
{
    /// <summary>Which of the values is the payload.</summary>
    public const ushort PayloadIndex = 17;

    private const string EventNamespace = "http://schemas.microsoft.com/win/2004/08/events/event";
    private const ushort EventSourceNameIndex = 18;

    public static BinXmlTemplate Build(string computer, bool hasEventSourceName, bool hasPayload)
    {
        List<BinXmlAttribute> provider =
        [
            new("Name", Value(14, BinXmlValueType.String)),
            new("Guid", Value(15, BinXmlValueType.Guid)),
        ];
        if (hasEventSourceName)
        {
            provider.Add(new("EventSourceName", Value(EventSourceNameIndex, BinXmlValueType.String)));
        }

        BinXmlElement system = new("System", [],
        [
            new BinXmlElement("Provider", provider, []),
            new BinXmlElement(
                "EventID", [new("Qualifiers", Value(4, BinXmlValueType.UInt16))], [Value(3, BinXmlValueType.UInt16)]),
            Leaf("Version", 11, BinXmlValueType.UInt8),
            Leaf("Level", 0, BinXmlValueType.UInt8),
            Leaf("Task", 2, BinXmlValueType.UInt16),
            Leaf("Opcode", 1, BinXmlValueType.UInt8),
            Leaf("Keywords", 5, BinXmlValueType.HexInt64),
            new BinXmlElement("TimeCreated", [new("SystemTime", Value(6, BinXmlValueType.FileTime))], []),
            Leaf("EventRecordID", 10, BinXmlValueType.UInt64),
            new BinXmlElement(
                "Correlation",
                [
                    new("ActivityID", Value(7, BinXmlValueType.Guid)),
                    new("RelatedActivityID", Value(13, BinXmlValueType.Guid)),
                ],
                []),
            new BinXmlElement(
                "Execution",
                [new("ProcessID", Value(8, BinXmlValueType.UInt32)), new("ThreadID", Value(9, BinXmlValueType.UInt32))],
                []),
            Leaf("Channel", 16, BinXmlValueType.String),

            // Windows has the computer's name as text here, not as a value: one computer, one template.
            new BinXmlElement("Computer", [], computer.Length == 0 ? [] : [new BinXmlText(computer)]),
            new BinXmlElement("Security", [new("UserID", Value(12, BinXmlValueType.Sid))], []),
        ]);

        return new(new BinXmlElement(
            "Event",
            [new("xmlns", new BinXmlText(EventNamespace))],
            hasPayload ? [system, Value(PayloadIndex, BinXmlValueType.BinXml)] : [system]));
    }

    /// <summary>The values of an event for this template; the payload's place is left absent.</summary>
    public static List<EventValue> ValuesOf(EventDescription description, ulong recordId)
    {
        List<EventValue> values =
        [
            EventValue.UInt8(description.Level),
            EventValue.UInt8(description.Opcode),
            EventValue.UInt16(description.Task),
            EventValue.UInt16(description.EventId),
            description.Qualifiers is { } qualifiers ? EventValue.UInt16(qualifiers) : EventValue.Null,
            EventValue.HexInt64(description.Keywords),
            EventValue.FileTime(description.Time),
            description.ActivityId is { } activity ? EventValue.Guid(activity) : EventValue.Null,
            EventValue.UInt32(description.ProcessId),
            EventValue.UInt32(description.ThreadId),
            EventValue.UInt64(description.OriginalRecordId ?? recordId),
            EventValue.UInt8(description.Version),
            description.UserSid is { } user ? EventValue.Sid(user) : EventValue.Null,
            description.RelatedActivityId is { } related ? EventValue.Guid(related) : EventValue.Null,
            EventValue.String(description.ProviderName),
            description.ProviderGuid is { } provider ? EventValue.Guid(provider) : EventValue.Null,
            EventValue.String(description.Channel),
            EventValue.NullOf(BinXmlValueType.BinXml),
        ];
        if (description.EventSourceName is { } source)
        {
            values.Add(EventValue.String(source));
        }

        return values;
    }

    private static BinXmlElement Leaf(string name, ushort index, BinXmlValueType type) =>
        new(name, [], [Value(index, type)]);

    private static BinXmlSubstitution Value(ushort index, BinXmlValueType type) => new(index, type, Optional: true);
}
