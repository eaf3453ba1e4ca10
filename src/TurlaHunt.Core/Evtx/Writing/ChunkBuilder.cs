using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Evtx;

/// <summary>One chunk: records with the names and templates they need, and the header that tells of them.</summary>
internal sealed class ChunkBuilder
{
    private const uint HeaderSize = 128;
    private const uint Flags = 1;
    private const byte InstanceVersion = 1;

    // libevtx does not see a record that ends with the chunk's last byte, so the last eight stay free.
    private const int EndOfRecords = EvtxLayout.ChunkSize - EvtxLayout.RecordAlignment;

    private readonly ChunkBuffer _buffer = new();
    private readonly OffsetTable<string> _names = new(EvtxLayout.StringTableBuckets);
    private readonly OffsetTable<Guid> _templates = new(EvtxLayout.TemplateTableBuckets);
    private readonly BinXmlEncoder _encoder;
    private ulong _firstNumber = 1;
    private ulong _count;
    private ulong _firstId;
    private ulong _lastId;
    private int _lastRecord;

    public ChunkBuilder()
    {
        _encoder = new(_buffer, _names);
        _buffer.Reserve(EvtxLayout.ChunkHeaderSize);
    }

    /// <summary>The longest record that fits an empty chunk.</summary>
    public static int MaxRecordSize => EndOfRecords - EvtxLayout.ChunkHeaderSize;

    public bool IsEmpty => _count == 0;

    /// <summary>Adds a record if there is room; if not, or if it cannot be encoded, the chunk stays as it was.</summary>
    /// <param name="id">The record's id.</param>
    /// <param name="time">The time in its header.</param>
    /// <param name="writeBody">Writes its binary XML with the methods of this chunk.</param>
    public bool TryAppend(ulong id, DateTime time, Action<ChunkBuilder> writeBody)
    {
        int start = _buffer.Position;
        int knownNames = _names.Count;
        int knownTemplates = _templates.Count;
        bool kept = false;
        try
        {
            WriteRecord(id, time, writeBody);
            kept = _buffer.Position <= EndOfRecords;
        }
        finally
        {
            if (!kept)
            {
                _buffer.TruncateTo(start);
                _names.RollBack(knownNames);
                _templates.RollBack(knownTemplates);
            }
        }

        if (kept)
        {
            _firstId = IsEmpty ? id : _firstId;
            _lastId = id;
            _lastRecord = start;
            _count++;
        }

        return kept;
    }

    /// <summary>A fragment that is an instance of a template, up to but without the end of the stream.</summary>
    /// <param name="template">The template.</param>
    /// <param name="values">Its values.</param>
    /// <param name="nested">The value that is itself binary XML, or -1.</param>
    /// <param name="writeNested">Writes that value.</param>
    public void WriteInstance(
        BinXmlTemplate template, List<EventValue> values, int nested = -1, Action? writeNested = null)
    {
        _encoder.FragmentHeader();
        _buffer.Byte(BinXmlToken.TemplateInstance);
        _buffer.Byte(InstanceVersion);
        _buffer.UInt32(ShortId(template.Id));
        WriteDefinitionOnce(template);

        _buffer.UInt32((uint)values.Count);
        int descriptors = _buffer.Reserve(sizeof(uint) * values.Count);
        for (int i = 0; i < values.Count; i++)
        {
            bool isNested = i == nested && writeNested is not null;
            int start = _buffer.Position;
            if (isNested)
            {
                writeNested!();
            }
            else
            {
                _buffer.Bytes(values[i].Bytes);
            }

            // A nested value too long for its 16-bit size makes a record too long for any chunk: that is refused.
            int descriptor = descriptors + (sizeof(uint) * i);
            _buffer.SetUInt16(descriptor, unchecked((ushort)(_buffer.Position - start)));
            _buffer.SetUInt16(descriptor + sizeof(ushort), (ushort)(isNested ? BinXmlValueType.BinXml : values[i].Type));
        }
    }

    /// <summary>A fragment without a template, as event collectors write it.</summary>
    public void WriteElement(BinXmlElement root)
    {
        _encoder.FragmentHeader();
        _encoder.Element(root, inDefinition: false);
    }

