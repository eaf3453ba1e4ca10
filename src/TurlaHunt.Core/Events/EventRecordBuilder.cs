using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using TurlaHunt.Binary;
using TurlaHunt.Events.Channels;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Events;

/// <summary>
/// Fills an <see cref="EventRecord"/> from a document: the children of <c>System</c>, then the leaves of <c>EventData</c>,
/// <c>UserData</c> and their like.
/// </summary>
/// <remarks>
/// Everything is taken as text and parsed where a number is meant. That costs little, and it is the only way that also
/// serves logs re-saved by collectors, in which Windows wrote all values as text.
/// </remarks>
internal sealed class EventRecordBuilder : IBinXmlVisitor
{
    private const int EventDepth = 1;
    private const int SectionDepth = 2;

    // One for each depth, taken again and again.
    private readonly List<Leaf> _leaves = [];
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
        EventRecord record = new(document, limits)
        {
            RecordId = span.Id,
            SourceRecordId = span.Id,
            Source = source,
            Integrity = span.Integrity,
        };

        Begin(record);
        BinXmlWalker<EventRecordBuilder>.Walk(document, this, limits, budget);
        if (!_hasEvent)
        {
            ThrowHasNoEvent(span);
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
        switch (element, attribute)
        {
            case ("Provider", "Name"):
                _record.ProviderName = value;
                break;
            case ("Provider", "Guid"):
                _record.ProviderId = EventText.ToGuid(value);
                break;
            case ("Provider", "EventSourceName"):
                _record.ProviderName ??= value;
                break;
            case ("EventID", "") when !_hasId:
                _hasId = true;
                _record.Id = (int)(EventText.ToInt64(value) ?? 0);
                break;
            case ("EventID", "Qualifiers"):
                _record.Qualifiers = (int?)EventText.ToInt64(value);
                break;
            case ("Version", ""):
                _record.Version = (int?)EventText.ToInt64(value);
                break;
            case ("Level", ""):
                _record.Level = (int?)EventText.ToInt64(value);
                break;
            case ("Task", ""):
                _record.Task = (int?)EventText.ToInt64(value);
                break;
            case ("Opcode", ""):
                _record.Opcode = (int?)EventText.ToInt64(value);
                break;
            case ("Keywords", ""):
                _record.Keywords = EventText.ToInt64(value);
                break;
            case ("TimeCreated", "SystemTime"):
                _record.TimeCreated = EventText.ToTime(value);
                break;
            case ("EventRecordID", ""):
                _record.RecordId = EventText.ToInt64(value) ?? _record.RecordId;
                break;
            case ("Correlation", "ActivityID"):
                _record.ActivityId = EventText.ToGuid(value);
                break;
            case ("Correlation", "RelatedActivityID"):
                _record.RelatedActivityId = EventText.ToGuid(value);
                break;
            case ("Execution", "ProcessID"):
                _record.ProcessId = EventText.ToInt64(value);
                break;
            case ("Execution", "ThreadID"):
                _record.ThreadId = EventText.ToInt64(value);
                break;
            case ("Channel", ""):
                _record.LogName = value;
                break;
            case ("Computer", ""):
                _record.MachineName = value;
                break;
            case ("Security", "UserID"):
                _record.UserId = value;
                break;
            default:
                break;
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
