using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace TurlaHunt.Auditing.Stores;

/// <summary>Ports and ranges of ports, as firewall rules write them.</summary>
internal static class PortRanges
{
    /// <summary>The same ports in as few ranges as can be, in their order. What is no number stays as it is, in front.</summary>
    public static IReadOnlyList<string> Join(IReadOnlyList<string> ports)
    {
        List<(int First, int Last)> ranges = [];
        List<string> joined = [];
        foreach (string text in ports)
        {
            string[] ends = text.Split('-');
            if (ends.Length <= 2 && TryParse(ends[0], out int first) && TryParse(ends[ends.Length - 1], out int last) && first <= last)
            {
                ranges.Add((first, last));
            }
            else
            {
                joined.Add(text);
            }
        }

        (int First, int Last)? open = null;
        foreach ((int first, int last) in ranges.OrderBy(range => range.First))
        {
            if (open is { } before && first <= before.Last + 1)
            {
                open = (before.First, Math.Max(before.Last, last));
                continue;
            }

            Close();
            open = (first, last);
        }

        Close();
        return joined;

        void Close()
        {
            if (open is { } range)
            {
                string first = range.First.ToString(CultureInfo.InvariantCulture);
                joined.Add(range.First == range.Last ? first : $"{first}-{range.Last.ToString(CultureInfo.InvariantCulture)}");
            }
        }
    }

    private static bool TryParse(string text, out int port) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port);
}
