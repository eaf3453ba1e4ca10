using System;
using System.Collections.Generic;
using System.Text;
using TurlaHunt.Binary;
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

    private readonly EventRecord _record;
    private readonly Stack<Leaf> _open = new();
    private Section _section;
    private int _depth;
    private int _unnamed;
    private bool _hasEvent;
    private bool _hasSystem;
    private bool _hasId;
    private bool _inEvent;

    private EventRecordBuilder(EventRecord record) => _record = record;

    private enum Section
    {
        None,
        System,
        Payload,
    }

    /// <summary>Makes a record from a document.</summary>
    /// <exception cref="MalformedDataException">The document holds no event, or unfolds without bounds.</exception>
    public static EventRecord Build(
        BinXmlDocument document, in EvtxRecordSpan span, string source, EvtxLimits limits, UnfoldingBudget budget)
    {
        EventRecord record = new(document, limits)
        {
            RecordId = span.Id,
            SourceRecordId = span.Id,
            Source = source,
            Integrity = span.Integrity,
        };

        EventRecordBuilder builder = new(record);
        BinXmlWalker<EventRecordBuilder>.Walk(document, builder, limits, budget);
        if (!builder._hasEvent)
        {
            MalformedDataException.Throw("The record holds no event", span.BodyOffset);
        }

        // Where the event itself names no time, the time at which it was written to the log is the nearest fact.
        if (record.TimeCreated is null && EventTime.TryFromFileTime(span.FileTime, out DateTime written))
        {
            record.TimeCreated = written;
        }

        return record;
    }

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

        if (_open.Count > 0)
        {
            _open.Peek().HasChildren = true;
        }

        _open.Push(new Leaf(name));
    }

    public void Attribute(string name, string value)
    {
        Leaf leaf = _open.Peek();
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

    public void Text(string text) => _open.Peek().Append(text);

    public void CData(string text) => _open.Peek().Append(text);

    public void ProcessingInstruction(string text)
    {
    }

    public void EndElement(string name, bool isEmpty)
    {
        Leaf leaf = _open.Pop();
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

    private sealed class Leaf(string name)
    {
        private string _text = "";
        private StringBuilder? _more;

        public string Name { get; } = name;

        public string? DataName { get; set; }

        public bool HasChildren { get; set; }

        public string Value => _more?.ToString() ?? _text;

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
