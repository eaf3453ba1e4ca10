using System;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>Durations as task XML writes them: <c>PT30M</c>, <c>P1DT2H</c>.</summary>
/// <remarks>
/// XmlConvert throws on what it does not like and takes a month for 30 days silently; here nonsense is null and the
/// raw text stays beside it. Years and months are counted as 365 and 30 days, as the Task Scheduler does.
/// </remarks>
internal static class Iso8601Duration
{
    private const int LongestText = 64;

    public static TimeSpan? Parse(string? text)
    {
        string duration = text?.Trim() ?? string.Empty;
        if (duration.Length is < 3 or > LongestText || duration[0] is not ('P' or 'p'))
        {
            return null;
        }

        double seconds = 0;
        bool inTime = false;
        bool any = false;
        int i = 1;
        while (i < duration.Length)
        {
            if (duration[i] is 'T' or 't')
            {
                if (inTime)
                {
                    return null;
                }

                inTime = true;
                i++;
                continue;
            }

            if (!TryReadNumber(duration, ref i, out double number) || i == duration.Length)
            {
                return null;
            }

            double unit = SecondsOf(duration[i++], inTime);
            if (unit == 0)
            {
                return null;
            }

            seconds += number * unit;
            any = true;
        }

        return any && seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static bool TryReadNumber(string text, ref int i, out double number)
    {
        number = 0;
        int start = i;
        double fraction = 0;
        for (; i < text.Length; i++)
        {
            char c = text[i];
            if (c is '.' or ',' && fraction == 0 && i > start)
            {
                fraction = 1;
            }
            else if (c is < '0' or > '9')
            {
                break;
            }
            else if (fraction == 0)
            {
                number = (number * 10) + (c - '0');
            }
            else
            {
                fraction /= 10;
                number += (c - '0') * fraction;
            }
        }

        return i > start;
    }

    private static double SecondsOf(char unit, bool inTime) => (char.ToUpperInvariant(unit), inTime) switch
    {
        ('Y', false) => 365 * 86400.0,
        ('M', false) => 30 * 86400.0,
        ('W', false) => 7 * 86400.0,
        ('D', false) => 86400.0,
        ('H', true) => 3600.0,
        ('M', true) => 60.0,
        ('S', true) => 1.0,
        _ => 0,
    };
}
