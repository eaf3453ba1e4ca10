using System.Collections.Generic;
using TurlaHunt.Binary;

namespace TurlaHunt.Registry.Hives;

/// <summary>
/// The list of a key's subkeys: one leaf (li; lf and lh with hints for the search, which are not needed here), or a root (ri)
/// that leads to several.
/// </summary>
internal sealed class HiveSubkeyList(RegistryHive hive, HiveDefectList defects)
{
    private const ushort IndexLeaf = 0x696C;
    private const ushort FastLeaf = 0x666C;
    private const ushort HashLeaf = 0x686C;
    private const ushort IndexRoot = 0x6972;

    private readonly HashSet<uint> _lists = [];
    private readonly HashSet<uint> _keys = [];
    private readonly List<uint> _found = [];

    /// <summary>The offsets of the subkeys, each once.</summary>
    /// <param name="offset">Where the list is.</param>
    /// <param name="from">The place of that offset, for errors.</param>
    public List<uint> Read(uint offset, int from)
    {
        ReadList(offset, from, isPart: false);
        return _found;
    }

    private void ReadList(uint offset, int from, bool isPart)
    {
        try
        {
            SpanReader list = hive.Cells.Open(offset, "the list of subkeys", from);
            if (!_lists.Add(offset))
            {
                MalformedDataException.Throw("A list of subkeys leads to the same list twice", from);
            }

            int start = list.Position;
            ushort kind = list.ReadUInt16("the signature of a list of subkeys");
            int count = list.ReadUInt16("the number of subkeys in a list");
            switch (kind)
            {
                case IndexLeaf:
                case FastLeaf:
                case HashLeaf:
                    ReadLeaf(ref list, count, kind == IndexLeaf ? 0 : sizeof(uint));
                    break;
                case IndexRoot when !isPart:
                    for (; count > 0; count--)
                    {
                        int place = list.Position;
                        ReadList(list.ReadUInt32("the place of a list of subkeys"), place, isPart: true);
                    }

                    break;
                default:
                    MalformedDataException.Throw($"There is no list of subkeys where one should be (signature 0x{kind:x4})", start);
                    break;
            }
        }
        catch (MalformedDataException failure)
        {
            defects.Add(RegistryHive.ToDefect(HiveDefectKind.SubkeysDamaged, failure));
        }
    }

    private void ReadLeaf(ref SpanReader list, int count, int hint)
    {
        for (; count > 0; count--)
        {
            int place = list.Position;
            uint offset = list.ReadUInt32("the place of a subkey");
            list.Skip(hint, "the hint of a subkey");
            if (_keys.Add(offset))
            {
                _found.Add(offset);
            }
            else
            {
                defects.Add(HiveDefectKind.SubkeysDamaged, place, "A key is in a list of subkeys twice");
            }
        }
    }
}
