using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using TurlaHunt.Binary;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Events;

/// <summary>
/// Takes down of every record of a chunk which log it belongs to, its id, time and number: from the raw bytes where these are
/// plain, which they nearly always are. What a log could not show is told by that.
/// </summary>
internal sealed class RecordCensus(CensusPlan plan)
{
    private const int SourceIdPlace = 8;
    private const int SourceTimePlace = 16;

    private readonly Dictionary<(string Machine, string Log), CensusLog> _logs = [];
    private readonly Dictionary<EventShape, CensusLog> _shapes = [];
    private readonly List<CensusEntry> _entries = [];
    private CensusLog? _last;
    private EventShape? _lastShape;
    private CensusLog? _lastShapeLog;
    private int _counted = -1;

    /// <summary>Whether a log that is needed has events in the chunk.</summary>
    public bool HasNeeded { get; private set; }

    /// <summary>Turns to another chunk.</summary>
    public void Begin()
    {
        _entries.Clear();
        _counted = -1;
        HasNeeded = false;
    }

    /// <summary>What was taken down of the chunk, in order.</summary>
    public CensusEntry[] ToArray() => [.. _entries];

    /// <summary>Whether the record at a place was taken down already.</summary>
    public bool HasCounted(int offset) => offset == _counted;

    /// <summary>Takes down a record from its raw bytes.</summary>
    /// <returns>False where these do not tell: the record has to be decoded.</returns>
    public bool TryAdd(EvtxChunk chunk, EventShape shape, in PlainInstance instance, int offset)
    {
        // In the order in which Windows has them, so that their places are found in one go.
        PlainValues values = new(instance);
        if (!TryReadId(shape.Id, ref values, out int id)
            || !values.TryRead(shape.Time.Index, BinXmlValueType.FileTime, sizeof(long), out ReadOnlySpan<byte> timeBytes)
            || !values.TryRead(shape.RecordId.Index, BinXmlValueType.UInt64, sizeof(long), out ReadOnlySpan<byte> recordBytes)
            || FindLog(shape, ref values) is not CensusLog log)
        {
            return false;
        }

        ReadOnlySpan<byte> bytes = chunk.Bytes;
        long ticks = TicksOf(BinaryPrimitives.ReadInt64LittleEndian(timeBytes));
        string[]? fields = null;
        bool isWatched = log.Fields is not null && log.Fields.TryGetValue(id, out fields);
        Add(
            new CensusEntry(
                log,
                id,
                ticks != 0 ? ticks : TicksOf(BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(offset + SourceTimePlace))),
                BinaryPrimitives.ReadInt64LittleEndian(recordBytes),
                BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(offset + SourceIdPlace)),
                isWatched,
                isWatched && fields!.Length > 0 && Lacks(chunk, shape.Payload, instance, fields)),
            offset);
        return true;
    }

    /// <summary>Takes down a record without a template.</summary>
    public void Add(EvtxChunk chunk, in InlineSystem system, int offset)
    {
        ReadOnlySpan<byte> bytes = chunk.Bytes;
        long source = BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(offset + SourceIdPlace));
        DateTime? time = EventText.ToTime(system.Time);
        CensusLog log = FindLog(system.Computer ?? "", system.Channel ?? "");
        int id = (int)(EventText.ToInt64(system.Id) ?? 0);
        Add(
            new CensusEntry(
                log,
                id,
                time?.Ticks ?? TicksOf(BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(offset + SourceTimePlace))),
                EventText.ToInt64(system.RecordId) ?? source,
                source,
                log.Fields?.ContainsKey(id) == true,
                LacksField: false),
            offset);
    }

    /// <summary>Takes down a record that was decoded.</summary>
    public void Add(EventRecord record, int offset)
    {
        CensusLog log = FindLog(record.MachineName ?? "", record.LogName ?? "");
        string[]? fields = null;
        bool isWatched = log.Fields is not null && log.Fields.TryGetValue(record.Id, out fields);
        Add(
            new CensusEntry(
                log,
                record.Id,
                record.TimeCreated?.Ticks ?? 0,
                record.RecordId,
                record.SourceRecordId,
                isWatched,
                isWatched && Array.Exists(fields!, field => record.Data.Find(field) is null)),
            offset);
    }

    private static long TicksOf(long fileTime) =>
        fileTime > 0 && EventTime.TryFromFileTime(fileTime, out DateTime time) ? time.Ticks : 0;

    private static bool TryReadId(in EventField field, ref PlainValues values, out int id)
    {
        if (field.Text is not null)
        {
            id = (int)(EventText.ToInt64(field.Text) ?? 0);
            return true;
        }

        bool isRead = values.TryRead(field.Index, BinXmlValueType.UInt16, sizeof(ushort), out ReadOnlySpan<byte> bytes);
        id = isRead ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : 0;
        return isRead;
    }

    // A payload that is not plain is taken to be whole: only where it is plain its template tells what it lacks.
    private static bool Lacks(EvtxChunk chunk, int payload, in PlainInstance instance, string[] fields)
    {
        ReadOnlySpan<byte> value = instance.Get(payload, out BinXmlValueType type);
        if (type != BinXmlValueType.BinXml || !PlainInstance.TryRead(value, instance.OffsetOf(payload), out PlainInstance inner))
        {
            return false;
        }

        try
        {
            PayloadShape? shape = chunk.TemplateAt(inner.Definition).Payload;
            if (shape is not null)
            {
                foreach (string field in fields)
                {
                    if (!shape.TryFind(field, out _))
                    {
                        return true;
                    }
                }
            }
        }
        catch (MalformedDataException)
        {
            // The record is damaged, which is told where it is decoded.
        }

        return false;
    }

    private void Add(in CensusEntry entry, int offset)
    {
        _entries.Add(entry);
        _counted = offset;
        HasNeeded |= entry.Log.IsNeeded;
    }

    // Where the template itself names both, it does so for all its events.
    private CensusLog? FindLog(EventShape shape, ref PlainValues values)
    {
        if (shape == _lastShape)
        {
            return _lastShapeLog;
        }

        if (shape.Computer.Text is not null && shape.Channel.Text is not null)
        {
            if (!_shapes.TryGetValue(shape, out CensusLog? log))
            {
                log = FindLog(shape.Computer.Text, shape.Channel.Text);
                _shapes.Add(shape, log);
            }

            _lastShape = shape;
            _lastShapeLog = log;
            return log;
        }

        if (!TryReadName(shape.Channel, ref values, out ReadOnlySpan<char> name)
            || !TryReadName(shape.Computer, ref values, out ReadOnlySpan<char> machine))
        {
            return null;
        }

        return _last is not null && machine.SequenceEqual(_last.MachineName.AsSpan()) && name.SequenceEqual(_last.LogName.AsSpan())
            ? _last
            : FindLog(machine.ToString(), name.ToString());
    }

    private static bool TryReadName(in EventField field, ref PlainValues values, out ReadOnlySpan<char> name)
    {
        name = field.Text.AsSpan();
        if (field.Text is not null)
        {
            return true;
        }

        ReadOnlySpan<byte> value = values.Get(field.Index, out BinXmlValueType type);
        if (type != BinXmlValueType.String || value.Length % sizeof(char) != 0)
        {
            return false;
        }

        name = MemoryMarshal.Cast<byte, char>(value).TrimEnd('\0');
        return true;
    }

    private CensusLog FindLog(string machine, string name)
    {
        if (!_logs.TryGetValue((machine, name), out CensusLog? log))
        {
            log = new CensusLog(machine, name, plan);
            _logs.Add((machine, name), log);
        }

        _last = log;
        return log;
    }
}
