using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace TurlaHunt;

/// <summary>
/// The named values of an event, in the order in which the event holds them; names are compared without case. Read-only.
/// </summary>
/// <remarks>
/// Values without a name are <c>Param1</c>, <c>Param2</c>, ...; a name that comes again gets <c>#2</c>, <c>#3</c>, ... behind
/// it. It is a non-generic dictionary as well, because that is what PowerShell's <c>$_.Data.TaskName</c> asks for.
/// </remarks>
public sealed class EventData : IReadOnlyDictionary<string, string>, IDictionary
{
    private readonly List<KeyValuePair<string, string>> _items = [];

    // Most events have a dozen values: comparing is faster than hashing then. Past this many an index is kept.
    private const int IndexFrom = 24;
    private Dictionary<string, int>? _index;
    private Dictionary<string, int>? _repeats;

    internal EventData()
    {
    }

    /// <summary>How many values there are.</summary>
    public int Count => _items.Count;

    /// <summary>The names, in order.</summary>
    public IReadOnlyList<string> Keys => _items.ConvertAll(item => item.Key);

    /// <summary>The values, in order.</summary>
    public IReadOnlyList<string> Values => _items.ConvertAll(item => item.Value);

    IEnumerable<string> IReadOnlyDictionary<string, string>.Keys => Keys;

    IEnumerable<string> IReadOnlyDictionary<string, string>.Values => Values;

    ICollection IDictionary.Keys => (ICollection)Keys;

    ICollection IDictionary.Values => (ICollection)Values;

    bool IDictionary.IsReadOnly => true;

    bool IDictionary.IsFixedSize => true;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    /// <summary>The value of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public string this[string key] => Find(key) ?? throw new KeyNotFoundException($"The event has no value '{key}'.");

    /// <summary>The value of that name, or null.</summary>
    object? IDictionary.this[object key]
    {
        get => key is string name ? Find(name) : null;
        set => throw ReadOnly();
    }

    /// <summary>The value of that name, or null where the event has none.</summary>
    public string? Find(string key)
    {
        int place = IndexOf(key);
        return place < 0 ? null : _items[place].Value;
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        value = Find(key);
        return value is not null;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => new DictionaryEnumerator(_items.GetEnumerator());

    IDictionaryEnumerator IDictionary.GetEnumerator() => new DictionaryEnumerator(_items.GetEnumerator());

    bool IDictionary.Contains(object key) => key is string name && ContainsKey(name);

    void ICollection.CopyTo(Array array, int index)
    {
        foreach (KeyValuePair<string, string> item in _items)
        {
            array.SetValue(new DictionaryEntry(item.Key, item.Value), index++);
        }
    }

    void IDictionary.Add(object key, object? value) => throw ReadOnly();

    void IDictionary.Clear() => throw ReadOnly();

    void IDictionary.Remove(object key) => throw ReadOnly();

    /// <summary>The values as <c>Name=Value</c>, one after the other.</summary>
    public override string ToString() => string.Join("; ", _items.ConvertAll(item => $"{item.Key}={item.Value}"));

    internal void Add(string name, string value)
    {
        string key = name;
        while (IndexOf(key) >= 0)
        {
            // Counted for each name, so that a record with one name ten thousand times takes no longer than others.
            _repeats ??= new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            int number = _repeats.TryGetValue(name, out int last) ? last + 1 : 2;
            _repeats[name] = number;
            key = $"{name}#{number}";
        }

        AddDistinct(key, value);
    }

    /// <summary>Makes room.</summary>
    internal void Reserve(int count) => _items.Capacity = Math.Max(_items.Capacity, _items.Count + count);

    /// <summary>Adds a value of which the caller knows that none has its name.</summary>
    internal void AddDistinct(string name, string value)
    {
        _index?.Add(name, _items.Count);
        _items.Add(new KeyValuePair<string, string>(name, value));
        if (_index is null && _items.Count >= IndexFrom)
        {
            _index = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            foreach (KeyValuePair<string, string> item in _items)
            {
                _index.Add(item.Key, _index.Count);
            }
        }
    }

    private int IndexOf(string key)
    {
        if (_index is not null)
        {
            return _index.TryGetValue(key, out int place) ? place : -1;
        }

        for (int i = 0; i < _items.Count; i++)
        {
            if (string.Equals(_items[i].Key, key, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    private static NotSupportedException ReadOnly() => new("The values of an event cannot be changed.");

    private sealed class DictionaryEnumerator(IEnumerator<KeyValuePair<string, string>> items) : IDictionaryEnumerator
    {
        public DictionaryEntry Entry => new(items.Current.Key, items.Current.Value);

        public object Key => items.Current.Key;

        public object? Value => items.Current.Value;

        public object Current => Entry;

        public bool MoveNext() => items.MoveNext();

        public void Reset() => items.Reset();
    }
}
