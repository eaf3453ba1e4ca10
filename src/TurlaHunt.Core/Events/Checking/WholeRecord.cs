using System;
using TurlaHunt.Binary;
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
        if (!instance.IsLast
            || TryCompile(chunk, instance.Definition) is not BinXmlProgram program
            || program.Ops.Length == 0
            || program.Ops[0].Text != "Event")
        {
            return false;
        }

        int nested = instance.FindNested(out ReadOnlySpan<byte> payload, out int offset);
        return nested == 0 || (nested == 1 && IsWholePayload(chunk, payload, offset));
    }

    private static bool IsWholePayload(EvtxChunk chunk, ReadOnlySpan<byte> payload, int start) =>
        PlainInstance.TryRead(payload, start, out PlainInstance instance)
        && instance.IsLast
        && instance.IsAll
        && TryCompile(chunk, instance.Definition) is not null
        && instance.FindNested(out _, out _) == 0;

    private static BinXmlProgram? TryCompile(EvtxChunk chunk, int definition)
    {
        try
        {
            return chunk.TemplateAt(definition).Program;
        }
        catch (MalformedDataException)
        {
            return null;
        }
    }
}
