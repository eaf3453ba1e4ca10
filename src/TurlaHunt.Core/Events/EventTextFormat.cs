namespace TurlaHunt.Events;

/// <summary>How events are written as text, each in one line.</summary>
public enum EventTextFormat
{
    /// <summary>The XML that Windows shows for an event.</summary>
    Xml,

    /// <summary>A JSON object with the properties of <see cref="EventRecord"/>; those that the event does not have are left out.</summary>
    Json,
}
