using System;
using TurlaHunt.Binary;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Evtx.Rendering;

/// <summary>
/// Writes records as text straight from their bytes: the values of each template instance are filled into the plan of its
/// template. Nothing is allocated for a record.
/// </summary>
/// <remarks>
/// It knows only what is plain, which nearly all records are, and gives up on anything else without a trace. What it writes
/// is what the full way through a <see cref="BinXmlDocument"/> gives, which is taken then. Work and text are bounded far
/// below <see cref="EvtxLimits"/>: those are for the full way to judge.
/// </remarks>
internal abstract class EventRenderer(EvtxLimits limits)
{
    // The event, its payload, and one more for values that a provider had rendered before.
    private const int MaxNesting = 3;
    private const int MaxWork = 1 << 14;
    private const int MaxLength = 1 << 20;

    private Value[] _values = new Value[256];
    private int _count;
    private int _work;
    private int _end;
    private EvtxChunk _chunk = null!;

    /// <summary>Where the text is written.</summary>
    protected Utf8Buffer Output { get; private set; } = null!;

    /// <summary>Adds a record to a text, or leaves the text as it is.</summary>
    /// <returns>Whether the record was written.</returns>
    public bool TryRender(EvtxChunk chunk, in EvtxRecordSpan record, string source, Utf8Buffer output)
    {
        int start = output.Length;
        _chunk = chunk;
        _count = 0;
        _work = 0;
        _end = start + MaxLength;
        Output = output;
        try
        {
            ReadOnlySpan<byte> body = chunk.Bytes.Slice(record.BodyOffset, record.BodyEnd - record.BodyOffset);
            if (PlainInstance.TryRead(body, record.BodyOffset, out PlainInstance instance)
                && instance.IsAll
                && instance.IsLast
                && TryTake(instance, out int first)
                && RenderEvent(chunk.TemplateAt(instance.Definition), first, record, source))
            {
                return true;
            }
        }
        catch (MalformedDataException)
        {
            // The full way meets it again and says what it is.
        }

        output.CutBack(start);
        return false;
    }

    /// <summary>Writes the event that a record holds.</summary>
    /// <param name="template">Its template.</param>
    /// <param name="first">The place of its first value.</param>
    /// <param name="record">The record.</param>
    /// <param name="source">The file that it comes from.</param>
    /// <returns>Whether it could.</returns>
    protected abstract bool RenderEvent(CompiledTemplate template, int first, in EvtxRecordSpan record, string source);

    /// <summary>Writes a template instance that is a value of another.</summary>
    /// <param name="template">Its template.</param>
    /// <param name="first">The place of its first value.</param>
    /// <param name="nesting">How deep it lies.</param>
    /// <param name="place">What stands around it, as the caller of <see cref="RenderNested"/> named it.</param>
    /// <returns>Whether it could.</returns>
    protected abstract bool RenderValue(CompiledTemplate template, int first, int nesting, TemplatePlace place);

    /// <summary>The value of an instance whose first value lies at <paramref name="first"/>.</summary>
    /// <returns>Null where there is none of that number.</returns>
    protected ref readonly Value ValueAt(int first, int index)
    {
        // In front of the values of each instance lies how many there are, as the size of a null.
        int count = _values[first - 1].Size;
        return ref index < count ? ref _values[first + index] : ref _values[0];
    }

    /// <summary>The bytes of a value.</summary>
    protected ReadOnlySpan<byte> BytesOf(in Value value) => _chunk.Bytes.Slice(value.Offset, value.Size);

    /// <summary>Writes a value that is binary XML.</summary>
    protected bool RenderNested(in Value value, int nesting, TemplatePlace place)
    {
        if (value.Size == 0)
        {
            return true;
        }

        if (nesting >= MaxNesting)
        {
            return false;
        }

        int count = _count;
        bool isRendered = PlainInstance.TryRead(BytesOf(value), value.Offset, out PlainInstance instance)
            && instance.IsLast
            && TryTake(instance, out int first)
            && RenderValue(_chunk.TemplateAt(instance.Definition), first, nesting + 1, place);
        _count = count;
        return isRendered;
    }

    /// <summary>Counts work that is about to be done.</summary>
    /// <returns>False where that is too much, or too much text was written.</returns>
    protected bool TrySpend(int steps)
    {
        _work += steps;
        return _work <= MaxWork && Output.Length <= _end;
    }

    /// <summary>Writes a value as text.</summary>
    /// <returns>False for binary XML and arrays, which are no text.</returns>
    protected bool WriteText<TEscape>(BinXmlValueType type, ReadOnlySpan<byte> bytes)
        where TEscape : struct, ITextEscape
    {
        switch (type)
        {
            case BinXmlValueType.String:
                EscapedText.AppendUtf16<TEscape>(Output, bytes);
                break;
            case BinXmlValueType.AnsiString:
                EscapedText.Append<TEscape>(Output, Windows1252.Decode(bytes).AsSpan());
                break;
            case BinXmlValueType.BinXml or >= BinXmlValueType.Array:
                return false;
            default:
                Span<byte> target = Output.Reserve(BinXmlValueText.MaxAsciiLength(bytes));
                Output.Commit(BinXmlValueText.WriteAscii(type, bytes, target));
                break;
        }

        return Output.Length <= _end;
    }

    private bool TryTake(in PlainInstance instance, out int first)
    {
        first = _count + 1;
        if (instance.Count > limits.MaxValues || !TrySpend(instance.Count))
        {
            return false;
        }

        if (first + instance.Count > _values.Length)
        {
            Array.Resize(ref _values, 2 * (first + instance.Count));
        }

        _values[_count] = new Value(BinXmlValueType.Null, 0, instance.Count);
        int offset = instance.ValuesStart;
        for (int i = 0; i < instance.Count; i++)
        {
            int size = instance.SizeOf(i, out BinXmlValueType type);
            _values[first + i] = new Value(type, offset, size);
            offset += size;
        }

        _count = first + instance.Count;
        return true;
    }

    /// <summary>A value of a template instance: its type and its place in the chunk.</summary>
    protected readonly record struct Value(BinXmlValueType Type, int Offset, int Size);
}
