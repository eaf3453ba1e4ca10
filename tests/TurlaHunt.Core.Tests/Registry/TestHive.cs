using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using TurlaHunt.Registry;
using TurlaHunt.Registry.Hives;

namespace TurlaHunt.Tests.Registry;

/// <summary>Makes registry hives, so that tests need none of Windows: keys and values in the format that Windows writes.</summary>
internal sealed class TestHive
{
    private const int BinSize = 1 << 20;
    private const uint None = uint.MaxValue;

    private readonly TestKey _root = new("ROOT", Written);
    private byte[] _bins = new byte[BinSize];
    private int _next = 32;

    /// <summary>When a key was written, where a test does not say.</summary>
    public static DateTime Written { get; } = new(2024, 3, 5, 8, 30, 0, DateTimeKind.Utc);

    /// <summary>The minor version of the format.</summary>
    public uint MinorVersion { get; init; } = 5;

    /// <summary>The signature of the lists of subkeys: lf, lh or li.</summary>
    public string Lists { get; init; } = "lh";

    /// <summary>How many subkeys a list may have before it is divided.</summary>
    public int LeafSize { get; init; } = 1000;

    /// <summary>Whether it was in use when it was copied.</summary>
    public bool IsDirty { get; init; }

    /// <summary>Sets a value, also one that is there, and makes the keys that lead to it.</summary>
    public TestHive Set(string path, string name, RegistryData data, DateTime? written = null)
    {
        TestKey key = Key(path, written);
        key.Values.RemoveAll(value => value.Name == name);
        key.Values.Add((name, data));
        return this;
    }

    public TestHive Set(string path, string name, uint number, DateTime? written = null) =>
        Set(path, name, RegistryData.DWord(number), written);

    /// <summary>Makes a key without values.</summary>
    public TestHive Add(string path, string? className = null)
    {
        Key(path, null).ClassName = className;
        return this;
    }

    public byte[] ToBytes()
    {
        _bins = new byte[BinSize];
        _next = 32;
        uint root = Write(_root, None);
        int size = (_next + 4095) / 4096 * 4096;
        byte[] file = new byte[4096 + size];
        Encoding.ASCII.GetBytes("regf").CopyTo(file, 0);
        Put(file, 4, 7);
        Put(file, 8, IsDirty ? 6u : 7u);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(12), Written.ToFileTimeUtc());
        Put(file, 20, 1);
        Put(file, 24, MinorVersion);
        Put(file, 32, 1);
        Put(file, 36, root);
        Put(file, 40, (uint)size);
        Put(file, 44, 1);
        Encoding.Unicode.GetBytes(@"config\TEST").CopyTo(file, 48);
        Encoding.ASCII.GetBytes("hbin").CopyTo(_bins, 0);
        Put(_bins, 8, (uint)size);
        if (_next < size)
        {
            Put(_bins, _next, (uint)(size - _next));
        }

