using System;
using System.Collections.Generic;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Evtx.Rendering;

/// <summary>
/// Makes an <see cref="XmlPlan"/> of a template. A template that is not plain has none, and its records are written by
/// <see cref="EventXmlWriter"/>. That is where a name depends on a value, or an attribute is made of several parts.
/// </summary>
internal ref struct XmlPlanBuilder
{
    private readonly BinXmlOp[] _ops;
    private readonly List<XmlStep> _steps = [];
    private readonly Utf8Buffer _text = new();
    private readonly Stack<(int Element, int Skip)> _open = new();
    private readonly HashSet<string> _attributes = new(StringComparer.Ordinal);

    private readonly bool _isEvent;

    private XmlPlanBuilder(BinXmlProgram program, bool isEvent)
    {
        _ops = program.Ops;
        _isEvent = isEvent;
    }

    /// <summary>The plan of a template, or null where it is not plain.</summary>
    public static XmlPlan? Build(BinXmlProgram program)
    {
        BinXmlOp[] ops = program.Ops;
        bool isEvent = ops.Length > 0 && ops[0] is { Text: "Event", IsEmptyTag: false };
        XmlPlanBuilder builder = new(program, isEvent);
        return builder.AddAll() ? new XmlPlan([.. builder._steps], isEvent) : null;
    }

    private readonly bool AddAll()
    {
        for (int at = 0; at < _ops.Length; at++)
        {
            ref readonly BinXmlOp op = ref _ops[at];
            switch (op.Code)
            {
                case BinXmlOpCode.OpenElement when at > 0 && HoldsOneValue(op) && HasFixedAttributes(at):
                    AddElement(at);
                    at = op.End;
                    break;
                case BinXmlOpCode.OpenElement:
                    if (!OpenElement(at))
                    {
                        return false;
                    }

                    at = op.Content - 1;
                    break;
                case BinXmlOpCode.EndElement:
                    CloseElement();
                    break;
                case BinXmlOpCode.Substitution:
                    Add(new XmlStep(XmlStepCode.Value, op.Index, [], [], 0));
                    break;
                case BinXmlOpCode.Text:
                    XmlMarkup.Text(_text, op.Text);
                    break;
                case BinXmlOpCode.CData:
                    XmlMarkup.CData(_text, op.Text);
                    break;
                case BinXmlOpCode.ProcessingInstruction:
                    XmlMarkup.Instruction(_text, op.Text);
                    break;
                default:
                    return false;
            }
        }

        FlushText();
        return true;
    }

    private readonly bool HoldsOneValue(in BinXmlOp element) =>
        element.End == element.Content + 1 && _ops[element.Content].Code == BinXmlOpCode.Substitution;

    private readonly bool HasFixedAttributes(int element)
    {
        _attributes.Clear();
        for (int at = element + 1; at < _ops[element].Content; at = _ops[at].End)
        {
            if (!_ops.HasFixedValue(at) || !_attributes.Add(XmlNames.Attribute(_ops[at].Text, _ops.FixedValue(at))))
            {
                return false;
            }
        }

        return true;
    }

    private readonly void AddElement(int at)
    {
        FlushText();
        ref readonly BinXmlOp op = ref _ops[at];
        if (op.Dependency >= 0)
        {
            _steps.Add(new XmlStep(XmlStepCode.SkipIfNull, op.Dependency, [], [], _steps.Count + 2));
        }

        XmlMarkup.BeginTag(_text, op.Text);
        for (int attribute = at + 1; attribute < op.Content; attribute = _ops[attribute].End)
        {
            AddFixedAttribute(attribute);
        }

        _text.Append('>');
        byte[] start = TakeText();
        XmlMarkup.EndTag(_text, op.Text);
        _steps.Add(new XmlStep(XmlStepCode.Element, op.Index, start, TakeText(), 0));
    }

    private readonly bool OpenElement(int at)
    {
        ref readonly BinXmlOp op = ref _ops[at];
        int skip = -1;
        if (op.Dependency >= 0 && !(at == 0 && _isEvent))
        {
            FlushText();
            skip = _steps.Count;
            _steps.Add(new XmlStep(XmlStepCode.SkipIfNull, op.Dependency, [], [], 0));
        }

        _open.Push((at, skip));
        XmlMarkup.BeginTag(_text, op.Text);
        _attributes.Clear();
        for (int attribute = at + 1; attribute < op.Content; attribute = _ops[attribute].End)
        {
            if (!AddAttribute(attribute))
            {
                return false;
            }
        }

        _text.Append(op.IsEmptyTag ? "/>"u8 : ">"u8);
        return true;
    }

    private readonly bool AddAttribute(int at)
    {
        ref readonly BinXmlOp op = ref _ops[at];
        if (_ops.HasFixedValue(at))
        {
            AddFixedAttribute(at);
            return _attributes.Add(XmlNames.Attribute(op.Text, _ops.FixedValue(at)));
        }

        if (op.End != at + 2 || XmlNames.IsDeclaration(op.Text))
        {
            return false;
        }

        string name = XmlNames.Attribute(op.Text, "");
        FlushText();
        XmlMarkup.BeginAttribute(_text, name);
        _steps.Add(new XmlStep(XmlStepCode.Attribute, _ops[at + 1].Index, TakeText(), "'"u8.ToArray(), 0));
        return _attributes.Add(name);
    }

    private readonly void AddFixedAttribute(int at)
    {
        string value = _ops.FixedValue(at);
        if (value.Length > 0)
        {
            XmlMarkup.Attribute(_text, XmlNames.Attribute(_ops[at].Text, value), value);
        }
    }

    private readonly void CloseElement()
    {
        (int element, int skip) = _open.Pop();
        if (!_ops[element].IsEmptyTag)
        {
            XmlMarkup.EndTag(_text, _ops[element].Text);
        }

        if (skip >= 0)
        {
            FlushText();
            _steps[skip] = _steps[skip] with { Target = _steps.Count };
        }
    }

    private readonly void Add(XmlStep step)
    {
        FlushText();
        _steps.Add(step);
    }

    private readonly void FlushText()
    {
        if (_text.Length > 0)
        {
            _steps.Add(XmlStep.OfText(TakeText()));
        }
    }

    private readonly byte[] TakeText()
    {
        byte[] text = _text.Written.ToArray();
        _text.CutBack(0);
        return text;
    }
}
