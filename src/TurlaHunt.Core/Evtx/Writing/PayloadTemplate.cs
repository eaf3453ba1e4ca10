using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Evtx;

/// <summary>The inner template: an event's EventData or UserData.</summary>
internal static class PayloadTemplate
{
    public static BinXmlTemplate Build(EventPayload payload) => new(payload switch
    {
        EventDataPayload eventData => EventData(eventData),
        UserDataPayload userData => UserData(userData),
        _ => throw new ArgumentException($"No template for {payload.GetType().Name}.", nameof(payload)),
    });

    /// <summary>The values of a payload for its template.</summary>
    public static List<EventValue> ValuesOf(EventPayload payload)
    {
        List<EventValue> values = [.. payload.Fields.Select(field => field.Value)];
        if (payload is EventDataPayload { Binary: { } binary })
        {
            values.Add(binary);
        }

        return values;
    }

    private static BinXmlElement EventData(EventDataPayload payload)
    {
        List<BinXmlNode> content =
        [
            .. payload.Fields.Select((field, index) => new BinXmlElement(
                "Data",
                field.Name is { } name ? [new("Name", new BinXmlText(name))] : [],
                [Place(field.Value, index, field.IsOptional)])),
        ];
        if (payload.Binary is { } binary)
        {
            content.Add(new BinXmlElement("Binary", [], [Place(binary, payload.Fields.Count, optional: true)]));
        }

        return new(
            "EventData", payload.Name is { } sectionName ? [new("Name", new BinXmlText(sectionName))] : [], content);
    }

    private static BinXmlElement UserData(UserDataPayload payload) =>
        new("UserData", [],
        [
            new BinXmlElement(
                payload.Element,
                [new("xmlns", new BinXmlText(payload.XmlNamespace))],
                [
                    .. payload.Fields.Select((field, index) =>
                        new BinXmlElement(field.Name!, [], [Place(field.Value, index, field.IsOptional)])),
                ]),
        ]);

    private static BinXmlSubstitution Place(EventValue value, int index, bool optional) =>
        new(checked((ushort)index), value.DeclaredType, optional);
}
