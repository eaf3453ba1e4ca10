using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Events;

/// <summary>
/// Tells from the raw bytes of a record that a query does not want it, without making anything of it. It may let a record
/// pass that the query then refuses, but never stops one that it wants: whatever is not plain passes.
/// </summary>
internal sealed class RecordFilter
{
    // Fragment header, template instance, version, short id: then the offset of the definition.
    private const int DefinitionOffsetPlace = 10;
    private const int InstanceSize = 14;
    private const int DescriptorSize = 4;
    private const uint PlainStart = 0x0001010F;
    private const ushort PlainInstance = 0x010C;

    private readonly bool _refusesWhole;
    private readonly ulong[]? _ids;
    private readonly NameVerdicts? _providers;
    private readonly NameVerdicts? _channels;
    private readonly int[]? _levels;
    private readonly RecordIdRange[]? _recordIds;
    private readonly DataConditions? _data;
    private readonly long _firstTime = long.MinValue;
    private readonly long _endTime = long.MaxValue;

    public RecordFilter(EventQuery query)
    {
        if (query.StartTime is DateTime start)
        {
            _firstTime = start.Ticks - EventTime.Unset.Ticks;
        }

        if (query.EndTime is DateTime end)
        {
            _endTime = end.Ticks - EventTime.Unset.Ticks;
        }

        if (query.Selectors.Count == 0)
        {
            return;
        }

        _ids = ToBits(query.Selectors);
        _providers = NameVerdicts.Of(query.Selectors.Select(selector => selector.ProviderNames));
        _channels = NameVerdicts.Of(query.Selectors.Select(selector => selector.LogNames));
        _levels = Union(query.Selectors.Select(selector => selector.Levels));
        _recordIds = Union(query.Selectors.Select(selector => selector.RecordIds));
        _data = DataConditions.Of(query.Selectors);
    }

    private RecordFilter(bool refusesWhole)
        : this(EventQuery.All) => _refusesWhole = refusesWhole;

    /// <summary>Refuses every record of which the raw bytes tell that it can be decoded: for who looks for the others.</summary>
    public static RecordFilter RefusingWhole { get; } = new(refusesWhole: true);

    private bool HasWindow => _firstTime != long.MinValue || _endTime != long.MaxValue;

    /// <summary>False where the query surely does not want a record.</summary>
    /// <param name="chunk">The chunk, for its templates.</param>
    /// <param name="bytes">The bytes of the chunk.</param>
    /// <param name="offset">Where the record lies.</param>
    /// <param name="size">The record's size, which fits it.</param>
    public bool MayMatch(EvtxChunk chunk, ReadOnlySpan<byte> bytes, int offset, int size)
    {
        int start = offset + EvtxLayout.RecordHeaderSize;
        ReadOnlySpan<byte> body = bytes.Slice(start, size - EvtxLayout.MinRecordSize);
        if (_refusesWhole)
        {
            return !WholeRecord.IsWhole(chunk, body, start);
        }

        if (body.Length < InstanceSize || BinaryPrimitives.ReadUInt32LittleEndian(body) != PlainStart)
        {
            return true;
        }

        if (BinaryPrimitives.ReadUInt16LittleEndian(body.Slice(sizeof(uint))) != PlainInstance)
        {
            // The id is all that is looked at in a record without a template: it rules out nearly all of them.
            return _ids is null
                || InlineEvent.FindId(chunk, start, start + body.Length) is not string text
                || IsWanted(EventText.ToInt64(text) ?? 0);
        }

        return !Values.TryFind(body, start, out uint definition, out Values values)
            || (definition > start && definition != start + InstanceSize)
            || MayMatch(chunk, (int)definition, values, start);
    }

    /// <summary>Whether the body of a record is plain as far as here: a template instance and nothing in front of it.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> body) =>
        body.Length >= InstanceSize
        && BinaryPrimitives.ReadUInt32LittleEndian(body) == PlainStart
        && BinaryPrimitives.ReadUInt16LittleEndian(body.Slice(sizeof(uint))) == PlainInstance;

