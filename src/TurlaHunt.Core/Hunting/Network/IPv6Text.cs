using System.Globalization;
using System.Text;

namespace TurlaHunt.Hunting.Network;

/// <summary>IPv6 addresses as text: RFC 4291 in, RFC 5952 out. The zone is the caller's business.</summary>
internal static class IPv6Text
{
    public const int Groups = 8;

    /// <summary>The longest: six groups of four digits, then a dotted quad.</summary>
    private const int MaxLength = 45;

    public static bool TryParse(string text, out ushort[] groups)
    {
        groups = new ushort[Groups];
        if (text.Length is < 2 or > MaxLength || text.IndexOf(':') < 0)
        {
            return false;
        }

        int count = 0;
        int gap = -1;
        int i = 0;
        if (text[0] == ':')
        {
            if (text[1] != ':')
            {
                return false;
            }

            gap = 0;
            i = 2;
        }

        while (i < text.Length)
        {
            int end = text.IndexOf(':', i);
            bool last = end < 0;
            string part = text.Substring(i, (last ? text.Length : end) - i);
            if (last && IsDottedQuad(part))
            {
                if (count > Groups - 2 || !IPv4Text.TryParse(part, out uint quad))
                {
                    return false;
                }

                groups[count++] = (ushort)(quad >> 16);
                groups[count++] = (ushort)quad;
                break;
            }

            if (count == Groups || !TryParseGroup(part, out groups[count]))
            {
                return false;
            }

            count++;
            if (last)
            {
                break;
            }

            i = end + 1;
            if (i == text.Length)
            {
                return false;
            }

            if (text[i] == ':')
            {
                if (gap >= 0)
                {
                    return false;
                }

                gap = count;
                i++;
            }
        }

        return Spread(groups, count, gap);
    }

    public static string Format(ushort[] groups)
    {
        FindLongestZeroRun(groups, out int runStart, out int runLength);
        StringBuilder text = new();
        for (int i = 0; i < Groups; i++)
        {
            if (i == runStart)
            {
                text.Append("::");
                i += runLength - 1;
                continue;
            }

            if (text.Length > 0 && text[text.Length - 1] != ':')
            {
                text.Append(':');
            }

            text.Append(groups[i].ToString("x", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    private static bool TryParseGroup(string part, out ushort value)
    {
        value = 0;
        if (part.Length is 0 or > 4)
        {
            return false;
        }

        foreach (char c in part)
        {
            uint digit = IPv4Text.HexDigit(c);
            if (digit > 15)
            {
                return false;
            }

            value = (ushort)((value << 4) | (int)digit);
        }

        return true;
    }

    private static bool IsDottedQuad(string part) => part.Split('.').Length == 4 && part[part.Length - 1] != '.';

    private static bool Spread(ushort[] groups, int count, int gap)
    {
        if (gap < 0)
        {
            return count == Groups;
        }

        if (count == Groups)
        {
            return false;
        }

        int tail = count - gap;
        for (int i = 1; i <= tail; i++)
        {
            groups[Groups - i] = groups[count - i];
            groups[count - i] = 0;
        }

        return true;
    }

    private static void FindLongestZeroRun(ushort[] groups, out int start, out int length)
    {
        start = -1;
        length = 1;
        int run = 0;
        for (int i = 0; i < Groups; i++)
        {
            run = groups[i] == 0 ? run + 1 : 0;
            if (run > length)
            {
                length = run;
                start = i - run + 1;
            }
        }
    }
}
