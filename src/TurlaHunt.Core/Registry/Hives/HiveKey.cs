using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Binary;

namespace TurlaHunt.Registry.Hives;

/// <summary>A key of a hive.</summary>
public sealed class HiveKey
{
    private readonly RegistryHive _hive;
    private readonly uint _offset;
    private readonly int _depth;
    private readonly HiveKey? _parent;
    private readonly HiveNode _node;

    private HiveKey(RegistryHive hive, uint offset, HiveKey? parent, HiveNode node)
    {
        _hive = hive;
        _offset = offset;
        _parent = parent;
        _depth = parent is null ? 0 : parent._depth + 1;
        _node = node;
    }

    /// <summary>Its name, whatever characters it has.</summary>
    public string Name => _node.Name;

    /// <summary>When the key or one of its values was written last, UTC; null where no calendar holds it.</summary>
    public DateTime? LastWritten => _node.LastWritten;

    /// <summary>Its names below the root, with backslashes between them; empty for the root.</summary>
    public string Path => _parent is null ? "" : _parent.Path is { Length: > 0 } path ? $@"{path}\{Name}" : Name;

    /// <summary>Where it lies in the file.</summary>
    public int Offset => HiveLayout.BaseBlockSize + (int)_offset;

    /// <summary>The text that is bound to it as its class; null where it has none.</summary>
    public HiveLookup<string> ClassName
    {
        get
        {
            if (_node.ClassLength == 0 || _node.ClassOffset == HiveLayout.NoOffset)
            {
                return default;
            }

            try
            {
                SpanReader cell = _hive.Cells.Open(_node.ClassOffset, "the class name", Offset);
                return new HiveLookup<string>(HiveText.Utf16(cell.ReadBytes(_node.ClassLength, "the class name")), null);
            }
            catch (MalformedDataException failure)
            {
                return new HiveLookup<string>(null, RegistryHive.ToDefect(HiveDefectKind.KeyDamaged, failure));
            }
        }
    }

    /// <summary>The keys below it.</summary>
    public HiveListing<HiveKey> Subkeys
    {
        get
        {
            List<HiveKey> keys = [];
            HiveDefectList defects = new(_hive.Limits);
            if (_node.SubkeyCount == 0)
            {
                return new HiveListing<HiveKey>(keys, defects.Items);
            }

            if (_depth >= _hive.Limits.MaxDepth)
            {
                defects.Add(HiveDefectKind.SubkeysDamaged, Offset, $"Keys lie more than {_hive.Limits.MaxDepth} deep");
                return new HiveListing<HiveKey>(keys, defects.Items);
            }

            List<uint> offsets = new HiveSubkeyList(_hive, defects).Read(_node.SubkeysOffset, Offset);
            foreach (uint offset in offsets)
            {
                HiveLookup<HiveKey> key = Read(_hive, offset, this, Offset);
                if (key.Item is not null)
                {
                    keys.Add(key.Item);
                }
                else
                {
                    defects.Add(key.Obstacle!);
                }
            }

            if (offsets.Count != _node.SubkeyCount)
            {
                defects.Add(HiveDefectKind.SubkeysDamaged, Offset, $"The key has {_node.SubkeyCount} subkeys by its own count, its list {offsets.Count}");
            }

            return new HiveListing<HiveKey>(keys, defects.Items);
        }
    }

    /// <summary>Its values.</summary>
    public HiveListing<HiveValue> Values
    {
        get
        {
            List<HiveValue> values = [];
            HiveDefectList defects = new(_hive.Limits);
            if (_node.ValueCount > 0)
            {
                ReadValues(values, defects);
            }

            return new HiveListing<HiveValue>(values, defects.Items);
        }
    }

    /// <summary>Looks for a key below it.</summary>
    /// <param name="name">Its name; upper and lower case are alike.</param>
    public HiveLookup<HiveKey> FindSubkey(string name) => Pick(Subkeys, key => key.Name, name, HiveDefectKind.SubkeysDamaged, "subkeys");

    /// <summary>Looks for a value.</summary>
    /// <param name="name">Its name, empty for the default value; upper and lower case are alike.</param>
    public HiveLookup<HiveValue> FindValue(string name) => Pick(Values, value => value.Name, name, HiveDefectKind.ValuesDamaged, "values");

    /// <inheritdoc/>
    public override string ToString() => Path;

    internal static HiveLookup<HiveKey> Read(RegistryHive hive, uint offset, HiveKey? parent, int from)
    {
        try
        {
            SpanReader cell = hive.Cells.Open(offset, parent is null ? "the root key" : "a key", from);
            HiveNode node = HiveNode.Read(ref cell);
            if (parent is not null && node.ParentOffset != parent._offset)
            {
                MalformedDataException.Throw($"The key '{node.Name}' says that it belongs to another key", cell.Position);
            }

            return new HiveLookup<HiveKey>(new HiveKey(hive, offset, parent, node), null);
        }
        catch (MalformedDataException failure)
        {
            return new HiveLookup<HiveKey>(null, RegistryHive.ToDefect(HiveDefectKind.KeyDamaged, failure));
        }
    }

    private void ReadValues(List<HiveValue> values, HiveDefectList defects)
    {
        try
        {
            SpanReader list = _hive.Cells.Open(_node.ValuesOffset, "the list of values", Offset);
            HashSet<uint> seen = [];
            for (uint i = 0; i < _node.ValueCount; i++)
            {
                int place = list.Position;
                uint offset = list.ReadUInt32("the place of a value");
                try
                {
                    if (!seen.Add(offset))
                    {
                        MalformedDataException.Throw("A value is in the list twice", place);
                    }

                    values.Add(HiveValue.Read(_hive, offset, place));
                }
                catch (MalformedDataException failure)
                {
                    defects.Add(RegistryHive.ToDefect(HiveDefectKind.ValueDamaged, failure));
                }
            }
        }
        catch (MalformedDataException failure)
        {
            defects.Add(RegistryHive.ToDefect(HiveDefectKind.ValuesDamaged, failure));
        }
    }

    // With two of one name, or with some that cannot be read, nobody can tell which one Windows would take.
    private HiveLookup<T> Pick<T>(HiveListing<T> listing, Func<T, string> nameOf, string name, HiveDefectKind kind, string what)
        where T : class
    {
        T[] found = [.. listing.Items.Where(item => string.Equals(nameOf(item), name, StringComparison.OrdinalIgnoreCase))];
        return found.Length switch
        {
            0 => new HiveLookup<T>(null, listing.IsWhole ? null : listing.Defects[0]),
            1 => new HiveLookup<T>(found[0], null),
            _ => new HiveLookup<T>(null, new HiveDefect(kind, Offset, $"There are {found.Length} {what} with the name '{name}'")),
        };
    }
}
