using System;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>
/// The values of an instance, asked for one after the other: each lies behind the ones before it, so that going forward
/// costs little and going back begins anew.
/// </summary>
internal ref struct PlainValues
{
    private readonly PlainInstance _instance;
    private int _index;
    private int _offset;

    public PlainValues(in PlainInstance instance)
    {
        _instance = instance;
        _offset = instance.ValuesStart;
    }

    /// <summary>The bytes and type of a value; Null where there is none of that number.</summary>
    public ReadOnlySpan<byte> Get(int index, out BinXmlValueType type)
    {
        type = BinXmlValueType.Null;
        if ((uint)index >= (uint)_instance.Count)
        {
            return default;
        }

        if (index < _index)
        {
            _index = 0;
            _offset = _instance.ValuesStart;
        }

        while (_index < index)
        {
            _offset += _instance.SizeOf(_index++, out _);
        }

        return _instance.GetAt(index, _offset, out type);
    }

    /// <summary>The bytes of a value of one type and size.</summary>
    /// <returns>False where it has another.</returns>
    public bool TryRead(int index, BinXmlValueType wanted, int size, out ReadOnlySpan<byte> value)
    {
        value = Get(index, out BinXmlValueType type);
        return type == wanted && value.Length == size;
    }
}
