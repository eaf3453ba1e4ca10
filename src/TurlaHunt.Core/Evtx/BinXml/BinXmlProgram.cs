using TurlaHunt.Events.Plans;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>What a step of a <see cref="BinXmlProgram"/> does.</summary>
internal enum BinXmlOpCode : byte
{
    /// <summary>Opens the element <c>Text</c>; its attributes follow, then its content, then its end.</summary>
    OpenElement,

    /// <summary>Begins the attribute <c>Text</c>; the parts of its value follow up to <c>End</c>.</summary>
    Attribute,

    /// <summary>Text that stands in the template.</summary>
    Text,

    /// <summary>The value with the number <c>Index</c> of the instance.</summary>
    Substitution,

    /// <summary>A CDATA section.</summary>
    CData,

    /// <summary>A processing instruction; <c>Text</c> is its target and data.</summary>
    ProcessingInstruction,

    /// <summary>Closes the element that was opened last.</summary>
    EndElement,
}

/// <summary>One step of a <see cref="BinXmlProgram"/>.</summary>
internal readonly record struct BinXmlOp(BinXmlOpCode Code)
{
    /// <summary>A name or a literal text.</summary>
    public string Text { get; init; } = "";

    /// <summary>
    /// For a substitution the number of its value. For an element the number of the first value that stands directly in
    /// its content, or -1.
    /// </summary>
    public int Index { get; init; } = -1;

    /// <summary>
    /// For an element the number of the value that it stands or falls with, or -1: where that value is null, the element
    /// is not there. Definitions name it a second time as the element's dependency id.
    /// </summary>
    public int Dependency { get; init; } = -1;

    /// <summary>For an element its end step; for an attribute the step behind its last part.</summary>
    public int End { get; init; }

    /// <summary>For an element the first step of its content, behind its attributes.</summary>
    public int Content { get; init; }

    /// <summary>For a substitution: a null value removes the enclosing element or attribute.</summary>
    public bool IsOptional { get; init; }

    /// <summary>For an element: it was written as one tag without content.</summary>
    public bool IsEmptyTag { get; init; }
}

/// <summary>
/// A template, or the body of a record that has none, as a list of steps in document order. It holds no offsets: names
/// and texts are resolved, so it outlives the chunk that it was compiled from.
/// </summary>
internal sealed class BinXmlProgram(BinXmlOp[] ops)
{
    private MadeOnce<EventPlan> _eventPlan;
    private MadeOnce<EventPlan> _sectionPlan;

    public BinXmlOp[] Ops { get; } = ops;

    /// <summary>What an event has where whose template this is; null where it is not plain.</summary>
    public EventPlan? EventPlan => _eventPlan.IsMade ? _eventPlan.Value : _eventPlan.Set(EventPlanBuilder.OfEvent(this));

    /// <summary>The same of a template that lies in an event, beside System.</summary>
    public EventPlan? SectionPlan => _sectionPlan.IsMade ? _sectionPlan.Value : _sectionPlan.Set(EventPlanBuilder.OfSections(this));
}
