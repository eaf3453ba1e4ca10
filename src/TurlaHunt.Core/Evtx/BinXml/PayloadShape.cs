using System;
using System.Collections.Generic;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// Where the template of a payload keeps the values that events are chosen by: the number of each named one. Told only where
/// the template is plain: one element, and in it nothing but <c>Data</c> elements that each have a name and one value.
/// </summary>
internal sealed class PayloadShape
{
    private const int Twice = -1;

    private readonly Dictionary<string, int> _values = new(StringComparer.OrdinalIgnoreCase);

    private PayloadShape()
    {
    }

    /// <summary>The shape of a template, or null where it is not plain.</summary>
    public static PayloadShape? Of(BinXmlProgram program)
    {
        BinXmlOp[] ops = program.Ops;
        if (ops.Length == 0 || ops[0] is not { Code: BinXmlOpCode.OpenElement, Text: "EventData" } || ops[0].End != ops.Length - 1)
        {
            return null;
        }

        PayloadShape shape = new();
        for (int at = ops[0].Content; at < ops[0].End; at = ops[at].End + 1)
        {
            // An attribute, its text, a value.
            bool isPlain = ops[at] is { Code: BinXmlOpCode.OpenElement, Text: "Data" }
                && ops[at].Content == at + 3
                && ops[at].End == at + 4
                && ops[at + 1].Text == "Name"
                && ops[at + 2] is { Code: BinXmlOpCode.Text, Text.Length: > 0 }
                && ops[at + 3].Code == BinXmlOpCode.Substitution;
            if (!isPlain)
            {
                return null;
            }

            string name = ops[at + 2].Text;
            shape._values[name] = shape._values.ContainsKey(name) ? Twice : ops[at + 3].Index;
        }

        return shape;
    }

    /// <summary>Finds a value by its name, without case.</summary>
    /// <param name="name">The name.</param>
    /// <param name="index">The number of the value; -1 where several have the name.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryFind(string name, out int index) => _values.TryGetValue(name, out index);
}
