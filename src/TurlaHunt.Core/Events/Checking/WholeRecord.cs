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
    private const int FragmentHeaderSize = 4;

    /// <summary>False where it takes decoding the record to tell.</summary>
    /// <param name="chunk">The chunk, for its templates.</param>
    /// <param name="body">The body of the record.</param>
    /// <param name="start">Where the body lies in the chunk.</param>
    public static bool IsWhole(EvtxChunk chunk, ReadOnlySpan<byte> body, int start)
    {
        if (!RecordFilter.IsPlain(body) || !TryCompile(chunk, body, start, out RecordFilter.Values values, out BinXmlProgram? program))
        {
            return false;
        }

        int last = values.Count - 1;
        if (program!.Ops.Length == 0 || program.Ops[0].Text != "Event" || HasNested(values, last))
        {
            return false;
        }

        ReadOnlySpan<byte> payload = values.Get(last, out BinXmlValueType type);
        return type != BinXmlValueType.BinXml || IsWholePayload(chunk, payload, start + values.OffsetOf(last));
    }

    private static bool IsWholePayload(EvtxChunk chunk, ReadOnlySpan<byte> payload, int start)
    {
        if (payload.Length > 0 && payload[0] == BinXmlToken.TemplateInstance)
        {
            // A payload may lack the fragment header. Nothing is read of what stands in its place.
            payload = chunk.Bytes.Slice(start - FragmentHeaderSize, payload.Length + FragmentHeaderSize);
            start -= FragmentHeaderSize;
        }
        else if (!RecordFilter.IsPlain(payload))
        {
            return false;
        }

        return TryCompile(chunk, payload, start, out RecordFilter.Values values, out _) && !HasNested(values, values.Count);
    }

    private static bool TryCompile(
        EvtxChunk chunk, ReadOnlySpan<byte> body, int start, out RecordFilter.Values values, out BinXmlProgram? program)
    {
        program = null;
        if (!RecordFilter.Values.TryFind(body, start, out uint definition, out values) || definition >= (uint)(start + body.Length))
        {
            return false;
        }

        try
        {
            program = chunk.TemplateAt((int)definition).Program;
            return true;
        }
        catch (EvtxFormatException)
        {
            return false;
        }
    }

    private static bool HasNested(in RecordFilter.Values values, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (values.TypeOf(i) == BinXmlValueType.BinXml)
            {
                return true;
            }
        }

        return false;
    }
}
