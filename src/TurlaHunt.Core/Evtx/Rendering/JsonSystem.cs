using System.Collections.Generic;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Evtx.Rendering;

/// <summary>
/// Where a template keeps what its System section says: each content and attribute as one value or one text. A section that
/// is not so simple is left to the full way.
/// </summary>
internal sealed class JsonSystem
{
    private readonly Dictionary<(string Element, string Attribute), JsonSystemValue> _values = [];
    private readonly HashSet<string> _elements = [];

    private JsonSystem()
    {
    }

    /// <summary>Reads the section that begins at a step; null where it is not plain.</summary>
    public static JsonSystem? Read(BinXmlOp[] ops, int section)
    {
        JsonSystem system = new();
        for (int at = ops[section].Content; at < ops[section].End; at = ops[at].End + 1)
        {
            if (ops[at].Code != BinXmlOpCode.OpenElement || !system.Add(ops, at))
            {
                return null;
            }
        }

        return system.HasPlainProvider() ? system : null;
    }

    /// <summary>The place of a property, or null where the section has none.</summary>
    public JsonSystemValue? Find(JsonField field) =>
        _values.TryGetValue((field.Element, field.Attribute), out JsonSystemValue value) ? value : null;

    private bool Add(BinXmlOp[] ops, int element)
    {
        ref readonly BinXmlOp op = ref ops[element];
        for (int at = element + 1; at < op.Content; at = ops[at].End)
        {
            if (ops[at].End > at + 2 || (ops[at].End == at + 2 && !Add(op, ops[at].Text, ops[at + 1])))
            {
                return false;
            }
        }

        return _elements.Add(op.Text)
            && op.End <= op.Content + 1
            && Add(op, "", op.End == op.Content ? new BinXmlOp(BinXmlOpCode.Text) : ops[op.Content]);
    }

    // A value where no property is could hold elements of its own.
    private bool Add(in BinXmlOp element, string attribute, in BinXmlOp part)
    {
        (string, string) key = (element.Text, attribute);
        bool isValue = part.Code == BinXmlOpCode.Substitution;
        if ((!isValue && part.Code != BinXmlOpCode.Text) || _values.ContainsKey(key) || (isValue && attribute.Length == 0 && !HoldsProperty(element.Text)))
        {
            return false;
        }

        _values.Add(key, new JsonSystemValue(isValue ? part.Index : -1, part.Text, element.Dependency, false));
        return true;
    }

    private static bool HoldsProperty(string element)
    {
        foreach (JsonField field in JsonField.All)
        {
            if (field.Element == element && field.Attribute.Length == 0)
            {
                return true;
            }
        }

        return false;
    }

    // The name of the source takes the place of a provider's name that is not there.
    private bool HasPlainProvider()
    {
        if (!_values.ContainsKey(("Provider", "EventSourceName")))
        {
            return true;
        }

        (string, string) key = ("Provider", "Name");
        if (!_values.TryGetValue(key, out JsonSystemValue name) || (name.Index < 0 && name.Text.Length == 0))
        {
            return false;
        }

        _values[key] = name with { IsRequired = true };
        return true;
    }
}

/// <summary>One content or attribute of a System section.</summary>
/// <param name="Index">The number of the value, or -1.</param>
/// <param name="Text">The text, where it is no value.</param>
/// <param name="Dependency">The number of the value that its element stands or falls with, or -1.</param>
/// <param name="IsRequired">Whether something else takes its place where it is empty.</param>
internal readonly record struct JsonSystemValue(int Index, string Text, int Dependency, bool IsRequired);
