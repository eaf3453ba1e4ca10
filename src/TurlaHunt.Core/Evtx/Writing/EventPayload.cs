using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml;

namespace TurlaHunt.Evtx;

/// <summary>What an event says besides its System section.</summary>
public abstract record EventPayload
{
    private protected EventPayload(IEnumerable<PayloadField> fields) =>
        Fields = (fields ?? throw new ArgumentNullException(nameof(fields))).ToArray();

    /// <summary>The values, in the order of the event's manifest.</summary>
    public IReadOnlyList<PayloadField> Fields { get; }
}

/// <summary>A value with its name; the unnamed <c>Data</c> of classic events have none.</summary>
/// <param name="Name">The name, or null.</param>
/// <param name="Value">The value.</param>
public sealed record PayloadField(string? Name, EventValue Value)
{
    /// <summary>
    /// Whether the element vanishes when the value is absent. Otherwise an absent value leaves an empty element;
    /// libevtx cannot read a log with such a one, and Windows itself writes empty strings instead.
    /// </summary>
    public bool IsOptional { get; init; }
}

/// <summary>An <c>EventData</c> section.</summary>
public sealed record EventDataPayload : EventPayload
{
    /// <summary>Makes a section of the given values.</summary>
    public EventDataPayload(params IEnumerable<PayloadField> fields)
        : base(fields)
    {
        if (Fields.Any(field => field.Name is { Length: 0 }))
        {
            throw new ArgumentException(
                "A field is either unnamed (null) or has a name that is not empty.", nameof(fields));
        }
    }

    /// <summary>The Name attribute of the section itself, for example <c>TaskRegisteredEvent</c>.</summary>
    public string? Name { get; init; }

    /// <summary>What a classic event appends as its <c>Binary</c> element.</summary>
    public EventValue? Binary { get; init; }
}

/// <summary>A <c>UserData</c> section: one element of the provider's own with leaf elements below it.</summary>
public sealed record UserDataPayload : EventPayload
{
    /// <summary>Makes a section of one element that holds a leaf element for each value.</summary>
    /// <param name="element">The element's name, for example <c>LogFileCleared</c>.</param>
    /// <param name="xmlNamespace">Its namespace.</param>
    /// <param name="fields">The leaf elements; each needs a name.</param>
    public UserDataPayload(string element, string xmlNamespace, params IEnumerable<PayloadField> fields)
        : base(fields)
    {
        Element = RequireElementName(element, nameof(element));
        XmlNamespace = xmlNamespace ?? throw new ArgumentNullException(nameof(xmlNamespace));
        foreach (PayloadField field in Fields)
        {
            RequireElementName(field.Name, nameof(fields));
        }
    }

    /// <summary>The element's name.</summary>
    public string Element { get; }

    /// <summary>The element's namespace.</summary>
    public string XmlNamespace { get; }

    // Binary XML would take any text as a name and every reader would then print XML that nobody can parse.
    private static string RequireElementName(string? name, string parameter)
    {
        try
        {
            return XmlConvert.VerifyNCName(name ?? "");
        }
        catch (Exception invalid) when (invalid is XmlException or ArgumentException)
        {
            throw new ArgumentException($"'{name}' is no XML element name.", parameter, invalid);
        }
    }
}
