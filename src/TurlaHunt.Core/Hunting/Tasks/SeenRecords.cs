using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>Which records of a log were read: one bit each. Copies of a log are told by it from more of the log.</summary>
/// <remarks>Record numbers begin anew where a computer was set up anew, but then not on the same day.</remarks>
internal sealed class SeenRecords
{
    private const int PageBits = 512;
    private const int WordBits = 64;

    private readonly Dictionary<(int Day, long Page), ulong[]> _pages = [];

    /// <summary>Forgets the records of the days before a moment.</summary>
    public void Forget(DateTime before)
    {
        foreach ((int, long) key in _pages.Keys.Where(key => key.Day < before.Ticks / TimeSpan.TicksPerDay).ToArray())
        {
            _pages.Remove(key);
        }
    }

    /// <summary>Notes a record.</summary>
    /// <returns>False where it was read before.</returns>
    public bool Add(DateTime? time, long recordId)
    {
        (int, long) key = ((int)((time?.Ticks ?? 0) / TimeSpan.TicksPerDay), recordId / PageBits);
        if (!_pages.TryGetValue(key, out ulong[]? page))
        {
            page = new ulong[PageBits / WordBits];
            _pages.Add(key, page);
        }

        int bit = (int)((ulong)recordId % PageBits);
        ulong mask = 1UL << (bit % WordBits);
        bool isNew = (page[bit / WordBits] & mask) == 0;
        page[bit / WordBits] |= mask;
        return isNew;
    }
}
