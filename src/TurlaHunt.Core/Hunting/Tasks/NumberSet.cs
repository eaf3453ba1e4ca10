using System;
using System.Collections.Generic;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>A set of small numbers: few of them one by one, many of them a bit each.</summary>
internal sealed class NumberSet
{
    private const int MostSingly = 16;
    private const int WordBits = 64;

    private List<int>? _few = [];
    private ulong[] _bits = [];

    public int Count { get; private set; }

    /// <summary>Adds a number.</summary>
    /// <returns>False where it was there.</returns>
    public bool Add(int number)
    {
        if (_few is not null)
        {
            if (_few.Contains(number))
            {
                return false;
            }

            _few.Add(number);
            Count++;
            if (Count > MostSingly)
            {
                List<int> few = _few;
                _few = null;
                few.ForEach(item => SetBit(item));
            }

            return true;
        }

        bool isNew = SetBit(number);
        Count += isNew ? 1 : 0;
        return isNew;
    }

    private bool SetBit(int number)
    {
        int word = number / WordBits;
        if (word >= _bits.Length)
        {
            Array.Resize(ref _bits, Math.Max(word + 1, 2 * _bits.Length));
        }

        ulong mask = 1UL << (number % WordBits);
        bool isNew = (_bits[word] & mask) == 0;
        _bits[word] |= mask;
        return isNew;
    }
}
