using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using TurlaHunt.Binary;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// Decodes the body of a record, or a value that is binary XML itself: fragments one after the other, each a template
/// with values or inline elements.
/// </summary>
internal readonly ref struct BinXmlParser
{
    private readonly EvtxChunk _chunk;
    private readonly EvtxLimits _limits;
    private readonly int _origin;
    private readonly bool _isRecovering;

    private BinXmlParser(EvtxChunk chunk, EvtxLimits limits, int origin, bool isRecovering)
    {
        _chunk = chunk;
        _limits = limits;
        _origin = origin;
        _isRecovering = isRecovering;
    }

    /// <summary>
    /// Decodes the body of a record. Where that of a recovered one refers to a template that was written over, another
    /// stands in for it.
    /// </summary>
    /// <param name="chunk">The chunk that it lies in.</param>
    /// <param name="record">Its place.</param>
    /// <param name="limits">The bounds to keep.</param>
    /// <param name="bodyEnd">Where the body really ended, from the start of the chunk.</param>
    /// <exception cref="MalformedDataException">It cannot be decoded.</exception>
    public static BinXmlDocument ParseRecord(
        EvtxChunk chunk, in EvtxRecordSpan record, EvtxLimits limits, out int bodyEnd)
    {
        BinXmlParser parser = new(chunk, limits, record.Offset, record.Integrity == RecordIntegrity.Recovered);
        SpanReader reader = new(chunk.Bytes, record.BodyOffset, record.BodyEnd);
        BinXmlFragment[] fragments = parser.ParseFragments(ref reader, 0);
        bodyEnd = reader.Position;
        return new BinXmlDocument(chunk.Bytes.Slice(record.Offset, bodyEnd - record.Offset).ToArray(), fragments);
    }

    private BinXmlFragment[] ParseFragments(ref SpanReader reader, int depth)
    {
        if (depth > _limits.MaxNesting)
        {
            MalformedDataException.Throw($"More than {_limits.MaxNesting} values lie inside one another", reader.Position);
        }

        List<BinXmlFragment>? more = null;
        BinXmlFragment? first = null;
        while (reader.Remaining > 0)
        {
            byte token = reader.PeekByte("token");
            switch (token & BinXmlToken.KindMask)
            {
                case BinXmlToken.EndOfStream:
                    reader.Skip(1, "token");
                    return Collect(first, more);
                case BinXmlToken.FragmentHeader:
                    reader.Skip(4, "fragment header");
                    continue;
                case BinXmlToken.TemplateInstance:
                    Add(ParseInstance(ref reader, depth));
                    break;
                case BinXmlToken.OpenStartElement:
                    Add(new BinXmlFragment(BinXmlCompiler.CompileInline(_chunk, ref reader, _limits), []));
                    break;
                case BinXmlToken.ProcessingInstructionTarget:
                    Add(new BinXmlFragment(BinXmlCompiler.CompileInstruction(_chunk, ref reader, _limits), []));
                    break;
                default:
                    MalformedDataException.Throw($"Token 0x{token:X2} where a fragment should begin", reader.Position);
                    break;
            }
        }

        return Collect(first, more);

        void Add(BinXmlFragment fragment)
        {
            if (first is null)
            {
                first = fragment;
            }
            else
            {
                (more ??= []).Add(fragment);
            }
        }
    }

    private static BinXmlFragment[] Collect(BinXmlFragment? first, List<BinXmlFragment>? more) =>
        first is null ? [] : more is null ? [first] : [first, .. more];

    private BinXmlFragment ParseInstance(ref SpanReader reader, int depth)
    {
        int start = reader.Position;
        reader.Skip(1 + 1, "template instance");
        uint id = reader.ReadUInt32("template id");
        if (_isRecovering)
        {
            return RecoverInstance(ref reader, id, depth);
        }

        int definition = reader.ReadOffset("template offset");
        if (definition == reader.Position)
        {
            SkipDefinition(ref reader);
        }
        else if (definition > start)
        {
            MalformedDataException.Throw($"A template is said to lie at {definition}, behind its use", start);
        }

        BinXmlProgram program = _chunk.TemplateAt(definition).Program;
        return new BinXmlFragment(program, ParseValues(ref reader, depth));
    }

    private BinXmlFragment RecoverInstance(ref SpanReader reader, uint id, int depth)
    {
        uint definition = reader.ReadUInt32("template offset");
        if (definition == (uint)reader.Position)
        {
            SkipDefinition(ref reader);
        }

        BinXmlSlot[] values = ParseValues(ref reader, depth);
        return new BinXmlFragment(RecoveredTemplate.Find(_chunk, definition, id) ?? StandInTemplate.For(values, depth), values);
    }

    // What is left of a payload that cannot be decoded is shown as its bytes; the event is still one.
    private BinXmlFragment[]? TryParseFragments(SpanReader value, int depth)
    {
        try
        {
            return ParseFragments(ref value, depth);
        }
        catch (MalformedDataException)
        {
            return null;
        }
    }

    private static void SkipDefinition(ref SpanReader reader)
    {
        reader.Skip(EvtxLayout.TemplateDefinitionHeaderSize - sizeof(uint), "template definition");
        uint size = reader.ReadUInt32("template size");
        reader.Skip((int)Math.Min(size, int.MaxValue), "template");
    }

    private BinXmlSlot[] ParseValues(ref SpanReader reader, int depth)
    {
        const int DescriptorSize = 4;

        int start = reader.Position;
        uint count = reader.ReadUInt32("number of values");
        if (count > (uint)_limits.MaxValues || count > (uint)(reader.Remaining / DescriptorSize))
        {
            MalformedDataException.Throw($"A template instance says that it has {count} values", start);
        }

        ReadOnlySpan<byte> descriptors = reader.ReadBytes((int)count * DescriptorSize, "value descriptors");
        BinXmlSlot[] slots = new BinXmlSlot[count];
        for (int i = 0; i < slots.Length; i++)
        {
            ReadOnlySpan<byte> descriptor = descriptors.Slice(i * DescriptorSize, DescriptorSize);
            int size = BinaryPrimitives.ReadUInt16LittleEndian(descriptor);
            BinXmlValueType type = (BinXmlValueType)descriptor[2];
            int offset = reader.Position;
            reader.Skip(size, "value");

            BinXmlFragment[]? nested = null;
            if (type == BinXmlValueType.BinXml)
            {
                SpanReader value = new(reader.All, offset, offset + size);
                nested = _isRecovering ? TryParseFragments(value, depth + 1) : ParseFragments(ref value, depth + 1);
            }

            slots[i] = new BinXmlSlot(type, offset - _origin, size, nested);
        }

        return slots;
    }
}