    private bool MayMatch(EvtxChunk chunk, int definition, in Values values, int start)
    {
        EventShape shape;
        try
        {
            shape = chunk.TemplateAt(definition).Shape;
        }
        catch (EvtxFormatException)
        {
            return true;
        }

        return MayHaveId(shape.Id, values)
            && MayBeInWindow(shape.Time, values)
            && (_providers is null || _providers.MayAccept(shape.Provider, values))
            && (_channels is null || _channels.MayAccept(shape.Channel, values))
            && (_levels is null || MayHaveLevel(shape.Level, values))
            && (_recordIds is null || MayHaveRecordId(shape.RecordId, values))
            && (_data is null || MayHaveData(chunk, shape.Payload, values, start));
    }

    private bool MayHaveLevel(in EventField field, in Values values)
    {
        ReadOnlySpan<byte> value = values.Get(field.Index, out BinXmlValueType type);
        return type != BinXmlValueType.UInt8 || value.Length != 1 || Array.IndexOf(_levels!, value[0]) >= 0;
    }

    // The id that the event itself tells. The one in the record's header, and those in the chunk's, are of the file: they
    // differ in logs that were exported or collected, so no chunk can be left out by them.
    private bool MayHaveRecordId(in EventField field, in Values values)
    {
        ReadOnlySpan<byte> value = values.Get(field.Index, out BinXmlValueType type);
        return type != BinXmlValueType.UInt64
            || value.Length != sizeof(ulong)
            || RecordIdRange.AnyContains(_recordIds!, BinaryPrimitives.ReadInt64LittleEndian(value));
    }

    private bool MayHaveData(EvtxChunk chunk, int payload, in Values values, int start)
    {
        ReadOnlySpan<byte> value = values.Get(payload, out BinXmlValueType type);
        return type != BinXmlValueType.BinXml || _data!.MayMatch(chunk, value, start + values.OffsetOf(payload));
    }

    // Null where a selector takes any.
    private static T[]? Union<T>(IEnumerable<IReadOnlyList<T>> lists)
    {
        List<T> all = [];
        foreach (IReadOnlyList<T> list in lists)
        {
            if (list.Count == 0)
            {
                return null;
            }

            all.AddRange(list);
        }

        return [.. all];
    }

    private bool MayHaveId(in EventField field, in Values values)
    {
        if (_ids is null || !field.IsKnown)
        {
            return true;
        }

        long? id;
        if (field.Text is not null)
        {
            id = EventText.ToInt64(field.Text) ?? 0;
        }
        else
        {
            ReadOnlySpan<byte> value = values.Get(field.Index, out BinXmlValueType type);
            id = type == BinXmlValueType.UInt16 && value.Length == sizeof(ushort)
                ? BinaryPrimitives.ReadUInt16LittleEndian(value)
                : null;
        }

        return id is not long number || IsWanted(number);
    }

    private bool IsWanted(long id) => id is < 0 or > ushort.MaxValue || ((_ids![id >> 6] >> (int)(id & 63)) & 1) != 0;

    private bool MayBeInWindow(in EventField field, in Values values)
    {
        if (!HasWindow || field.Index < 0)
        {
            return true;
        }

        ReadOnlySpan<byte> value = values.Get(field.Index, out BinXmlValueType type);
        if (type != BinXmlValueType.FileTime || value.Length != sizeof(long))
        {
            return true;
        }

        // A time that was never set, or that no calendar has, gives way to the one in the record's header.
        long time = BinaryPrimitives.ReadInt64LittleEndian(value);
        return time == 0 || !EventTime.TryFromFileTime(time, out _) || (time >= _firstTime && time < _endTime);
    }

    // Null where a selector takes any id.
    private static ulong[]? ToBits(IReadOnlyList<EventSelector> selectors)
    {
        ulong[] bits = new ulong[(ushort.MaxValue + 1) / 64];
        foreach (EventSelector selector in selectors)
        {
            if (selector.Ids.Count == 0)
            {
                return null;
            }

            foreach (int id in selector.Ids.Where(id => id is >= 0 and <= ushort.MaxValue))
            {
                bits[id >> 6] |= 1UL << (id & 63);
            }
        }

        return bits;
    }

