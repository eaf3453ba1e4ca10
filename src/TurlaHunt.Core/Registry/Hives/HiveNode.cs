using System;
using TurlaHunt.Binary;
using TurlaHunt.Evtx;

namespace TurlaHunt.Registry.Hives;

/// <summary>The cell of a key (nk).</summary>
internal readonly record struct HiveNode(
    DateTime? LastWritten,
    uint ParentOffset,
    uint SubkeyCount,
    uint SubkeysOffset,
    uint ValueCount,
    uint ValuesOffset,
    uint ClassOffset,
    ushort ClassLength,
    string Name)
{
    public static HiveNode Read(ref SpanReader cell)
    {
        int start = cell.Position;
        if (!cell.ReadBytes(2, "the signature of a key").SequenceEqual("nk"u8))
        {
            MalformedDataException.Throw("There is no key where one should be", start);
        }

        ushort flags = cell.ReadUInt16("the flags of a key");
        ulong time = cell.ReadUInt32("the time of a key") | ((ulong)cell.ReadUInt32("the time of a key") << 32);
        cell.Skip(sizeof(uint), "the access bits of a key");
        uint parent = cell.ReadUInt32("the parent of a key");
        uint subkeys = cell.ReadUInt32("the number of subkeys");
        cell.Skip(sizeof(uint), "the number of volatile subkeys");
        uint subkeysOffset = cell.ReadUInt32("the place of the subkeys");
        cell.Skip(sizeof(uint), "the place of volatile subkeys");
        uint values = cell.ReadUInt32("the number of values");
        uint valuesOffset = cell.ReadUInt32("the place of the values");
        cell.Skip(sizeof(uint), "the place of the security descriptor");
        uint classOffset = cell.ReadUInt32("the place of the class name");
        cell.Skip(5 * sizeof(uint), "the largest lengths below a key");
        ushort nameLength = cell.ReadUInt16("the length of a key's name");
        ushort classLength = cell.ReadUInt16("the length of the class name");
        string name = HiveText.Read(cell.ReadBytes(nameLength, "the name of a key"), (flags & HiveLayout.KeyCompactName) != 0);
        DateTime? written = time <= long.MaxValue && EventTime.TryFromFileTime((long)time, out DateTime converted) ? converted : null;
        return new HiveNode(written, parent, subkeys, subkeysOffset, values, valuesOffset, classOffset, classLength, name);
    }
}
