using System;
using System.Text;
using TurlaHunt.Binary;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// Unfolds a document: fills each program with its values, drops what stands or falls with a null value, and repeats an
/// element for each item of an array.
/// </summary>
/// <remarks>
/// What is open is kept in a list and not on the thread's stack. Elements may lie 512 deep, hosts give their threads small
/// stacks, and an overflow cannot be caught: it ends the process.
/// </remarks>
internal struct BinXmlWalker<TVisitor>
    where TVisitor : IBinXmlVisitor
{
    private readonly TVisitor _visitor;
    private readonly byte[] _bytes;
    private readonly int _maxDepth;
    private readonly UnfoldingBudget _budget;
    private BinXmlFrame[] _frames;
    private int _count;
    private int _depth;

    private BinXmlWalker(TVisitor visitor, byte[] bytes, EvtxLimits limits, UnfoldingBudget budget)
    {
        _visitor = visitor;
        _bytes = bytes;
        _maxDepth = limits.MaxElementDepth;
        _budget = budget;
        _frames = budget.Frames;
    }

    /// <summary>Unfolds a document.</summary>
    /// <exception cref="MalformedDataException">It unfolds to more than the limits allow.</exception>
    public static void Walk(BinXmlDocument document, TVisitor visitor, EvtxLimits limits, UnfoldingBudget budget)
    {
        budget.BeginRecord();
        BinXmlWalker<TVisitor> walker = new(visitor, document.Bytes, limits, budget);
        walker.EnterFragments(document.Fragments);
        while (walker._count > 0)
        {
            walker.Step(ref walker._frames[walker._count - 1]);
        }
    }

    // Entering something may move the frames to a larger array: it is the last thing that a step does.
    private void Step(ref BinXmlFrame frame)
    {
        if (frame.Next >= frame.End)
        {
            Leave(ref frame);
            return;
        }

        // Every step counts, also one that adds nothing: nothing, a million times over, takes long as well.
        _budget.Step();
        ref BinXmlOp op = ref frame.Fragment.Program.Ops[frame.Next++];
        switch (op.Code)
        {
            case BinXmlOpCode.OpenElement:
                int open = frame.Next - 1;
                frame.Next = op.End + 1;
                EnterElement(frame.Fragment, open);
                break;
            case BinXmlOpCode.Text:
                _visitor.Text(Spend(op.Text));
                break;
            case BinXmlOpCode.Substitution when op.Index == frame.ArrayIndex:
                _visitor.Text(Spend(ToText(frame.Item)));
                break;
            case BinXmlOpCode.Substitution:
                Value(Slot(frame.Fragment, op.Index));
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

    private void EnterFragments(BinXmlFragment[] fragments)
    {
        if (fragments.Length > 0)
        {
            StartFragment(ref Push(), fragments, 0);
        }
    }

    private readonly void StartFragment(ref BinXmlFrame frame, BinXmlFragment[] fragments, int index)
    {
        _budget.Step();
        frame = new BinXmlFrame
        {
            Fragment = fragments[index],
            Siblings = fragments,
            Index = index,
            End = fragments[index].Program.Ops.Length,
            ArrayIndex = -1,
        };
    }

    private void EnterElement(BinXmlFragment fragment, int open)
    {
        ref BinXmlOp op = ref fragment.Program.Ops[open];
        // The event itself is there, also where a damaged record has lost the value that its payload came from.
        if (_depth > 0 && op.Dependency >= 0 && Slot(fragment, op.Dependency).IsNull)
        {
            return;
        }

        if (++_depth > _maxDepth)
        {
            MalformedDataException.Throw($"More than {_maxDepth} elements are open at once", 0);
        }

        BinXmlSlot slot = op.Index >= 0 ? Slot(fragment, op.Index) : BinXmlSlot.Null;
        ref BinXmlFrame frame = ref Push();
        frame = new BinXmlFrame
        {
            Fragment = fragment,
            Index = open,
            ArrayIndex = slot.IsArray ? op.Index : -1,
            Rest = slot,
        };
        StartElement(ref frame);
    }

    private readonly void StartElement(ref BinXmlFrame frame)
    {
        if (frame.ArrayIndex >= 0)
        {
            TakeItem(ref frame);
        }

        BinXmlOp[] ops = frame.Fragment.Program.Ops;
        ref BinXmlOp op = ref ops[frame.Index];
        _visitor.StartElement(Spend(op.Text));
        int next = frame.Index + 1;
        while (next < op.Content)
        {
            Attribute(frame.Fragment, next);
            next = ops[next].End;
        }

        _visitor.EndStartTag(op.IsEmptyTag);
        frame.Next = op.Content;
        frame.End = op.End;
    }

    // An array without items still leaves one empty element behind.
    private readonly void TakeItem(ref BinXmlFrame frame)
    {
        _budget.Step();
        BinXmlSlot rest = frame.Rest;
        if (rest.Size == 0)
        {
            frame.Item = BinXmlSlot.Null;
            return;
        }

        ReadOnlySpan<byte> bytes = _bytes.AsSpan(rest.Offset, rest.Size);
        BinXmlValue item = BinXmlValue.TakeItem(rest.Type, ref bytes);
        frame.Item = new BinXmlSlot(item.Type, rest.Offset, item.Bytes.Length, null);
        frame.Rest = rest with { Offset = rest.Offset + rest.Size - bytes.Length, Size = bytes.Length };
    }

    private void Leave(ref BinXmlFrame frame)
    {
        if (frame.Siblings is BinXmlFragment[] fragments)
        {
            if (frame.Index + 1 < fragments.Length)
            {
                StartFragment(ref frame, fragments, frame.Index + 1);
                return;
            }
        }
        else
        {
            ref BinXmlOp op = ref frame.Fragment.Program.Ops[frame.Index];
            _visitor.EndElement(op.Text, op.IsEmptyTag);
            if (frame.ArrayIndex >= 0 && frame.Rest.Size > 0)
            {
                StartElement(ref frame);
                return;
            }

            _depth--;
        }

        _count--;
    }

    private ref BinXmlFrame Push()
    {
        if (_count == _frames.Length)
        {
            Array.Resize(ref _frames, 2 * _count);
            _budget.Frames = _frames;
        }

        return ref _frames[_count++];
    }

    private readonly void Attribute(BinXmlFragment fragment, int start)
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
                // An instruction has no place in an attribute, and is no text of it.
                part = op.Code == BinXmlOpCode.ProcessingInstruction ? "" : op.Text;
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
            EnterFragments(slot.Nested);
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

    private readonly string Spend(string text)
    {
        _budget.Text(text.Length);
        return text;
    }
}
