namespace TurlaHunt.Evtx.Rendering;

/// <summary>Where a template stands in an event.</summary>
internal enum TemplatePlace : byte
{
    /// <summary>It is the event.</summary>
    Event,

    /// <summary>It is a child of the event, beside System.</summary>
    Section,

    /// <summary>It stands in a section.</summary>
    Content,
}
