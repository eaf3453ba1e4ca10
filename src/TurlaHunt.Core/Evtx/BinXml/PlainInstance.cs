using System;
using System.Buffers.Binary;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// A template instance in the form in which Windows writes all of them: a fragment header (values often lack it), the
/// instance, its values, the end of the stream. It is only looked at where it lies; what has any other form is left to
/// <see cref="BinXmlParser"/>.
/// </summary>
internal readonly ref struct PlainInstance
{
    private const uint FragmentStart = 0x0001010F;
    private const int FragmentHeaderSize = 4;

    // Token, version, short id: then the offset of the definition.
    private const ushort InstanceStart = 0x010C;
    private const int DefinitionOffsetPlace = 6;
    private const int InstanceHeaderSize = 10;
    private const int DescriptorSize = 4;

    private readonly ReadOnlySpan<byte> _body;
    private readonly int _start;
    private readonly int _descriptors;
    private readonly int _end;

    private PlainInstance(ReadOnlySpan<byte> body, int start, int definition, int descriptors, int count, int end)
    {
        _body = body;
        _start = start;
        _descriptors = descriptors;
        _end = end;
        Definition = definition;
        Count = count;
    }

    /// <summary>Where its template is defined, from the start of the chunk.</summary>
    public int Definition { get; }

    /// <summary>How many values it has.</summary>
    public int Count { get; }

    /// <summary>Where its values begin, from the start of the chunk.</summary>
    public int ValuesStart => _start + _descriptors + (Count * DescriptorSize);

    /// <summary>Whether the stream ends right behind it, so that nothing is read of what follows.</summary>
    public bool IsLast => _body[_end] == BinXmlToken.EndOfStream;

    /// <summary>Whether nothing but the end of the stream and padding follows.</summary>
    public bool IsAll => _body.Length - _end - 1 <= EvtxLayout.MaxRecordPadding;

    /// <summary>Whether a body begins as an inline event does that Windows writes: with an element behind the header.</summary>
    public static bool IsInline(ReadOnlySpan<byte> body) =>
        HasFragmentHeader(body) && !IsInstanceAt(body, FragmentHeaderSize);

    /// <summary>Reads the frame of an instance.</summary>
    /// <param name="body">The body of a record, or a value that is binary XML.</param>
    /// <param name="start">Where the body begins in the chunk.</param>
    /// <param name="instance">The instance.</param>
    /// <returns>False where it is not plain, or does not fit the body.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, int start, out PlainInstance instance)
    {
        instance = default;
        int header = HasFragmentHeader(body) ? FragmentHeaderSize : 0;
        if (!IsInstanceAt(body, header))
        {
            return false;
        }

        uint definition = BinaryPrimitives.ReadUInt32LittleEndian(body.Slice(header + DefinitionOffsetPlace));
        int values = header + InstanceHeaderSize;
        if (definition == start + values)
        {
            if (body.Length < values + EvtxLayout.TemplateDefinitionHeaderSize)
            {
                return false;
            }

            uint length = BinaryPrimitives.ReadUInt32LittleEndian(body.Slice(values + 20));
            values += EvtxLayout.TemplateDefinitionHeaderSize + (int)Math.Min(length, EvtxLayout.ChunkSize);
        }
        else if (definition > start)
        {
            return false;
        }

        return TryReadValues(body, start, values, (int)definition, out instance);
    }

    /// <summary>The size and type of a value.</summary>
    /// <param name="index">Its number, which is below <see cref="Count"/>.</param>
    /// <param name="type">Its type.</param>
    public int SizeOf(int index, out BinXmlValueType type)
    {
        uint descriptor = BinaryPrimitives.ReadUInt32LittleEndian(_body.Slice(_descriptors + (index * DescriptorSize)));
        type = (BinXmlValueType)(byte)(descriptor >> 16);
        return (ushort)descriptor;
    }

    /// <summary>Finds the value that is binary XML itself.</summary>
    /// <param name="nested">Its bytes; empty where there is none.</param>
    /// <param name="offset">Where it begins, from the start of the chunk.</param>
    /// <returns>How many there are; where it is several, the last one is given.</returns>
    public int FindNested(out ReadOnlySpan<byte> nested, out int offset)
    {
        int found = 0;
        int size = 0;
        offset = 0;
        ReadOnlySpan<byte> descriptors = _body.Slice(_descriptors, Count * DescriptorSize);
        int place = ValuesStart;
        for (; descriptors.Length >= DescriptorSize; descriptors = descriptors.Slice(DescriptorSize))
        {
            uint descriptor = BinaryPrimitives.ReadUInt32LittleEndian(descriptors);
            if ((byte)(descriptor >> 16) == (byte)BinXmlValueType.BinXml)
            {
                found++;
                size = (ushort)descriptor;
                offset = place;
            }

            place += (ushort)descriptor;
        }

        nested = found == 0 ? default : _body.Slice(offset - _start, size);
        return found;
    }

    /// <summary>Where a value begins, from the start of the chunk.</summary>
    public int OffsetOf(int index)
    {
        int offset = ValuesStart;
        for (int i = 0; i < index; i++)
        {
            offset += BinaryPrimitives.ReadUInt16LittleEndian(_body.Slice(_descriptors + (i * DescriptorSize)));
        }

        return offset;
    }

    /// <summary>The bytes and type of a value; Null where there is none of that number.</summary>
    public ReadOnlySpan<byte> Get(int index, out BinXmlValueType type)
    {
        type = BinXmlValueType.Null;
        return (uint)index < (uint)Count ? _body.Slice(OffsetOf(index) - _start, SizeOf(index, out type)) : default;
    }

    /// <summary>The bytes and type of a value that begins at an offset of the chunk, which <see cref="OffsetOf"/> tells.</summary>
    public ReadOnlySpan<byte> GetAt(int index, int offset, out BinXmlValueType type) =>
        _body.Slice(offset - _start, SizeOf(index, out type));

    private static bool HasFragmentHeader(ReadOnlySpan<byte> body) =>
        body.Length >= FragmentHeaderSize && BinaryPrimitives.ReadUInt32LittleEndian(body) == FragmentStart;

    private static bool IsInstanceAt(ReadOnlySpan<byte> body, int place) =>
        body.Length - place >= InstanceHeaderSize
        && BinaryPrimitives.ReadUInt16LittleEndian(body.Slice(place)) == InstanceStart;

    private static bool TryReadValues(
        ReadOnlySpan<byte> body, int start, int values, int definition, out PlainInstance instance)
    {
        instance = default;
        if (body.Length - values < sizeof(uint))
        {
            return false;
        }

        uint count = BinaryPrimitives.ReadUInt32LittleEndian(body.Slice(values));
        int descriptors = values + sizeof(uint);
        if (count > (uint)(body.Length - descriptors) / DescriptorSize)
        {
            return false;
        }

        // Size, type and a zero: two descriptors are summed at a time.
        int stop = descriptors + ((int)count * DescriptorSize);
        int end = stop;
        int place = descriptors;
        for (; place <= stop - (2 * DescriptorSize); place += 2 * DescriptorSize)
        {
            ulong two = BinaryPrimitives.ReadUInt64LittleEndian(body.Slice(place));
            end += (ushort)two + (ushort)(two >> 32);
        }

        if (place < stop)
        {
            end += BinaryPrimitives.ReadUInt16LittleEndian(body.Slice(place));
        }

        instance = new PlainInstance(body, start, definition, descriptors, (int)count, end);
        return end < body.Length;
    }
}