    /// <summary>The values of a template instance, as far as their descriptors go.</summary>
    internal readonly ref struct Values
    {
        private readonly ReadOnlySpan<byte> _body;
        private readonly int _descriptors;
        private readonly int _count;

        private Values(ReadOnlySpan<byte> body, int descriptors, int count)
        {
            _body = body;
            _descriptors = descriptors;
            _count = count;
        }

        /// <summary>Finds the values of a plain record, whose definition may stand in front of them.</summary>
        /// <param name="body">The body of the record.</param>
        /// <param name="start">Where the body lies in the chunk.</param>
        /// <param name="definition">Where the definition is said to lie.</param>
        /// <param name="values">The values.</param>
        public static bool TryFind(ReadOnlySpan<byte> body, int start, out uint definition, out Values values)
        {
            values = default;
            definition = 0;
            int place = InstanceSize;
            if (body.Length < InstanceSize)
            {
                return false;
            }

            definition = BinaryPrimitives.ReadUInt32LittleEndian(body.Slice(DefinitionOffsetPlace));
            if (definition == start + InstanceSize)
            {
                if (body.Length < InstanceSize + EvtxLayout.TemplateDefinitionHeaderSize)
                {
                    return false;
                }

                uint length = BinaryPrimitives.ReadUInt32LittleEndian(body.Slice(InstanceSize + 20));
                place += EvtxLayout.TemplateDefinitionHeaderSize + (int)Math.Min(length, EvtxLayout.ChunkSize);
            }

            return TryRead(body, place, out values);
        }

        /// <summary>Finds the values of a payload that is one plain template instance.</summary>
        /// <param name="chunk">The chunk.</param>
        /// <param name="payload">The bytes of the payload.</param>
        /// <param name="start">Where the payload lies in the chunk.</param>
        /// <param name="definition">Where its definition is said to lie, which is in front of its end.</param>
        /// <param name="values">The values.</param>
        public static bool TryFindNested(
            EvtxChunk chunk, ReadOnlySpan<byte> payload, int start, out uint definition, out Values values)
        {
            // A payload may lack the fragment header. Nothing is read of what stands in its place.
            if (payload.Length > 0 && payload[0] == BinXmlToken.TemplateInstance)
            {
                start -= sizeof(uint);
                payload = chunk.Bytes.Slice(start, payload.Length + sizeof(uint));
            }
            else if (!IsPlain(payload))
            {
                definition = 0;
                values = default;
                return false;
            }

            return TryFind(payload, start, out definition, out values) && definition < (uint)(start + payload.Length);
        }

        /// <summary>False where the descriptors do not fit the record, or leave room for another one.</summary>
        public static bool TryRead(ReadOnlySpan<byte> body, int start, out Values values)
        {
            values = default;
            if (body.Length - start < sizeof(uint))
            {
                return false;
            }

            uint count = BinaryPrimitives.ReadUInt32LittleEndian(body.Slice(start));
            int descriptors = start + sizeof(uint);
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

            // One byte ends the stream.
            int rest = body.Length - end - 1;
            values = new Values(body, descriptors, (int)count);
            return rest is >= 0 and <= EvtxLayout.MaxRecordPadding;
        }

        /// <summary>How many there are.</summary>
        public int Count => _count;

        /// <summary>Finds the value that is binary XML itself.</summary>
        /// <param name="nested">Its bytes; empty where there is none.</param>
        /// <param name="offset">Where it lies in the body.</param>
        /// <returns>How many there are; where it is several, the last one is given.</returns>
        public int FindNested(out ReadOnlySpan<byte> nested, out int offset)
        {
            int found = 0;
            int size = 0;
            offset = 0;
            ReadOnlySpan<byte> descriptors = _body.Slice(_descriptors, _count * DescriptorSize);
            int place = _descriptors + descriptors.Length;
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

            nested = _body.Slice(offset, size);
            return found;
        }

        /// <summary>Where a value lies in the body.</summary>
        public int OffsetOf(int index)
        {
            int offset = _descriptors + (_count * DescriptorSize);
            for (int place = _descriptors; place < _descriptors + (index * DescriptorSize); place += DescriptorSize)
            {
                offset += BinaryPrimitives.ReadUInt16LittleEndian(_body.Slice(place));
            }

            return offset;
        }

        /// <summary>The bytes and type of a value; Null where there is none of that number.</summary>
        public ReadOnlySpan<byte> Get(int index, out BinXmlValueType type)
        {
            type = BinXmlValueType.Null;
            if ((uint)index >= (uint)_count)
            {
                return default;
            }

            ReadOnlySpan<byte> descriptor = _body.Slice(_descriptors + (index * DescriptorSize));
            type = (BinXmlValueType)descriptor[2];
            return _body.Slice(OffsetOf(index), BinaryPrimitives.ReadUInt16LittleEndian(descriptor));
        }
    }
}
