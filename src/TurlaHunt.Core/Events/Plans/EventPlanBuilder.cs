using System;
using System.Collections.Generic;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Events.Plans;

/// <summary>
/// Makes an <see cref="EventPlan"/> of a template. A template that is not plain has none: where a name depends on a value, where a
/// value is made of several parts or lies beside elements, where it depends on values whether an element has any in it.
/// </summary>
internal readonly ref struct EventPlanBuilder
{
    /// <summary>How deep elements may lie in a plan. Real ones: four.</summary>
    public const int MaxDepth = 16;

    private const int SectionDepth = 2;

    private readonly BinXmlOp[] _ops;
    private readonly List<SystemStep> _system = [];
    private readonly List<DataStep> _data = [];

    private EventPlanBuilder(BinXmlProgram program) => _ops = program.Ops;

    /// <summary>The plan of a template that is an event; null where it is not plain.</summary>
    public static EventPlan? OfEvent(BinXmlProgram program)
    {
        EventPlanBuilder builder = new(program);
        return builder.AddEvent() ? builder.ToPlan() : null;
    }

    /// <summary>The plan of a template that lies in an event, beside System; null where it is not plain.</summary>
    public static EventPlan? OfSections(BinXmlProgram program)
    {
        EventPlanBuilder builder = new(program);
        return builder.AddSections(0, program.Ops.Length, mayHoldMore: false) ? builder.ToPlan() : null;
    }

    private EventPlan ToPlan()
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        bool hasDistinctNames = _data.TrueForAll(
            step => step.Code is DataStepCode.SkipIfNull || (step.Name is not null && names.Add(step.Name)));
        return new EventPlan([.. _system], [.. _data], hasDistinctNames);
    }

    private bool AddEvent()
    {
        // A value in front of System could bring a System of its own.
        if (_ops.Length == 0
            || _ops[0] is not { Code: BinXmlOpCode.OpenElement, Text: "Event" }
            || _ops[0].End != _ops.Length - 1)
        {
            return false;
        }

        int system = _ops[0].Content;
        return _ops[system] is { Code: BinXmlOpCode.OpenElement, Text: "System", Index: < 0 }
            && AddSystem(system)
            && AddSections(_ops[system].End + 1, _ops[0].End, mayHoldMore: true);
    }

    private bool AddSystem(int system)
    {
        bool hasId = false;
        for (int at = _ops[system].Content; at < _ops[system].End; at = _ops[at].End + 1)
        {
            if (_ops[at].Code != BinXmlOpCode.OpenElement || !AddProperty(at))
            {
                return false;
            }

            // Of two ids the first counts that is there, which may depend on a value.
            bool isId = _ops[at].Text == "EventID";
            if (isId && hasId)
            {
                return false;
            }

            hasId |= isId;
        }

        return true;
    }

    private bool AddProperty(int element)
    {
        ref readonly BinXmlOp op = ref _ops[element];
        for (int at = element + 1; at < op.Content; at = _ops[at].End)
        {
            if (!TryFindPart(at + 1, _ops[at].End, out int index, out string text))
            {
                return false;
            }

            SystemField field = SystemFields.Of(op.Text, _ops[at].Text);
            if (field != SystemField.None && (index >= 0 || text.Length > 0))
            {
                _system.Add(new SystemStep(field, index, text, op.Dependency, IsContent: false));
            }
        }

        if (!TryFindPart(op.Content, op.End, out int content, out string fixedText))
        {
            return false;
        }

        // Content that is not told is looked at all the same: it may hold elements of its own.
        SystemField property = SystemFields.Of(op.Text, "");
        if (property != SystemField.None || content >= 0)
        {
            _system.Add(new SystemStep(property, content, fixedText, op.Dependency, IsContent: true));
        }

        return true;
    }

    private bool AddSections(int start, int end, bool mayHoldMore)
    {
        for (int at = start; at < end; at++)
        {
            ref readonly BinXmlOp op = ref _ops[at];
            if (op.Code == BinXmlOpCode.OpenElement)
            {
                if (op.Text != "RenderingInfo" && !AddElement(at, SectionDepth))
                {
                    return false;
                }

                at = op.End;
            }
            else if (op.Code == BinXmlOpCode.Substitution)
            {
                if (!mayHoldMore)
                {
                    return false;
                }

                _data.Add(new DataStep(DataStepCode.Sections, op.Index));
            }
        }

        return true;
    }

    private bool AddElement(int at, int depth)
    {
        ref readonly BinXmlOp op = ref _ops[at];
        int skip = -1;
        if (op.Dependency >= 0)
        {
            skip = _data.Count;
            _data.Add(new DataStep(DataStepCode.SkipIfNull, op.Dependency));
        }

        int child = FirstElement(op.Content, op.End);
        if (!(child < op.End ? AddChildren(op, depth) : AddLeaf(at, depth)))
        {
            return false;
        }

        if (skip >= 0)
        {
            _data[skip] = _data[skip] with { Target = _data.Count };
        }

        return true;
    }

    // Text beside elements is not told; a value there could bring elements of its own.
    private bool AddChildren(in BinXmlOp parent, int depth)
    {
        for (int at = parent.Content; at < parent.End; at++)
        {
            if (_ops[at].Code == BinXmlOpCode.Substitution)
            {
                return false;
            }

            if (_ops[at].Code == BinXmlOpCode.OpenElement)
            {
                if (depth == MaxDepth || !AddElement(at, depth + 1))
                {
                    return false;
                }

                at = _ops[at].End;
            }
        }

        return _ops.IsParentOnly(parent, depth == SectionDepth);
    }

    private bool AddLeaf(int at, int depth)
    {
        ref readonly BinXmlOp op = ref _ops[at];
        if (!TryFindPart(op.Content, op.End, out int index, out string text) || !TryFindName(at, out string? name))
        {
            return false;
        }

        if (depth == SectionDepth)
        {
            // A section without anything in it says nothing.
            return index < 0 && text.Length == 0;
        }

        _data.Add(index < 0 ? new DataStep(DataStepCode.Text, -1, name, text) : new DataStep(DataStepCode.Value, index, name));
        return true;
    }

    // One value, or any texts that stand in the template.
    private bool TryFindPart(int start, int end, out int index, out string text)
    {
        index = -1;
        text = "";
        if (end == start + 1 && _ops[start].Code == BinXmlOpCode.Substitution)
        {
            index = _ops[start].Index;
            return true;
        }

        if (!_ops.AreFixed(start, end))
        {
            return false;
        }

        text = _ops.FixedText(start, end);
        return true;
    }

    // Null for a value that the event only counts.
    private bool TryFindName(int element, out string? name)
    {
        ref readonly BinXmlOp op = ref _ops[element];
        name = null;
        for (int at = element + 1; at < op.Content; at = _ops[at].End)
        {
            if (_ops[at].Text == "Name")
            {
                if (!_ops.HasFixedValue(at))
                {
                    return false;
                }

                // Of two, the last one that is not empty.
                string value = _ops.FixedValue(at);
                name = value.Length > 0 ? value : name;
            }
        }

        name ??= op.Text == "Data" ? null : op.Text;
        return true;
    }

    private int FirstElement(int start, int end)
    {
        while (start < end && _ops[start].Code != BinXmlOpCode.OpenElement)
        {
            start++;
        }

        return start;
    }
}