    public void WriteEndOfStream() => _buffer.Byte(BinXmlToken.EndOfStream);

    /// <summary>The chunk as it goes into the file: the header is made here, from what was added.</summary>
    public ReadOnlySpan<byte> Seal()
    {
        Span<byte> chunk = _buffer.Chunk;
        EvtxLayout.ChunkMagic.CopyTo(chunk);

        // Windows marks a chunk without records by a last number and id of all ones.
        ulong last = IsEmpty ? ulong.MaxValue : _firstNumber + _count - 1;
        BinaryPrimitives.WriteUInt64LittleEndian(chunk.Slice(8), _firstNumber);
        BinaryPrimitives.WriteUInt64LittleEndian(chunk.Slice(16), last);
        BinaryPrimitives.WriteUInt64LittleEndian(chunk.Slice(24), IsEmpty ? _firstNumber : _firstId);
        BinaryPrimitives.WriteUInt64LittleEndian(chunk.Slice(32), IsEmpty ? ulong.MaxValue : _lastId);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.Slice(40), HeaderSize);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.Slice(44), (uint)_lastRecord);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.Slice(48), (uint)_buffer.Position);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.Slice(120), Flags);
        _names.CopyTo(chunk.Slice(EvtxLayout.StringTableOffset));
        _templates.CopyTo(chunk.Slice(EvtxLayout.TemplateTableOffset));

        // The records' sum is part of the header and so comes before the header's own.
        BinaryPrimitives.WriteUInt32LittleEndian(
            chunk.Slice(52),
            Crc32.Compute(chunk.Slice(EvtxLayout.ChunkHeaderSize, _buffer.Position - EvtxLayout.ChunkHeaderSize)));
        BinaryPrimitives.WriteUInt32LittleEndian(
            chunk.Slice(EvtxLayout.ChunkHeaderChecksumOffset),
            Crc32.Compute(
                chunk.Slice(0, EvtxLayout.ChunkHeaderChecksumLength),
                chunk.Slice(EvtxLayout.StringTableOffset, EvtxLayout.ChunkHeaderSize - EvtxLayout.StringTableOffset)));
        return chunk;
    }

    /// <summary>Forgets everything but the count of records: a chunk needs no other chunk.</summary>
    public void StartNext()
    {
        _firstNumber += _count;
        _count = 0;
        _lastRecord = 0;
        _names.RollBack(0);
        _templates.RollBack(0);
        _buffer.TruncateTo(0);
        _buffer.Reserve(EvtxLayout.ChunkHeaderSize);
    }

    private void WriteRecord(ulong id, DateTime time, Action<ChunkBuilder> writeBody)
    {
        int start = _buffer.Position;
        _buffer.UInt32(EvtxLayout.RecordMagic);
        int size = _buffer.Reserve(sizeof(uint));
        _buffer.UInt64(id);
        _buffer.UInt64((ulong)time.ToFileTimeUtc());
        writeBody(this);
        WriteEndOfStream();

        int end = _buffer.Position + sizeof(uint);
        int padding = -end & (EvtxLayout.RecordAlignment - 1);
        _buffer.Reserve(padding);
        uint length = (uint)(end + padding - start);
        _buffer.SetUInt32(size, length);
        _buffer.UInt32(length);
    }

    private void WriteDefinitionOnce(BinXmlTemplate template)
    {
        if (_templates.TryGet(template.Id, out uint known))
        {
            _buffer.UInt32(known);
            return;
        }

        uint offset = (uint)(_buffer.Position + sizeof(uint));
        _buffer.UInt32(offset);
        _buffer.UInt32(_templates.Add(template.Id, BinXmlHash.TemplateBucket(template.Id), offset));
        _buffer.Bytes(template.Id.ToByteArray());
        int size = _buffer.Reserve(sizeof(uint));
        _encoder.FragmentHeader();
        _encoder.Element(template.Root, inDefinition: true);
        WriteEndOfStream();
        _buffer.SetUInt32(size, (uint)(_buffer.Position - size - sizeof(uint)));
    }

    private static uint ShortId(Guid id) => BinaryPrimitives.ReadUInt32LittleEndian(id.ToByteArray());
}
