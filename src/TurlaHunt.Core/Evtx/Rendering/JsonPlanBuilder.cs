using System;
using System.Collections.Generic;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Evtx.Rendering;

/// <summary>
/// Makes a <see cref="JsonPlan"/> of a template. A template that is not plain has none, and its records go the full way:
/// where a name depends on a value or comes twice, where a value is made of several parts or lies beside elements.
/// </summary>
internal ref struct JsonPlanBuilder
{
    private const int MaxDepth = 32;

    private readonly BinXmlOp[] _ops;
    private readonly List<JsonStep> _steps = [];
    private readonly Utf8Buffer _text = new();
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private bool _hasUnnamed;
    private bool _hasParameterName;

    private JsonPlanBuilder(BinXmlProgram program) => _ops = program.Ops;

    /// <summary>The plan of a template in its place, or null where it is not plain.</summary>
    public static JsonPlan? Build(BinXmlProgram program, TemplatePlace place)
    {
        JsonPlanBuilder builder = new(program);
        if (!builder.AddAll(place) || (builder._hasUnnamed && builder._hasParameterName))
        {
            return null;
        }

        builder.FlushText();
        return new JsonPlan([.. builder._steps], builder._hasUnnamed || builder._names.Count > 0);
    }

    private bool AddAll(TemplatePlace place)
    {
        if (place == TemplatePlace.Event)
        {
            return AddEvent();
        }

        for (int at = 0; at < _ops.Length; at = _ops[at].End + 1)
        {
            if (_ops[at].Code != BinXmlOpCode.OpenElement || !AddElement(at, place == TemplatePlace.Section, 0))
            {
                return false;
            }
        }

        return true;
    }

    private bool AddEvent()
    {
        // A value in front of System could bring a System of its own.
        if (_ops.Length == 0
            || _ops[0] is not { Code: BinXmlOpCode.OpenElement, Text: "Event" }
            || _ops[_ops[0].Content] is not { Code: BinXmlOpCode.OpenElement, Text: "System", Index: < 0 }
            || JsonSystem.Read(_ops, _ops[0].Content) is not JsonSystem system
            || !AddProperties(system))
        {
            return false;
        }

        JsonText.BeginData(_text);
        for (int at = _ops[_ops[0].Content].End + 1; at < _ops[0].End; at++)
        {
            ref readonly BinXmlOp op = ref _ops[at];
            if (op.Code == BinXmlOpCode.Substitution)
            {
                Add(new JsonStep(JsonStepCode.Sections, op.Index, []));
            }
            else if (op.Code == BinXmlOpCode.OpenElement)
            {
                if (!AddElement(at, isSection: true, 0))
                {
                    return false;
                }

                at = op.End;
            }
        }

        return true;
    }

    private readonly bool AddProperties(JsonSystem system)
    {
        foreach (JsonField field in JsonField.All)
        {
            if (!AddProperty(field, system.Find(field)))
            {
                return false;
            }
        }

        return true;
    }

    private readonly bool AddProperty(JsonField field, JsonSystemValue? found)
    {
        if (found is not JsonSystemValue value)
        {
            return !field.IsAlwaysThere;
        }

        if (value.Index < 0)
        {
            bool isPlain = field.TryParse(value.Text, out object? text);
            JsonText.Property(_text, field.Name, text);
            return isPlain;
        }

        FlushText();
        if (value.Dependency >= 0 && !field.IsAlwaysThere)
        {
            _steps.Add(new JsonStep(JsonStepCode.SkipIfNull, value.Dependency, [], _steps.Count + 2));
        }

        // An element without content is an empty text; an attribute without a value is not there.
        bool isRequired = field.IsAlwaysThere || (field.Kind == JsonKind.Text && (field.Attribute.Length == 0 || value.IsRequired));
        JsonText.Name(_text, field.Name);
        _steps.Add(new JsonStep(field.StepCode, value.Index, TakeText(), IsRequired: isRequired));
        return true;
    }

    private bool AddElement(int at, bool isSection, int depth)
    {
        ref readonly BinXmlOp op = ref _ops[at];
        if (isSection && op.Text == "RenderingInfo")
        {
            return true;
        }

        int skip = -1;
        if (op.Dependency >= 0)
        {
            FlushText();
            skip = _steps.Count;
            _steps.Add(new JsonStep(JsonStepCode.SkipIfNull, op.Dependency, []));
        }

        bool hasChildren = Array.FindIndex(_ops, op.Content, op.End - op.Content, IsElement) >= 0;
        if (!(hasChildren ? AddChildren(op, isSection, depth) : AddLeaf(at, isSection)))
        {
            return false;
        }

        if (skip >= 0)
        {
            FlushText();
            _steps[skip] = _steps[skip] with { Target = _steps.Count };
        }

        return true;
    }

    // Text beside elements is not told; a value there could bring elements of its own.
    private bool AddChildren(in BinXmlOp parent, bool isSection, int depth)
    {
        for (int at = parent.Content; at < parent.End; at++)
        {
            if (_ops[at].Code == BinXmlOpCode.Substitution)
            {
                return false;
            }

            if (IsElement(_ops[at]))
            {
                if (depth == MaxDepth || !AddElement(at, isSection: false, depth + 1))
                {
                    return false;
                }

                at = _ops[at].End;
            }
        }

        return _ops.IsParentOnly(parent, isSection);
    }

    private bool AddLeaf(int at, bool isSection)
    {
        ref readonly BinXmlOp op = ref _ops[at];
        if (!TryFindName(at, out string? name) || (isSection && name is null))
        {
            return false;
        }

        if (op.End == op.Content + 1 && _ops[op.Content].Code == BinXmlOpCode.Substitution)
        {
            return isSection ? AddSection(name!, op.Index) : AddValue(name, op.Index);
        }

        if (!_ops.AreFixed(op.Content, op.End))
        {
            return false;
        }

        string text = _ops.FixedText(op.Content, op.End);
        return (isSection && text.Length == 0) || AddText(name, text);
    }

    // Whoever lies in the section claims its names when they are written.
    private readonly bool AddSection(string name, int index)
    {
        FlushText();
        BeginNamed(name);
        _steps.Add(new JsonStep(JsonStepCode.Section, index, TakeText()));
        return true;
    }

    private bool AddValue(string? name, int index)
    {
        FlushText();
        if (name is null)
        {
            _hasUnnamed = true;
            _steps.Add(new JsonStep(JsonStepCode.Unnamed, index, []));
            return true;
        }

        BeginNamed(name);
        _steps.Add(new JsonStep(JsonStepCode.Named, index, TakeText()));
        return Claim(name);
    }

    private bool AddText(string? name, string text)
    {
        if (name is null)
        {
            FlushText();
            _hasUnnamed = true;
            EscapedText.Append<JsonEscape>(_text, text.AsSpan());
            _steps.Add(new JsonStep(JsonStepCode.UnnamedText, -1, TakeText()));
            return true;
        }

        BeginNamed(name);
        EscapedText.Append<JsonEscape>(_text, text.AsSpan());
        _text.Append("\","u8);
        return Claim(name);
    }

    private readonly void BeginNamed(string name)
    {
        JsonText.String(_text, name);
        _text.Append(":\""u8);
    }

    private bool Claim(string name)
    {
        _hasParameterName |= name.StartsWith(EventRecord.UnnamedPrefix, StringComparison.OrdinalIgnoreCase);
        return _names.Add(name);
    }

    // Null for a value that the event only counts.
    private readonly bool TryFindName(int element, out string? name)
    {
        ref readonly BinXmlOp op = ref _ops[element];
        name = op.Text == "Data" ? null : op.Text;
        bool isFound = false;
        for (int at = element + 1; at < op.Content; at = _ops[at].End)
        {
            if (_ops[at].Text != "Name")
            {
                continue;
            }

            if (isFound || !_ops.HasFixedValue(at))
            {
                return false;
            }

            isFound = true;
            string value = _ops.FixedValue(at);
            name = value.Length > 0 ? value : name;
        }

        return true;
    }

    private static bool IsElement(BinXmlOp op) => op.Code == BinXmlOpCode.OpenElement;

    private readonly void Add(JsonStep step)
    {
        FlushText();
        _steps.Add(step);
    }

    private readonly void FlushText()
    {
        if (_text.Length > 0)
        {
            _steps.Add(new JsonStep(JsonStepCode.Text, -1, TakeText()));
        }
    }

    private readonly byte[] TakeText()
    {
        byte[] text = _text.Written.ToArray();
        _text.CutBack(0);
        return text;
    }
}
