using System.Collections.Generic;
using System.IO;
using TurlaHunt.Registry;
using TurlaHunt.Registry.Hives;

namespace TurlaHunt.Tests.Registry;

/// <summary>All that a hive holds, as far as it can be read.</summary>
internal sealed class HiveWalk
{
    private readonly HashSet<int> _seen = [];

    private HiveWalk(RegistryHive hive)
    {
        Hive = hive;
        Defects.AddRange(hive.Defects);
        HiveLookup<HiveKey> root = hive.Root;
        if (root.Item is null)
        {
            Defects.Add(root.Obstacle!);
            return;
        }

        Stack<HiveKey> open = new([root.Item]);
        while (open.Count > 0)
        {
            Visit(open.Pop(), open);
        }
    }

    public RegistryHive Hive { get; }

    public List<HiveDefect> Defects { get; } = [];

    public int Keys { get; private set; }

    public int Values { get; private set; }

    public long Bytes { get; private set; }

    public static HiveWalk Of(byte[] file) => Of(RegistryHive.Read(new MemoryStream(file)));

    public static HiveWalk Of(RegistryHive hive) => new(hive);

    private void Visit(HiveKey key, Stack<HiveKey> open)
    {
        // Keys may lead back to themselves in a damaged hive.
        if (!_seen.Add(key.Offset))
        {
            return;
        }

        Keys++;
        Note(key.ClassName.Obstacle);
        HiveListing<HiveKey> subkeys = key.Subkeys;
        Defects.AddRange(subkeys.Defects);
        foreach (HiveKey subkey in subkeys.Items)
        {
            open.Push(subkey);
        }

        HiveListing<HiveValue> values = key.Values;
        Defects.AddRange(values.Defects);
        foreach (HiveValue value in values.Items)
        {
            Values++;
            HiveLookup<RegistryData> data = value.Data;
            Note(data.Obstacle);
            Bytes += data.Item?.Bytes.Length ?? 0;
            _ = data.Item?.ToString();
        }
    }

    private void Note(HiveDefect? defect)
    {
        if (defect is not null)
        {
            Defects.Add(defect);
        }
    }
}
