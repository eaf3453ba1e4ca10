using System;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Events;

/// <summary>
/// Tells from the raw bytes of a record that it can be decoded: it is made of one template and its values, or of two of
/// which the payload is one, as nearly all are; the templates can be compiled, and the values end where they must.
/// </summary>
internal static class WholeRecord
{
    /// <summary>False where it takes decoding the record to tell.</summary>
    /// <param name="chunk">The chunk, for its templates.</param>
    /// <param name="instance">The body of the record.</param>
    public static bool IsWhole(EvtxChunk chunk, in PlainInstance instance)
    {
        int last = instance.Count - 1;
        if (!instance.IsLast
            || TryCompile(chunk, instance.Definition) is not BinXmlProgram program
            || program.Ops.Length == 0
            || program.Ops[0].Text != "Event"
            || HasNested(instance, last))
        {
            return false;
        }

        ReadOnlySpan<byte> payload = instance.Get(last, out BinXmlValueType type);
        return type != BinXmlValueType.BinXml
            || (PlainInstance.TryRead(payload, instance.OffsetOf(last), out PlainInstance nested)
                && nested.IsLast
                && nested.IsAll
                && TryCompile(chunk, nested.Definition) is not null
                && !HasNested(nested, nested.Count));
    }

    private static BinXmlProgram? TryCompile(EvtxChunk chunk, int definition)
    {
        try
        {
            return chunk.TemplateAt(definition).Program;
        }
        catch (EvtxFormatException)
        {
            return null;
        }
    }

    private static bool HasNested(in PlainInstance instance, int count)
    {
        for (int i = 0; i < count; i++)
        {
            instance.SizeOf(i, out BinXmlValueType type);
            if (type == BinXmlValueType.BinXml)
            {
                return true;
            }
        }

        return false;
    }
}
