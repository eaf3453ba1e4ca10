using System;
using System.Runtime.CompilerServices;
using System.Text;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// Unfolds a document: fills each program with its values, drops what stands or falls with a null value, and repeats an
/// element for each item of an array.
/// </summary>
internal struct BinXmlWalker<TVisitor>
    where TVisitor : IBinXmlVisitor
{
    private const int DepthOfRealRecords = 16;

    private readonly TVisitor _visitor;
    private readonly byte[] _bytes;
    private readonly int _maxDepth;
    private readonly UnfoldingBudget _budget;
    private int _depth;

    private BinXmlWalker(TVisitor visitor, byte[] bytes, EvtxLimits limits, UnfoldingBudget budget)
    {
        _visitor = visitor;
        _bytes = bytes;
        _maxDepth = limits.MaxElementDepth;
        _budget = budget;
    }

    /// <summary>Unfolds a document.</summary>
    /// <exception cref="EvtxFormatException">It unfolds to more than the limits allow.</exception>
    public static void Walk(BinXmlDocument document, TVisitor visitor, EvtxLimits limits, UnfoldingBudget budget)
    {
        budget.BeginRecord();
        BinXmlWalker<TVisitor> walker = new(visitor, document.Bytes, limits, budget);
        foreach (BinXmlFragment fragment in document.Fragments)
        {
            walker.Fragment(fragment);
        }
    }

    private void Fragment(BinXmlFragment fragment)
    {
        _budget.Step();
        BinXmlOp[] ops = fragment.Program.Ops;
        Run(fragment, 0, ops.Length, -1, default);
    }

    // arrayIndex is the value that the enclosing element is repeated for, item its current item.
    private void Run(BinXmlFragment fragment, int start, int end, int arrayIndex, BinXmlValue item)
    {
        BinXmlOp[] ops = fragment.Program.Ops;
        for (int i = start; i < end; i++)
        {
            // Every step counts, also one that adds nothing: nothing, a million times over, takes long as well.
            _budget.Step();
            ref BinXmlOp op = ref ops[i];
            switch (op.Code)
            {
                case BinXmlOpCode.OpenElement:
                    Element(fragment, i);
                    i = op.End;
                    break;
                case BinXmlOpCode.Text:
                    _visitor.Text(Spend(op.Text));
                    break;
                case BinXmlOpCode.Substitution when op.Index == arrayIndex:
                    _visitor.Text(Spend(item.ToText()));
                    break;
                case BinXmlOpCode.Substitution:
                    Value(Slot(fragment, op.Index));
                    break;
                case BinXmlOpCode.CData:
                    _visitor.CData(Spend(op.Text));
                    break;
                case BinXmlOpCode.ProcessingInstruction:
                    _visitor.ProcessingInstruction(Spend(op.Text));
                    break;
                default:
                    break;
            }
        }
    }

    private void Element(BinXmlFragment fragment, int open)
    {
        ref BinXmlOp op = ref fragment.Program.Ops[open];
        // The event itself is there, also where a damaged record has lost the value that its payload came from.
        if (_depth > 0 && op.Dependency >= 0 && Slot(fragment, op.Dependency).IsNull)
        {
            return;
        }

        BinXmlSlot slot = op.Index >= 0 ? Slot(fragment, op.Index) : BinXmlSlot.Null;
        if (!slot.IsArray)
        {
            Element(fragment, open, -1, default);
            return;
        }

        // An array without items still leaves one empty element behind.
        ReadOnlySpan<byte> rest = _bytes.AsSpan(slot.Offset, slot.Size);
        do
        {
            _budget.Step();
            BinXmlValue item = rest.IsEmpty ? default : BinXmlValue.TakeItem(slot.Type, ref rest);
            Element(fragment, open, op.Index, item);
        }
        while (!rest.IsEmpty);
    }

    private void Element(BinXmlFragment fragment, int open, int arrayIndex, BinXmlValue item)
    {
        // The compiler bounds the depth of one program; values inside values add theirs up.
        if (++_depth > _maxDepth)
        {
            EvtxFormatException.Throw($"More than {_maxDepth} elements are open at once", 0);
        }

        if (_depth > DepthOfRealRecords && !HasStack())
        {
            EvtxFormatException.Throw($"The {_depth} elements that are open at once do not fit the thread's stack", 0);
        }

        BinXmlOp[] ops = fragment.Program.Ops;
        ref BinXmlOp op = ref ops[open];
        _visitor.StartElement(Spend(op.Text));
        int next = open + 1;
        while (next < op.Content)
        {
            Attribute(fragment, next);
            next = ops[next].End;
        }

        _visitor.EndStartTag(op.IsEmptyTag);
        Run(fragment, op.Content, op.End, arrayIndex, item);
        _visitor.EndElement(op.Text, op.IsEmptyTag);
        _depth--;
    }

    private void Attribute(BinXmlFragment fragment, int start)
    {
        BinXmlOp[] ops = fragment.Program.Ops;
        string value = "";
        StringBuilder? more = null;
        _budget.Step();
        for (int i = start + 1; i < ops[start].End; i++)
        {
            _budget.Step();
            ref BinXmlOp op = ref ops[i];
            string part;
            if (op.Code == BinXmlOpCode.Substitution)
            {
                BinXmlSlot slot = Slot(fragment, op.Index);
                if (op.IsOptional && slot.IsNull)
                {
                    return;
                }

                part = slot.IsNull || slot.Nested is not null ? "" : ToText(slot);
            }
            else
            {
                part = op.Text;
            }

            Spend(part);
            if (value.Length == 0)
            {
                value = part;
            }
            else
            {
                (more ??= new StringBuilder(value)).Append(part);
            }
        }

        if (value.Length > 0)
        {
            _visitor.Attribute(Spend(ops[start].Text), more?.ToString() ?? value);
        }
    }

    private void Value(in BinXmlSlot slot)
    {
        if (slot.Nested is not null)
        {
            foreach (BinXmlFragment fragment in slot.Nested)
            {
                Fragment(fragment);
            }
        }
        else if (!slot.IsNull)
        {
            _visitor.Text(Spend(ToText(slot)));
        }
    }

    // A number past the last value is what a template gives to a provider that wrote fewer: nothing.
    private static BinXmlSlot Slot(BinXmlFragment fragment, int index) =>
        index < fragment.Values.Length ? fragment.Values[index] : BinXmlSlot.Null;

    private readonly string ToText(in BinXmlSlot slot)
    {
        ReadOnlySpan<byte> bytes = _bytes.AsSpan(slot.Offset, slot.Size);
        return slot.IsArray
            ? BinXmlValue.TakeItem(slot.Type, ref bytes).ToText()
            : new BinXmlValue(slot.Type, bytes).ToText();
    }

    // An overflow of the stack cannot be caught: it would end the process.
    private static bool HasStack()
    {
#if NET
        return RuntimeHelpers.TryEnsureSufficientExecutionStack();
#else
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return true;
        }
        catch (InsufficientExecutionStackException)
        {
            return false;
        }
#endif
    }

    private readonly string Spend(string text)
    {
        _budget.Text(text.Length);
        return text;
    }
}