        Array.Copy(_bins, 0, file, 4096, size);
        Seal(file);
        return file;
    }

    /// <summary>Sets the checksum of a base block to what its content asks for.</summary>
    public static void Seal(byte[] file) => Put(file, HiveLayout.ChecksumOffset, HiveBaseBlock.Checksum(file));

    private static void Put(byte[] bytes, int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), value);

    private static bool IsLatin(string name) => name.All(letter => letter < 256);

    private static byte[] Name(string name) => IsLatin(name) ? [.. name.Select(letter => (byte)letter)] : Encoding.Unicode.GetBytes(name);

    private TestKey Key(string path, DateTime? written)
    {
        TestKey key = _root;
        foreach (string name in path.Split(['\\'], StringSplitOptions.RemoveEmptyEntries))
        {
            TestKey? next = key.Subkeys.Find(child => string.Equals(child.Name, name, StringComparison.OrdinalIgnoreCase));
            if (next is null)
            {
                next = new TestKey(name, Written);
                key.Subkeys.Add(next);
            }

            key = next;
        }

        key.Time = written ?? key.Time;
        return key;
    }

    private int Allocate(int length)
    {
        int size = (length + 4 + 7) / 8 * 8;
        if (_next + size > BinSize)
        {
            throw new InvalidOperationException("The hive is too large for a test.");
        }

        BinaryPrimitives.WriteInt32LittleEndian(_bins.AsSpan(_next), -size);
        int place = _next;
        _next += size;
        return place;
    }

    private uint Cell(params byte[] content)
    {
        int place = Allocate(content.Length);
        content.CopyTo(_bins, place + 4);
        return (uint)place;
    }

    private uint Write(TestKey key, uint parent)
    {
        byte[] name = Name(key.Name);
        int place = Allocate(76 + name.Length);
        int at = place + 4;
        Encoding.ASCII.GetBytes("nk").CopyTo(_bins, at);
        BinaryPrimitives.WriteUInt16LittleEndian(_bins.AsSpan(at + 2), (ushort)((IsLatin(key.Name) ? 0x20 : 0) | (parent == None ? 0x0C : 0)));
        BinaryPrimitives.WriteInt64LittleEndian(_bins.AsSpan(at + 4), key.Time.ToFileTimeUtc());
        Put(_bins, at + 16, parent == None ? 0 : parent);
        Put(_bins, at + 20, (uint)key.Subkeys.Count);
        Put(_bins, at + 36, (uint)key.Values.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(_bins.AsSpan(at + 72), (ushort)name.Length);
        name.CopyTo(_bins, at + 76);
        byte[] className = Encoding.Unicode.GetBytes(key.ClassName ?? "");
        BinaryPrimitives.WriteUInt16LittleEndian(_bins.AsSpan(at + 74), (ushort)className.Length);
        Put(_bins, at + 48, className.Length == 0 ? None : Cell(className));
        Put(_bins, at + 44, None);
        Put(_bins, at + 28, key.Subkeys.Count == 0 ? None : WriteSubkeys(key, (uint)place));
        Put(_bins, at + 40, key.Values.Count == 0 ? None : WriteValues(key));
        return (uint)place;
    }

    private uint WriteSubkeys(TestKey key, uint place)
    {
        uint[] offsets = [.. key.Subkeys.OrderBy(child => child.Name, StringComparer.OrdinalIgnoreCase).Select(child => Write(child, place))];
        List<uint> leaves = [];
        for (int start = 0; start < offsets.Length; start += LeafSize)
        {
            uint[] part = [.. offsets.Skip(start).Take(LeafSize)];
            leaves.Add(Cell(
            [
                .. Encoding.ASCII.GetBytes(Lists),
                .. BitConverter.GetBytes((ushort)part.Length),
                .. part.SelectMany(offset => Lists == "li" ? BitConverter.GetBytes(offset) : [.. BitConverter.GetBytes(offset), .. new byte[4]]),
            ]));
        }

        return leaves.Count == 1
            ? leaves[0]
            : Cell([.. Encoding.ASCII.GetBytes("ri"), .. BitConverter.GetBytes((ushort)leaves.Count), .. leaves.SelectMany(BitConverter.GetBytes)]);
    }

    private uint WriteValues(TestKey key) =>
        Cell([.. key.Values.Select(value => WriteValue(value.Name, value.Data)).ToArray().SelectMany(BitConverter.GetBytes)]);

    private uint WriteValue(string name, RegistryData data)
    {
        byte[] bytes = data.Bytes;
        bool isInPlace = bytes.Length is > 0 and <= 4;
        byte[] text = Name(name);
        return Cell(
        [
            .. Encoding.ASCII.GetBytes("vk"),
            .. BitConverter.GetBytes((ushort)text.Length),
            .. BitConverter.GetBytes((uint)bytes.Length | (isInPlace ? 0x8000_0000 : 0)),
            .. isInPlace ? [.. bytes, .. new byte[4 - bytes.Length]] : BitConverter.GetBytes(WriteData(bytes)),
            .. BitConverter.GetBytes((uint)data.Kind),
            .. BitConverter.GetBytes((ushort)(IsLatin(name) ? 1 : 0)),
            .. new byte[2],
            .. text,
        ]);
    }

    private uint WriteData(byte[] bytes)
    {
        if (bytes.Length <= HiveLayout.SegmentSize || MinorVersion < 4)
        {
            return bytes.Length == 0 ? None : Cell(bytes);
        }

        List<uint> segments = [];
        for (int start = 0; start < bytes.Length; start += HiveLayout.SegmentSize)
        {
            segments.Add(Cell([.. bytes.Skip(start).Take(HiveLayout.SegmentSize), .. new byte[4]]));
        }

        uint list = Cell([.. segments.SelectMany(BitConverter.GetBytes)]);
        return Cell([.. Encoding.ASCII.GetBytes("db"), .. BitConverter.GetBytes((ushort)segments.Count), .. BitConverter.GetBytes(list), .. new byte[4]]);
    }

    private sealed class TestKey(string name, DateTime time)
    {
        public string Name { get; } = name;

        public DateTime Time { get; set; } = time;

        public string? ClassName { get; set; }

        public List<TestKey> Subkeys { get; } = [];

        public List<(string Name, RegistryData Data)> Values { get; } = [];
    }
}
