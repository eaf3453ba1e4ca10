using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace TurlaHunt.Evtx;

/// <summary>
/// Where things lie that a chunk stores once: names and template definitions. Each bucket of the table in the chunk's
/// header points at its newest entry, and each entry's first four bytes point at the one before it.
/// </summary>
internal sealed class OffsetTable<TKey>(int buckets)
    where TKey : notnull
{
    private readonly uint[] _heads = new uint[buckets];
    private readonly Dictionary<TKey, uint> _offsets = [];
    private readonly Stack<(TKey Key, int Bucket, uint PreviousHead)> _added = new();

    /// <summary>How many entries there are; pass it to <see cref="RollBack"/> to forget the later ones.</summary>
    public int Count => _added.Count;

    public bool TryGet(TKey key, out uint offset) => _offsets.TryGetValue(key, out offset);

    /// <summary>Enters something that is about to be written at an offset.</summary>
    /// <returns>The offset of the next older entry of the bucket, or 0.</returns>
    public uint Add(TKey key, int bucket, uint offset)
    {
        uint previousHead = _heads[bucket];
        _offsets.Add(key, offset);
        _added.Push((key, bucket, previousHead));
        _heads[bucket] = offset;
        return previousHead;
    }

    public void RollBack(int count)
    {
        while (_added.Count > count)
        {
            (TKey key, int bucket, uint previousHead) = _added.Pop();
            _offsets.Remove(key);
            _heads[bucket] = previousHead;
        }
    }

    public void CopyTo(Span<byte> table)
    {
        for (int i = 0; i < _heads.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(table.Slice(sizeof(uint) * i), _heads[i]);
        }
    }
}
