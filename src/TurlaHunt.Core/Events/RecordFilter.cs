using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Binary;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Events;

/// <summary>
/// Tells from the raw bytes of a record that a query does not want it, without making anything of it. It may let a record
/// pass that the query then refuses, but never stops one that it wants: whatever is not plain passes.
/// </summary>
internal sealed class RecordFilter
{
    private readonly bool _refusesWhole;
    private readonly RecordCensus? _census;
    private readonly ulong[]? _ids;
    private readonly SelectorNames[]? _names;
    private readonly int[]? _levels;
    private readonly RecordIdRange[]? _recordIds;
    private readonly DataConditions? _data;
    private readonly long _firstTime = long.MinValue;
    private readonly long _endTime = long.MaxValue;

    /// <summary>Makes the filter of a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="census">Takes down each record that the filter is asked about, or lets it pass to be decoded.</param>
    public RecordFilter(EventQuery query, RecordCensus? census = null)
    {
        _census = census;
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
        _names = SelectorNames.Of(query.Selectors);
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
        if (PlainInstance.TryRead(body, start, out PlainInstance instance))
        {
            // What lies behind it and the padding may be another record.
            return !instance.IsAll || (_refusesWhole ? !WholeRecord.IsWhole(chunk, instance) : MayMatch(chunk, instance, offset));
        }

        // The id is all that is looked at in a record without a template: it rules out nearly all of them.
        if (_ids is null
            || !PlainInstance.IsInline(body)
            || !InlineEvent.TryRead(chunk, start, start + body.Length, isIdEnough: _census is null, out InlineSystem system)
            || IsWanted(EventText.ToInt64(system.Id) ?? 0))
        {
            return true;
        }

        _census?.Add(chunk, system, offset);
        return false;
    }

    private bool MayMatch(EvtxChunk chunk, in PlainInstance instance, int offset)
    {
        EventShape shape;
        try
        {
            shape = chunk.TemplateAt(instance.Definition).Shape;
        }
        catch (MalformedDataException)
        {
            return true;
        }

        if (_census?.TryAdd(chunk, shape, instance, offset) == false)
        {
            return true;
        }

        return MayHaveId(shape.Id, instance)
            && MayBeInWindow(shape.Time, instance)
            && (_names is null || MayHaveNames(shape, instance))
            && (_levels is null || MayHaveLevel(shape.Level, instance))
            && (_recordIds is null || MayHaveRecordId(shape.RecordId, instance))
            && (_data is null || MayHaveData(chunk, shape, instance));
    }

    // The same id means something else in another log, so that names are asked for beside the id that they belong to.
    private bool MayHaveNames(EventShape shape, in PlainInstance instance)
    {
        long? id = IdOf(shape.Id, instance);
        foreach (SelectorNames names in _names!)
        {
            if (names.MayAccept(id, shape, instance))
            {
                return true;
            }
        }

        return false;
    }

    private bool MayHaveLevel(in EventField field, in PlainInstance instance)
    {
        ReadOnlySpan<byte> value = instance.Get(field.Index, out BinXmlValueType type);
        return type != BinXmlValueType.UInt8 || value.Length != 1 || Array.IndexOf(_levels!, value[0]) >= 0;
    }

    // The id that the event itself tells. The one in the record's header, and those in the chunk's, are of the file: they
    // differ in logs that were exported or collected, so no chunk can be left out by them.
    private bool MayHaveRecordId(in EventField field, in PlainInstance instance)
    {
        ReadOnlySpan<byte> value = instance.Get(field.Index, out BinXmlValueType type);
        return type != BinXmlValueType.UInt64
            || value.Length != sizeof(ulong)
            || RecordIdRange.AnyContains(_recordIds!, BinaryPrimitives.ReadInt64LittleEndian(value));
    }

    private bool MayHaveData(EvtxChunk chunk, EventShape shape, in PlainInstance instance)
    {
        ReadOnlySpan<byte> value = instance.Get(shape.Payload, out BinXmlValueType type);
        return type != BinXmlValueType.BinXml
            || _data!.MayMatch(chunk, value, instance.OffsetOf(shape.Payload), IdOf(shape.Id, instance));
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

    private bool MayHaveId(in EventField field, in PlainInstance instance)
    {
        return _ids is null || IdOf(field, instance) is not long number || IsWanted(number);
    }

    // Null where it takes unfolding the event to tell.
    private static long? IdOf(in EventField field, in PlainInstance instance)
    {
        if (field.Text is not null)
        {
            return EventText.ToInt64(field.Text) ?? 0;
        }

        ReadOnlySpan<byte> value = instance.Get(field.Index, out BinXmlValueType type);
        return type == BinXmlValueType.UInt16 && value.Length == sizeof(ushort) ? BinaryPrimitives.ReadUInt16LittleEndian(value) : null;
    }

    private bool IsWanted(long id) => id is < 0 or > ushort.MaxValue || ((_ids![id >> 6] >> (int)(id & 63)) & 1) != 0;

    private bool MayBeInWindow(in EventField field, in PlainInstance instance)
    {
        if (!HasWindow || field.Index < 0)
        {
            return true;
        }

        ReadOnlySpan<byte> value = instance.Get(field.Index, out BinXmlValueType type);
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
}
