using System;
using System.Buffers.Binary;
using System.Globalization;

namespace TurlaHunt.Evtx;

/// <summary>The binary form of a security identifier ([MS-DTYP] 2.4.2.2).</summary>
internal static class SidBytes
{
    private const int MaxSubAuthorities = 15;
    private const ulong MaxAuthority = 0xFFFFFFFFFFFF;

    /// <summary>The bytes of a SID given as text; its authority is decimal or, as above 2^32, hexadecimal.</summary>
    public static byte[] Parse(string sid)
    {
        string[] parts = (sid ?? throw new ArgumentNullException(nameof(sid))).Split('-');
        if (parts.Length is < 3 or > 3 + MaxSubAuthorities || parts[0] is not ("S" or "s") || parts[1] != "1"
            || !TryParseAuthority(parts[2], out ulong authority))
        {
            throw NotASid(sid);
        }

        int count = parts.Length - 3;
        byte[] bytes = new byte[8 + (4 * count)];
        bytes[0] = 1;
        bytes[1] = (byte)count;
        for (int i = 0; i < 6; i++)
        {
            // The authority is the one big-endian number of the whole format.
            bytes[2 + i] = (byte)(authority >> (8 * (5 - i)));
        }

        for (int i = 0; i < count; i++)
        {
            if (!uint.TryParse(parts[3 + i], NumberStyles.None, CultureInfo.InvariantCulture, out uint subAuthority))
            {
                throw NotASid(sid);
            }

            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8 + (4 * i)), subAuthority);
        }

        return bytes;
    }

    private static bool TryParseAuthority(string text, out ulong authority) =>
        (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(
                text.Remove(0, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out authority)
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out authority))
        && authority <= MaxAuthority;

    private static ArgumentException NotASid(string sid) => new($"'{sid}' is no security identifier.", nameof(sid));
}
