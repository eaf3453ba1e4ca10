using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Tests.Reading;

/// <summary>
/// A log of one chunk, token by token: what no writer would write. Offsets count from the start of the chunk.
/// </summary>
internal sealed class HandmadeLog
{
    private readonly ChunkBuffer _buffer = new();
    private readonly OffsetTable<string> _names = new(EvtxLayout.StringTableBuckets);
    private readonly BinXmlEncoder _encoder;
    private ulong _records;

    public HandmadeLog()
    {
        _encoder = new BinXmlEncoder(_buffer, _names);
        _buffer.Reserve(EvtxLayout.ChunkHeaderSize);
    }

    public int Position => _buffer.Position;

    /// <summary>A record whose body is written token by token; the end of the stream is added.</summary>
    public HandmadeLog Record(Action body)
    {
        int start = Position;
        _buffer.UInt32(EvtxLayout.RecordMagic);
        int size = _buffer.Reserve(sizeof(uint));
        _buffer.UInt64(++_records);
        _buffer.UInt64(132_072_201_301_234_567);
        FragmentHeader();
        body();
        Byte(BinXmlToken.EndOfStream);
        _buffer.Reserve(-(Position + sizeof(uint)) & 7);
        uint length = (uint)(Position + sizeof(uint) - start);
        _buffer.SetUInt32(size, length);
        _buffer.UInt32(length);
        return this;
    }

    /// <summary>A record that says one thing and is sound, to see that the reader went on.</summary>
    public HandmadeLog SoundRecord(string text = "sound") =>
        Record(() => _encoder.Element(UntemplatedEvent.Make(("Text", text)), inDefinition: false));

    /// <summary>A record in which a hole in an otherwise sound event is filled: content of a Data element.</summary>
    public HandmadeLog Event(Action content) => Record(() => InlineEvent(() => InlineElement("Data", content)));

    public void InlineEvent(Action payload) => InlineElement("Event", () =>
    {
        _encoder.Element(
            new BinXmlElement("System", [], [new BinXmlElement("EventID", [], [new BinXmlText("4698")])]), inDefinition: false);
        InlineElement("EventData", payload);
    });

    public void InlineElement(string name, Action content, params (string Name, Action Value)[] attributes)
    {
        Byte(attributes.Length > 0 ? BinXmlToken.OpenStartElement | BinXmlToken.More : BinXmlToken.OpenStartElement);
        OpenedElement(name, content, attributes);
    }

    /// <summary>An element as it stands in the definition of a template.</summary>
    public void DefinedElement(string name, Action content, params (string Name, Action Value)[] attributes)
    {
        Byte(attributes.Length > 0 ? BinXmlToken.OpenStartElement | BinXmlToken.More : BinXmlToken.OpenStartElement);
        UInt16(0xFFFF);
        OpenedElement(name, content, attributes);
    }

    public void Text(string text)
    {
        Byte(BinXmlToken.Value);
        Byte((byte)BinXmlValueType.String);
        _buffer.CountedText(text);
    }

    public void Counted(byte token, string text)
    {
        Byte(token);
        _buffer.CountedText(text);
    }

    public void Substitution(int index, bool isOptional = false)
    {
        Byte(isOptional ? BinXmlToken.OptionalSubstitution : BinXmlToken.NormalSubstitution);
        UInt16(index);
        Byte((byte)BinXmlValueType.String);
    }

    /// <summary>A reference to a name, and the name itself where it is the first.</summary>
    public void Name(string name)
    {
        if (_names.TryGet(name, out uint known))
        {
            UInt32(known);
            return;
        }

        uint offset = (uint)Position + sizeof(uint);
        _names.Add(name, 0, offset);
        UInt32(offset);
        NameEntry(name);
    }

    public void NameEntry(string name)
    {
        UInt32(0);
        UInt16(BinXmlHash.OfName(name));
        _buffer.CountedText(name);
        UInt16(0);
    }

    /// <summary>A template's instance; the definition is written into it where none is given.</summary>
    /// <returns>Where the definition is.</returns>
    public int Instance(Action definition, params (BinXmlValueType Type, Action Write)[] values)
    {
        int offset = Position + 1 + 1 + (2 * sizeof(uint));
        InstanceOf(offset, values.Length, () => Definition(definition), values);
        return offset;
    }

