using System;

namespace TurlaHunt.Hunting.Network;

/// <summary>An IP address, however it was spelled, with its one canonical text and its scope.</summary>
public sealed class HostAddress : IEquatable<HostAddress>
{
    private const string LiteralSuffix = ".ipv6-literal.net";
    private const int MaxZone = 64;

    private HostAddress(string text, HostScope scope, bool isIPv6, string? zone)
    {
        Text = text;
        Scope = scope;
        IsIPv6 = isIPv6;
        Zone = zone;
    }

    /// <summary>The canonical form: dotted decimal, or RFC 5952 without a zone.</summary>
    public string Text { get; }

    /// <summary>How far the address is away.</summary>
    public HostScope Scope { get; }

    /// <summary>False for IPv4 and for IPv4 mapped into IPv6, which is the same host.</summary>
    public bool IsIPv6 { get; }

    /// <summary>The interface of a link-local IPv6 address (<c>%4</c>, or <c>s4</c> in a literal name), or null.</summary>
    public string? Zone { get; }

    /// <summary>Reads an address in any form that Windows takes; a name gives false.</summary>
    /// <remarks>
    /// Accepted: IPv4 by inet_aton's rules, IPv6 with or without brackets and zone, and the ipv6-literal.net names
    /// that Windows invented because a UNC path cannot hold a colon (dashes for colons, <c>s</c> for <c>%</c>).
    /// </remarks>
    public static bool TryParse(string? text, out HostAddress? address)
    {
        address = null;
        if (string.IsNullOrEmpty(text) || text!.Length > 256)
        {
            return false;
        }

        if (IPv4Text.TryParse(text, out uint ipv4))
        {
            address = FromIPv4(ipv4);
            return true;
        }

        if (text[0] == '[' && text[text.Length - 1] == ']')
        {
            text = text.Substring(1, text.Length - 2);
        }

        char zoneMark = '%';
        string trimmed = text.TrimEnd('.');
        if (trimmed.EndsWith(LiteralSuffix, StringComparison.OrdinalIgnoreCase))
        {
            text = trimmed.Substring(0, trimmed.Length - LiteralSuffix.Length).ToLowerInvariant().Replace('-', ':');
            zoneMark = 's';
        }

        int mark = text.IndexOf(zoneMark);
        string? zone = mark < 0 ? null : text.Substring(mark + 1);
        if (zone is { Length: 0 or > MaxZone } ||
            !IPv6Text.TryParse(mark < 0 ? text : text.Substring(0, mark), out ushort[] groups))
        {
            return false;
        }

        address = FromIPv6(groups, zone);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(HostAddress? other) => other is not null && Text == other.Text && Zone == other.Zone;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as HostAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static HostAddress FromIPv4(uint address) =>
        new(IPv4Text.Format(address), ScopeOf(address), isIPv6: false, zone: null);

    private static HostAddress FromIPv6(ushort[] groups, string? zone)
    {
        bool highZero = (groups[0] | groups[1] | groups[2] | groups[3] | groups[4]) == 0;
        if (highZero && groups[5] == 0xFFFF)
        {
            return FromIPv4(((uint)groups[6] << 16) | groups[7]);
        }

        return new(IPv6Text.Format(groups), ScopeOf(groups, highZero), isIPv6: true, zone);
    }

    private static HostScope ScopeOf(uint address)
    {
        uint first = address >> 24;
        uint second = (address >> 16) & 0xFF;
        return (first, second) switch
        {
            (0, 0) when address == 0 => HostScope.Unspecified,
            (10, _) or (172, >= 16 and <= 31) or (192, 168) or (100, >= 64 and <= 127) => HostScope.Private,
            (127, _) => HostScope.Loopback,
            (169, 254) => HostScope.LinkLocal,
            (>= 224 and <= 239, _) => HostScope.Multicast,
            _ => HostScope.Public,
        };
    }

    private static HostScope ScopeOf(ushort[] groups, bool highZero)
    {
        if (highZero && (groups[5] | groups[6]) == 0 && groups[7] <= 1)
        {
            return groups[7] == 1 ? HostScope.Loopback : HostScope.Unspecified;
        }

        int first = groups[0];
        return first switch
        {
            0x2001 when groups[1] == 0x0DB8 => HostScope.Documentation,
            _ when (first & 0xFFC0) == 0xFE80 => HostScope.LinkLocal,
            _ when (first & 0xFFC0) == 0xFEC0 || (first & 0xFE00) == 0xFC00 => HostScope.Private,
            _ when (first & 0xFF00) == 0xFF00 => HostScope.Multicast,
            _ => HostScope.Public,
        };
    }
}
