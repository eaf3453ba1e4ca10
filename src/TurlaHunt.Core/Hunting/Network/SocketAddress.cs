using System;
using System.Globalization;

namespace TurlaHunt.Hunting.Network;

/// <summary>The other end of a connection as the SMB client logs it: a SOCKADDR in hexadecimal, or its text.</summary>
/// <remarks>
/// The provider's manifest declares the field as binary, so that an event's XML holds its bytes: the address family, the port
/// with its high byte first, the address. Rendered messages have 192.0.2.1:445 or [2001:db8::1]:445 instead.
/// </remarks>
internal static class SocketAddress
{
    private const int IPv4 = 2;
    private const int IPv6 = 23;
    private const int IPv4Start = 4;
    private const int IPv6Start = 8;
    private const int IPv6Length = 16;
    private const int LongestText = 512;

    /// <summary>Reads the field.</summary>
    /// <param name="text">The field.</param>
    /// <param name="address">The address, where there is one.</param>
    /// <param name="port">The port; null where it is 0 or not told.</param>
    /// <returns>False if it holds no address.</returns>
    public static bool TryParse(string? text, out HostAddress? address, out int? port)
    {
        address = null;
        port = null;
        string trimmed = text?.Trim() ?? string.Empty;
        return trimmed.Length is > 0 and <= LongestText
            && (TryReadBytes(trimmed, out address, out port) || TryReadText(trimmed, out address, out port));
    }

    private static bool TryReadBytes(string text, out HostAddress? address, out int? port)
    {
        address = null;
        port = null;
        if (ByteAt(text, 0) is not byte low || ByteAt(text, 1) is not byte high || ByteAt(text, 2) is not byte portHigh
            || ByteAt(text, 3) is not byte portLow)
        {
            return false;
        }

        int family = low | (high << 8);
        string? host = family switch
        {
            IPv4 => ReadIPv4(text),
            IPv6 => ReadIPv6(text),
            _ => null,
        };
        port = PortOf((portHigh << 8) | portLow);
        return HostAddress.TryParse(host, out address);
    }

    private static string? ReadIPv4(string text) =>
        ByteAt(text, IPv4Start) is byte a && ByteAt(text, IPv4Start + 1) is byte b && ByteAt(text, IPv4Start + 2) is byte c
            && ByteAt(text, IPv4Start + 3) is byte d
            ? FormattableString.Invariant($"{a}.{b}.{c}.{d}")
            : null;

    private static string? ReadIPv6(string text)
    {
        if (text.Length < 2 * (IPv6Start + IPv6Length))
        {
            return null;
        }

        string[] groups = new string[IPv6Text.Groups];
        for (int i = 0; i < groups.Length; i++)
        {
            groups[i] = text.Substring(2 * (IPv6Start + (2 * i)), 4);
        }

        return string.Join(":", groups);
    }

    private static bool TryReadText(string text, out HostAddress? address, out int? port)
    {
        port = null;
        if (HostAddress.TryParse(text, out address))
        {
            return true;
        }

        int colon = text.LastIndexOf(':');
        if (colon < 0 || !int.TryParse(
            text.Substring(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return false;
        }

        port = PortOf(number);
        return HostAddress.TryParse(text.Substring(0, colon), out address);
    }

    private static int? PortOf(int number) => number is > 0 and <= ushort.MaxValue ? number : null;

    private static byte? ByteAt(string text, int index)
    {
        if (2 * index + 1 >= text.Length)
        {
            return null;
        }

        uint high = IPv4Text.HexDigit(text[2 * index]);
        uint low = IPv4Text.HexDigit(text[(2 * index) + 1]);
        return high > 15 || low > 15 ? null : (byte)((high << 4) | low);
    }
}
