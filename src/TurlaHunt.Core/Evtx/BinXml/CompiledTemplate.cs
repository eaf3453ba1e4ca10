using System;
using TurlaHunt.Evtx.Rendering;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// A template definition that was compiled once, and how to tell it again in other chunks and files.
/// </summary>
/// <remarks>
/// The GUID and size alone do not identify a definition, nor do its bytes: it refers to names by their place in its chunk.
/// So all bytes but these references are compared, and each reference by the name that it leads to.
/// </remarks>
internal sealed class CompiledTemplate
{
    private readonly byte[] _definition;
    private readonly BinXmlNameReference[] _names;
    private readonly MadeOnce<JsonPlan>[] _jsonPlans = new MadeOnce<JsonPlan>[3];
    private MadeOnce<XmlPlan> _xmlPlan;
    private MadeOnce<PayloadShape> _payload;

    public CompiledTemplate(ReadOnlySpan<byte> definition, BinXmlNameReference[] names, BinXmlProgram program)
    {
        _definition = definition.ToArray();
        _names = names;
        Program = program;
        Shape = EventShape.Of(program);
    }

    public BinXmlProgram Program { get; }

    /// <summary>How it is written as XML; null where it is not plain.</summary>
    public XmlPlan? XmlPlan => _xmlPlan.IsMade ? _xmlPlan.Value : _xmlPlan.Set(XmlPlanBuilder.Build(Program));

    /// <summary>How it is written as JSON in a place of an event; null where it is not plain.</summary>
    public JsonPlan? JsonPlan(TemplatePlace place)
    {
        ref MadeOnce<JsonPlan> slot = ref _jsonPlans[(int)place];
        return slot.IsMade ? slot.Value : slot.Set(JsonPlanBuilder.Build(Program, place));
    }

    /// <summary>Where the fields lie that queries ask for.</summary>
    public EventShape Shape { get; }

    /// <summary>Where the values lie that queries ask for, or null where that is not plain.</summary>
    public PayloadShape? Payload => _payload.IsMade ? _payload.Value : _payload.Set(PayloadShape.Of(Program));

    /// <summary>Whether the definition at an offset of a chunk is this one.</summary>
    public bool Matches(ReadOnlySpan<byte> chunk, int offset)
    {
        if (_definition.Length > chunk.Length - offset)
        {
            return false;
        }

        // The first dword chains definitions of a bucket: it belongs to the chunk, not to the definition.
        int start = sizeof(uint);
        foreach (BinXmlNameReference name in _names)
        {
            if (!IsSame(chunk, offset, start, name.Position) || !name.Matches(chunk, offset))
            {
                return false;
            }

            start = name.Position + name.Length;
        }

        return IsSame(chunk, offset, start, _definition.Length);
    }

    private bool IsSame(ReadOnlySpan<byte> chunk, int offset, int start, int end) =>
        chunk.Slice(offset + start, end - start).SequenceEqual(_definition.AsSpan(start, end - start));
}
