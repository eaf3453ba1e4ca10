using System;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>Questions that are asked of a program's steps.</summary>
internal static class BinXmlOps
{
    /// <summary>Whether the steps from <paramref name="start"/> on are texts that stand in the template.</summary>
    public static bool AreFixed(this BinXmlOp[] ops, int start, int end) =>
        Array.FindIndex(ops, start, end - start, op => op.Code is BinXmlOpCode.Substitution or BinXmlOpCode.OpenElement) < 0;

    /// <summary>Whether no value adds to an attribute.</summary>
    public static bool HasFixedValue(this BinXmlOp[] ops, int attribute) =>
        ops.AreFixed(attribute + 1, ops[attribute].End);

    /// <summary>The value of an attribute that no value adds to.</summary>
    public static string FixedValue(this BinXmlOp[] ops, int attribute) =>
        ops.FixedText(attribute + 1, ops[attribute].End);

    /// <summary>The texts and CDATA sections from <paramref name="start"/> on.</summary>
    public static string FixedText(this BinXmlOp[] ops, int start, int end)
    {
        string[] parts = new string[end - start];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = ops[start + i].Code == BinXmlOpCode.ProcessingInstruction ? "" : ops[start + i].Text;
        }

        return string.Concat(parts);
    }

    /// <summary>
    /// Whether an element with others in it is never told itself: it would be where no value leaves any of them, unless it is a
    /// section of an event without a text.
    /// </summary>
    public static bool IsParentOnly(this BinXmlOp[] ops, in BinXmlOp parent, bool isSection)
    {
        bool hasText = false;
        for (int at = parent.Content; at < parent.End; at++)
        {
            if (ops[at].Code == BinXmlOpCode.OpenElement)
            {
                if (ops[at].Dependency < 0)
                {
                    return true;
                }

                at = ops[at].End;
                continue;
            }

            hasText |= ops[at].Code is BinXmlOpCode.Text or BinXmlOpCode.CData;
        }

        return isSection && !hasText;
    }
}