    public void Instance(int definition, params (BinXmlValueType Type, Action Write)[] values) =>
        InstanceOf(definition, values.Length, () => { }, values);

    /// <summary>An instance that says of itself what it likes.</summary>
    public void InstanceOf(
        int definition, int count, Action writeDefinition, params (BinXmlValueType Type, Action Write)[] values)
    {
        Byte(BinXmlToken.TemplateInstance);
        Byte(1);
        UInt32(0x1234);
        UInt32((uint)definition);
        writeDefinition();
        UInt32((uint)count);
        int descriptors = _buffer.Reserve(sizeof(uint) * values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            int start = Position;
            values[i].Write();
            _buffer.SetUInt16(descriptors + (4 * i), (ushort)(Position - start));
            _buffer.SetUInt16(descriptors + (4 * i) + 2, (ushort)values[i].Type);
        }
    }

    public void Definition(Action content, int lie = 0)
    {
        UInt32(0);
        Bytes(new Guid("11111111-2222-3333-4444-555555555555").ToByteArray());
        int size = _buffer.Reserve(sizeof(uint));
        FragmentHeader();
        content();
        Byte(BinXmlToken.EndOfStream);
        _buffer.SetUInt32(size, (uint)(Position - size - sizeof(uint) + lie));
    }

    /// <summary>A value that is binary XML itself.</summary>
    public (BinXmlValueType Type, Action Write) Nested(Action content) => (BinXmlValueType.BinXml, () =>
    {
        FragmentHeader();
        content();
        Byte(BinXmlToken.EndOfStream);
    });

    public (BinXmlValueType Type, Action Write) Value(BinXmlValueType type, params byte[] bytes) => (type, () => Bytes(bytes));

    public void FragmentHeader() => Bytes(BinXmlToken.FragmentHeader, 1, 1, 0);

    public void Byte(int value) => _buffer.Byte((byte)value);

    public void Bytes(params byte[] bytes) => _buffer.Bytes(bytes);

    public void UInt16(int value) => _buffer.UInt16((ushort)value);

    public void UInt32(uint value) => _buffer.UInt32(value);

    /// <summary>The file. Its header and checksums are sound.</summary>
    public byte[] ToFile()
    {
        if (Position > EvtxLayout.ChunkSize)
        {
            throw new InvalidOperationException($"The records take {Position} bytes, more than a chunk has.");
        }

        List<byte> file = [.. EvtxFileHeaderWriter.Make(1, _records + 1, EvtxFileFlags.None)];
        Span<byte> chunk = _buffer.Chunk;
        EvtxLayout.ChunkMagic.CopyTo(chunk);
        BinaryPrimitives.WriteUInt64LittleEndian(chunk.Slice(8), 1);
        BinaryPrimitives.WriteUInt64LittleEndian(chunk.Slice(16), _records);
        BinaryPrimitives.WriteUInt64LittleEndian(chunk.Slice(24), 1);
        BinaryPrimitives.WriteUInt64LittleEndian(chunk.Slice(32), _records);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.Slice(40), 128);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.Slice(48), (uint)Position);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.Slice(120), 1);
        file.AddRange(chunk.ToArray());
        byte[] bytes = [.. file];
        new ChunkEdit(bytes).Repair();
        return bytes;
    }

    private void OpenedElement(string name, Action content, (string Name, Action Value)[] attributes)
    {
        int size = _buffer.Reserve(sizeof(uint));
        Name(name);
        if (attributes.Length > 0)
        {
            int list = _buffer.Reserve(sizeof(uint));
            foreach ((string attribute, Action value) in attributes)
            {
                Byte(BinXmlToken.Attribute);
                Name(attribute);
                value();
            }

            _buffer.SetUInt32(list, (uint)(Position - list - sizeof(uint)));
        }

        Byte(BinXmlToken.CloseStartElement);
        content();
        Byte(BinXmlToken.EndElement);
        _buffer.SetUInt32(size, (uint)(Position - size - sizeof(uint)));
    }
}
