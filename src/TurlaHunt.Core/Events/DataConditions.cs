using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using TurlaHunt.Binary;
using TurlaHunt.Evtx;
using TurlaHunt.Evtx.BinXml;

namespace TurlaHunt.Events;

/// <summary>
/// Tells from the raw bytes of a payload that it has none of the sets of named values that selectors want. Like
/// <see cref="RecordFilter"/> it lets pass whatever is not plain.
/// </summary>
internal sealed class DataConditions
{
    private readonly (IReadOnlyList<int> Ids, KeyValuePair<string, IReadOnlyList<string>>[] Wanted)[] _sets;

    private DataConditions((IReadOnlyList<int> Ids, KeyValuePair<string, IReadOnlyList<string>>[] Wanted)[] sets) => _sets = sets;

    /// <summary>The conditions of all selectors; null where none of them wants a value, or one takes any event.</summary>
    public static DataConditions? Of(IReadOnlyList<EventSelector> selectors)
    {
        // The second value of a name is called Name#2, and no template says so.
        (IReadOnlyList<int> Ids, KeyValuePair<string, IReadOnlyList<string>>[] Wanted)[] sets =
            [.. selectors.Select(selector => (selector.Ids, selector.Data.Where(wanted => wanted.Key.IndexOf('#') < 0).ToArray()))];
        return Array.TrueForAll(sets, set => set.Wanted.Length == 0) || Array.Exists(sets, set => set.Ids.Count + set.Wanted.Length == 0)
            ? null
            : new DataConditions(sets);
    }

    /// <summary>False where the payload surely lacks what each selector wants.</summary>
    /// <param name="chunk">The chunk, for its templates.</param>
    /// <param name="payload">The bytes of the payload.</param>
    /// <param name="start">Where the payload lies in the chunk.</param>
    /// <param name="id">The event's id, which tells what is wanted of it; null where it is not known.</param>
    public bool MayMatch(EvtxChunk chunk, ReadOnlySpan<byte> payload, int start, long? id)
    {
        if (WantsAny(id))
        {
            return true;
        }

        if (!PlainInstance.TryRead(payload, start, out PlainInstance instance) || !instance.IsLast || !instance.IsAll)
        {
            return true;
        }

        PayloadShape? shape;
        try
        {
            shape = chunk.TemplateAt(instance.Definition).Payload;
        }
        catch (MalformedDataException)
        {
            return true;
        }

        if (shape is null)
        {
            return true;
        }

        foreach ((IReadOnlyList<int> ids, KeyValuePair<string, IReadOnlyList<string>>[] wanted) in _sets)
        {
            if (IsAmong(ids, id) && MayHaveAll(wanted, shape, instance))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an id may be one of those that a selector wants: it wants any where it names none, and what is not known may be any.</summary>
    public static bool IsAmong(IReadOnlyList<int> ids, long? id)
    {
        if (ids.Count == 0 || id is not long number)
        {
            return true;
        }

        for (int i = 0; i < ids.Count; i++)
        {
            if (ids[i] == number)
            {
                return true;
            }
        }

        return false;
    }

    private bool WantsAny(long? id)
    {
        foreach ((IReadOnlyList<int> ids, KeyValuePair<string, IReadOnlyList<string>>[] wanted) in _sets)
        {
            if (wanted.Length == 0 && IsAmong(ids, id))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MayHaveAll(
        KeyValuePair<string, IReadOnlyList<string>>[] set, PayloadShape shape, in PlainInstance instance)
    {
        foreach (KeyValuePair<string, IReadOnlyList<string>> wanted in set)
        {
            if (!shape.TryFind(wanted.Key, out int index) || (index >= 0 && !MayBeAny(wanted.Value, index, instance)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool MayBeAny(IReadOnlyList<string> texts, int index, in PlainInstance instance)
    {
        ReadOnlySpan<byte> value = instance.Get(index, out BinXmlValueType type);
        if (type == BinXmlValueType.BinXml || (type & BinXmlValueType.Array) != 0)
        {
            return true;
        }

        // An absent value may leave an empty text behind, or nothing.
        ReadOnlySpan<char> text = type switch
        {
            BinXmlValueType.Null => default,
            BinXmlValueType.String when value.Length % sizeof(char) == 0 => MemoryMarshal.Cast<byte, char>(value).TrimEnd('\0'),
            _ => new BinXmlValue(type, value).ToText().AsSpan(),
        };
        for (int i = 0; i < texts.Count; i++)
        {
            if (text.Equals(texts[i].AsSpan(), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
