using System.Globalization;

namespace TurlaHunt.Hunting.Network;

/// <summary>IPv4 addresses in every spelling that inet_aton reads.</summary>
/// <remarks>
/// IPAddress.Parse is no help: .NET, .NET Framework and Mono disagree on octal, hexadecimal and short forms, and a
/// hunt must give one answer on all of them. The rules are those of inet_aton(3): one to four parts, each decimal,
/// octal with a leading 0 or hexadecimal with a leading 0x; the last part fills all the bytes that are left.
/// </remarks>
internal static class IPv4Text
{
    private const int MaxParts = 4;

    /// <summary>Below this, a lone number is a host called "10" rather than an address in 0.0.0.0/8.</summary>
    private const uint SmallestLoneNumber = 0x01000000;

    public static bool TryParse(string text, out uint address)
    {
        address = 0;
        int length = text.Length;
        if (length > 1 && text[length - 1] == '.')
        {
            length--;
        }

        ulong high = 0;
        int parts = 0;
        int start = 0;
        while (true)
        {
            int end = text.IndexOf('.', start, length - start);
            bool last = end < 0;
            if (!TryParsePart(text, start, last ? length : end, out ulong part) || ++parts > MaxParts)
            {
                return false;
            }

            if (last)
            {
                int bytesLeft = MaxParts + 1 - parts;
                if (part >= 1UL << (8 * bytesLeft))
                {
                    return false;
                }

                address = (uint)((high << (8 * bytesLeft)) | part);
                return parts > 1 || address >= SmallestLoneNumber;
            }

            if (part > byte.MaxValue)
            {
                return false;
            }

            high = (high << 8) | part;
            start = end + 1;
        }
    }

    public static string Format(uint address) => string.Format(
        CultureInfo.InvariantCulture,
        "{0}.{1}.{2}.{3}",
        address >> 24,
        (address >> 16) & 0xFF,
        (address >> 8) & 0xFF,
        address & 0xFF);

    private static bool TryParsePart(string text, int start, int end, out ulong value)
    {
        value = 0;
        if (start >= end)
        {
            return false;
        }

        uint numberBase = 10;
        if (text[start] == '0' && end - start > 1)
        {
            bool hexadecimal = text[start + 1] is 'x' or 'X';
            numberBase = hexadecimal ? 16u : 8u;
            start += hexadecimal ? 2 : 1;
            if (start == end)
            {
                return false;
            }
        }

        for (int i = start; i < end; i++)
        {
            uint digit = HexDigit(text[i]);
            if (digit >= numberBase)
            {
                return false;
            }

            value = (value * numberBase) + digit;
            if (value > uint.MaxValue)
            {
                return false;
            }
        }

        return true;
    }

    internal static uint HexDigit(char c) => c switch
    {
        >= '0' and <= '9' => (uint)(c - '0'),
        >= 'a' and <= 'f' => (uint)(c - 'a' + 10),
        >= 'A' and <= 'F' => (uint)(c - 'A' + 10),
        _ => uint.MaxValue,
    };
}
