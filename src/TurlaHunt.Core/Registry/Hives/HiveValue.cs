using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using TurlaHunt.Binary;

namespace TurlaHunt.Registry.Hives;

/// <summary>A value of a key. Its data is read when it is asked for.</summary>
public sealed class HiveValue
{
    private readonly RegistryHive _hive;
    private readonly int _place;
    private readonly uint _size;
    private readonly uint _dataOffset;

    private HiveValue(RegistryHive hive, int place, string name, RegistryKind kind, uint size, uint dataOffset)
    {
        _hive = hive;
        _place = place;
        Name = name;
        Kind = kind;
        _size = size;
        _dataOffset = dataOffset;
    }

    /// <summary>Its name; empty for the default value.</summary>
    public string Name { get; }

    /// <summary>The type of its data.</summary>
    public RegistryKind Kind { get; }

    /// <summary>How many bytes of data it has by its own account.</summary>
    public long DataSize => _size & ~HiveLayout.InPlace;

    /// <summary>Its data.</summary>
    public HiveLookup<RegistryData> Data
    {
        get
        {
            try
            {
                return new HiveLookup<RegistryData>(new RegistryData(Kind, ReadData()), null);
            }
            catch (MalformedDataException failure)
            {
                return new HiveLookup<RegistryData>(null, RegistryHive.ToDefect(HiveDefectKind.ValueDamaged, failure));
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static HiveValue Read(RegistryHive hive, uint offset, int from)
    {
        SpanReader cell = hive.Cells.Open(offset, "a value", from);
        int place = cell.Position;
        if (!cell.ReadBytes(2, "the signature of a value").SequenceEqual("vk"u8))
        {
            MalformedDataException.Throw("There is no value where one should be", place);
        }

        ushort nameLength = cell.ReadUInt16("the length of a value's name");
        uint size = cell.ReadUInt32("the size of a value's data");
        uint dataOffset = cell.ReadUInt32("the place of a value's data");
        uint kind = cell.ReadUInt32("the type of a value");
        ushort flags = cell.ReadUInt16("the flags of a value");
        cell.Skip(sizeof(ushort), "the spare bytes of a value");
        string name = HiveText.Read(cell.ReadBytes(nameLength, "the name of a value"), (flags & HiveLayout.ValueCompactName) != 0);
        return new HiveValue(hive, place, name, (RegistryKind)kind, size, dataOffset);
    }

    private byte[] ReadData()
    {
        if ((_size & HiveLayout.InPlace) != 0)
        {
            return ReadInPlace((int)DataSize);
        }

        if (_size == 0)
        {
            return [];
        }

        if (_size > (uint)_hive.Limits.MaxDataSize)
        {
            MalformedDataException.Throw($"The value has {_size} bytes of data by its own account; up to {_hive.Limits.MaxDataSize} are read", _place);
        }

        SpanReader cell = _hive.Cells.Open(_dataOffset, "the data of a value", _place);
        bool isBig = _size > HiveLayout.SegmentSize && _hive.BaseBlock.MinorVersion >= HiveLayout.BigDataMinorVersion;
        return isBig ? ReadSegments(ref cell) : cell.ReadBytes((int)_size, "the data of a value").ToArray();
    }

    private byte[] ReadInPlace(int size)
    {
        if (size > sizeof(uint))
        {
            MalformedDataException.Throw($"The value has {size} bytes of data in a place of four", _place);
        }

        byte[] data = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(data, _dataOffset);
        Array.Resize(ref data, size);
        return data;
    }

    // Each segment is used once, so that what is read stays below the size of the file whatever the value says.
    private byte[] ReadSegments(ref SpanReader cell)
    {
        int start = cell.Position;
        if (!cell.ReadBytes(2, "the signature of large data").SequenceEqual("db"u8))
        {
            MalformedDataException.Throw("There is no large data where it should be", start);
        }

        int count = cell.ReadUInt16("the number of segments");
        int needed = ((int)_size + HiveLayout.SegmentSize - 1) / HiveLayout.SegmentSize;
        if (count < needed)
        {
            MalformedDataException.Throw($"The data of {_size} bytes has {count} segments and needs {needed}", start);
        }

        SpanReader list = _hive.Cells.Open(cell.ReadUInt32("the place of the segments"), "the list of segments", start);
        HashSet<uint> seen = [];
        List<byte> data = [];
        for (int left = (int)_size; left > 0; left -= HiveLayout.SegmentSize)
        {
            int place = list.Position;
            uint offset = list.ReadUInt32("the place of a segment");
            SpanReader segment = _hive.Cells.Open(offset, "a segment", place);
            if (!seen.Add(offset))
            {
                MalformedDataException.Throw("A segment is used twice", place);
            }

            data.AddRange(segment.ReadBytes(Math.Min(left, HiveLayout.SegmentSize), "a segment").ToArray());
        }

        return [.. data];
    }
}
