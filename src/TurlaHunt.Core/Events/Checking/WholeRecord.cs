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
    /// <param name="body">The body of the record.</param>
    /// <param name="start">Where the body lies in the chunk.</param>
    public static bool IsWhole(EvtxChunk chunk, ReadOnlySpan<byte> body, int start)
    {
        if (!RecordFilter.IsPlain(body)
            || !RecordFilter.Values.TryFind(body, start, out uint definition, out RecordFilter.Values values)
            || definition >= (uint)(start + body.Length)
            || TryCompile(chunk, definition) is not BinXmlProgram program)
        {
            return false;
        }

        int nested = values.FindNested(out ReadOnlySpan<byte> payload, out int offset);
        return program.Ops.Length > 0
            && program.Ops[0].Text == "Event"
            && (nested == 0 || (nested == 1 && IsWholePayload(chunk, payload, start + offset)));
    }

    private static bool IsWholePayload(EvtxChunk chunk, ReadOnlySpan<byte> payload, int start) =>
        RecordFilter.Values.TryFindNested(chunk, payload, start, out uint definition, out RecordFilter.Values values)
        && TryCompile(chunk, definition) is not null
        && values.FindNested(out _, out _) == 0;

    private static BinXmlProgram? TryCompile(EvtxChunk chunk, uint definition)
    {
        try
        {
            return chunk.TemplateAt((int)definition).Program;
        }
        catch (EvtxFormatException)
        {
            return null;
        }
    }
}
