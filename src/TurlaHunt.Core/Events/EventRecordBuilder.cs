using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using TurlaHunt.Binary;
using TurlaHunt.Events.Channels;
using TurlaHunt.Events.Plans;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Events;

/// <summary>
/// Fills an <see cref="EventRecord"/> from a document: the children of <c>System</c>, then the leaves of <c>EventData</c>,
/// <c>UserData</c> and their like.
/// </summary>
/// <remarks>
/// Everything is taken as text and parsed where a number is meant: the only way that also serves logs re-saved by collectors, in
/// which Windows wrote all values as text. Events of plain templates are filled by <see cref="PlannedEvents"/>, with the same result.
/// </remarks>
/// <param name="usesPlans">Whether records of plain templates are filled by their plans, which is the same and faster.</param>
internal sealed class EventRecordBuilder(bool usesPlans = true) : IBinXmlVisitor
{
    private const int EventDepth = 1;
    private const int SectionDepth = 2;

    // One for each depth, taken again and again.
    private readonly List<Leaf> _leaves = [];
    private readonly PlannedEvents _planned = new();
    private EventRecord _record = null!;
    private Section _section;
    private int _depth;
    private int _unnamed;
    private bool _hasEvent;
    private bool _hasSystem;
    private bool _hasId;
    private bool _inEvent;

    private enum Section
    {
        None,
        System,
        Payload,
    }

    /// <summary>Makes a record from a document.</summary>
    /// <exception cref="MalformedDataException">The document holds no event, or unfolds without bounds.</exception>
    public EventRecord Build(
        BinXmlDocument document, in EvtxRecordSpan span, string source, EvtxLimits limits, UnfoldingBudget budget)
    {
        EventRecord record = Make(document, span, source, limits);
        if (!usesPlans || !_planned.TryFill(record, document, limits, budget))
        {
            record = Make(document, span, source, limits);
            Begin(record);
            BinXmlWalker<EventRecordBuilder>.Walk(document, this, limits, budget);
            if (!_hasEvent)
            {
                ThrowHasNoEvent(span);
            }
        }

        // Where the event itself names no time, the time at which it was written to the log is the nearest fact.
        if (record.TimeCreated is null && EventTime.TryFromFileTime(span.FileTime, out DateTime written))
        {
            record.TimeCreated = written;
        }

        return record;
    }

    /// <summary>Makes a record from the XML that Windows renders of an event.</summary>
    /// <param name="xml">The event.</param>
    /// <param name="source">Where it was read.</param>
    /// <param name="limits">The bounds of an event.</param>
    /// <exception cref="MalformedDataException">It is no XML of an event, or beyond all bounds.</exception>
    public EventRecord Build(string xml, string? source, EvtxLimits limits)
    {
        EventRecord record = new(xml) { Source = source };
        Begin(record);
        EventXmlReader.Read(xml, this, limits);
        if (!_hasEvent)
        {
            MalformedDataException.Throw("The XML holds no event", 0);
        }

        // A collector's own number for it is not told.
        record.SourceRecordId = record.RecordId;
        return record;
    }

    /// <summary>Refuses a record that can be decoded and says nothing.</summary>
    [DoesNotReturn]
    public static void ThrowHasNoEvent(in EvtxRecordSpan span) =>
        MalformedDataException.Throw("The record holds no event", span.BodyOffset);

    public void StartElement(string name)
    {
        _depth++;
        if (_depth == EventDepth)
        {
            // A second fragment of the record is no second event, and says nothing about the first.
            _inEvent = !_hasEvent && name == "Event";
            _hasEvent |= _inEvent;
        }
        else if (_depth == SectionDepth && _inEvent)
        {
            // What calls itself System a second time, in a value or another fragment, is no more than data.
            _section = name switch
            {
                "System" when !_hasSystem => Section.System,
                "RenderingInfo" => Section.None,
                _ => Section.Payload,
            };
            _hasSystem |= _section == Section.System;
        }

        if (_depth > 1)
        {
            _leaves[_depth - 2].HasChildren = true;
        }

        if (_leaves.Count < _depth)
        {
            _leaves.Add(new Leaf());
        }

        Innermost.Begin(name);
    }

    public void Attribute(string name, string value)
    {
        Leaf leaf = Innermost;
        if (_section == Section.System)
        {
            SystemValue(leaf.Name, name, value);
        }
        else if (name == "Name")
        {
            leaf.DataName = value;
        }
    }

    public void EndStartTag(bool isEmpty)
    {
    }

    public void Text(string text) => Innermost.Append(text);

    public void CData(string text) => Innermost.Append(text);

    public void ProcessingInstruction(string text)
    {
    }

    public void EndElement(string name, bool isEmpty)
    {
        Leaf leaf = Innermost;
        if (_depth >= SectionDepth && !leaf.HasChildren)
        {
            // A section may be a leaf itself, such as BinaryEventData; one without a text says nothing.
            if (_depth == SectionDepth && leaf.Value.Length == 0)
            {
                _section = Section.None;
            }

            if (_section == Section.System)
            {
                SystemValue(leaf.Name, "", leaf.Value);
            }
            else if (_section == Section.Payload)
            {
                _record.Data.Add(NameOf(leaf), leaf.Value);
            }
        }

        if (_depth-- == SectionDepth)
        {
            _section = Section.None;
        }
    }

    private static EventRecord Make(BinXmlDocument document, in EvtxRecordSpan span, string source, EvtxLimits limits) => new(document, limits)
    {
        RecordId = span.Id,
        SourceRecordId = span.Id,
        Source = source,
        Integrity = span.Integrity,
    };

    private Leaf Innermost => _leaves[_depth - 1];

    private void Begin(EventRecord record)
    {
        _record = record;
        _section = Section.None;
        _depth = 0;
        _unnamed = 0;
        _hasEvent = false;
        _hasSystem = false;
        _hasId = false;
        _inEvent = false;
    }

    private string NameOf(Leaf leaf)
    {
        if (leaf.DataName is { Length: > 0 } name)
        {
            return name;
        }

        return leaf.Name == "Data" ? $"{EventRecord.UnnamedPrefix}{++_unnamed}" : leaf.Name;
    }

    private void SystemValue(string element, string attribute, string value)
    {
        SystemField field = SystemFields.Of(element, attribute);
        if (field != SystemField.Id || !_hasId)
        {
            _hasId |= field == SystemField.Id;
            _record.Set(field, value);
        }
    }

    private sealed class Leaf
    {
        private string _text = "";
        private StringBuilder? _more;

        public string Name { get; private set; } = "";

        public string? DataName { get; set; }

        public bool HasChildren { get; set; }

        public string Value => _more?.ToString() ?? _text;

        public void Begin(string name)
        {
            Name = name;
            DataName = null;
            HasChildren = false;
            _text = "";
            _more = null;
        }

        public void Append(string text)
        {
            if (_text.Length == 0)
            {
                _text = text;
            }
            else
            {
                (_more ??= new StringBuilder(_text)).Append(text);
            }
        }
    }
}
