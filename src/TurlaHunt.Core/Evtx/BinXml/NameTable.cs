using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using TurlaHunt.Binary;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// The names of elements and attributes: found by their offset within a chunk, and one string object for each spelling
/// over all chunks of a file.
/// </summary>
/// <remarks>
/// A name is resolved where it lies; the chunk's string table is for writers and is not read, so no chain in it can lead
/// astray. An entry is: offset of the next entry in its bucket, 16-bit hash, character count, characters, a zero.
/// A strict table wants the hash to fit: what recovered records refer to may have been written over.
/// </remarks>
internal sealed class NameTable(bool isStrict = false)
{
    // A hostile file may hold any number of spellings, of any length and all with one hash. Past these bounds they are
    // no longer shared, and names longer than any real one are not believed: thousands could overlap in one chunk.
    private const int MaxShared = 4096;
    private const int MaxSharedInBucket = 8;
    private const int MaxLength = 1024;

    private readonly Dictionary<int, string> _byOffset = [];
    private readonly Dictionary<uint, List<string>> _shared = [];
    private int _sharedCount;

    /// <summary>Forgets the offsets of the previous chunk.</summary>
    public void BeginChunk() => _byOffset.Clear();

    /// <summary>The name whose entry lies at an offset of the chunk.</summary>
    /// <exception cref="MalformedDataException">No name can lie there.</exception>
    public string Resolve(ReadOnlySpan<byte> chunk, int offset)
    {
        if (_byOffset.TryGetValue(offset, out string? known))
        {
            return known;
        }

        if (offset < EvtxLayout.ChunkHeaderSize)
        {
            MalformedDataException.Throw("A name is said to lie in the chunk's header", offset);
        }

        SpanReader reader = new(chunk, offset, chunk.Length);
        reader.Skip(sizeof(uint), "name entry");
        ushort stored = reader.ReadUInt16("name hash");
        int count = reader.ReadUInt16("name length");
        if (count is 0 or > MaxLength)
        {
            MalformedDataException.Throw($"A name of {count} characters", offset);
        }

        ReadOnlySpan<char> characters = MemoryMarshal.Cast<byte, char>(reader.ReadBytes(count * sizeof(char), "name"));
        if (characters.IndexOf('\0') >= 0)
        {
            MalformedDataException.Throw("A name that holds a zero", offset);
        }

        uint hash = HashOf(characters);
        if (isStrict && (ushort)hash != stored)
        {
            MalformedDataException.Throw("A name that was written over", offset);
        }

        string name = Share(characters, hash);
        _byOffset.Add(offset, name);
        return name;
    }

    private static uint HashOf(ReadOnlySpan<char> name)
    {
        uint hash = 0;
        foreach (char character in name)
        {
            hash = (hash * 65599) + character;
        }

        return hash;
    }

    private string Share(ReadOnlySpan<char> name, uint hash)
    {
        if (_shared.TryGetValue(hash, out List<string>? bucket))
        {
            foreach (string known in bucket)
            {
                if (name.SequenceEqual(known.AsSpan()))
                {
                    return known;
                }
            }
        }

        string text = name.ToString();
        if (_sharedCount < MaxShared && (bucket is null || bucket.Count < MaxSharedInBucket))
        {
            _sharedCount++;
            if (bucket is null)
            {
                _shared.Add(hash, bucket = []);
            }

            bucket.Add(text);
        }

        return text;
    }
}
