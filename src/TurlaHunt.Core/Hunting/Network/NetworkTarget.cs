using System;
using System.Globalization;

namespace TurlaHunt.Hunting.Network;

/// <summary>A host as somebody typed it: the address or name, and the WebDAV port that may hang on it.</summary>
public sealed class NetworkTarget
{
    private const int MaxLength = 320;

    private NetworkTarget(string typed, string host, HostAddress? address, int? port, bool isSsl, bool isWebDav)
    {
        Typed = typed;
        Host = host;
        Address = address;
        Port = port;
        IsSsl = isSsl;
        IsWebDav = isWebDav;
        Scope = address?.Scope ?? (IsLocalName(host) ? HostScope.Loopback : HostScope.Name);
    }

    /// <summary>What was typed.</summary>
    public string Typed { get; }

    /// <summary>The canonical address, or the name in lower case without a trailing dot.</summary>
    public string Host { get; }

    /// <summary>The address, or null for a name.</summary>
    public HostAddress? Address { get; }

    /// <summary>How far away the host is.</summary>
    public HostScope Scope { get; }

    /// <summary>The port of <c>host@8080</c>, or null.</summary>
    public int? Port { get; }

    /// <summary>True for <c>host@SSL</c>.</summary>
    public bool IsSsl { get; }

    /// <summary>True if an <c>@</c> part sends the path to the WebDAV redirector instead of SMB.</summary>
    public bool IsWebDav { get; }

    /// <summary>True if an address was written in another than its canonical form.</summary>
    public bool IsDisguised => Address is { IsIPv6: false } &&
        !string.Equals(Typed.Split('@')[0].TrimEnd('.'), Host, StringComparison.Ordinal);

    /// <summary>Reads a host; false if the text can be none.</summary>
    public static bool TryParse(string? text, out NetworkTarget? target)
    {
        target = null;
        if (string.IsNullOrEmpty(text) || text!.Length > MaxLength)
        {
            return false;
        }

        int at = text.IndexOf('@');
        string host = at < 0 ? text : text.Substring(0, at);
        int? port = null;
        bool ssl = false;
        if (at >= 0)
        {
            foreach (string part in text.Substring(at + 1).Split('@'))
            {
                if (part.Equals("ssl", StringComparison.OrdinalIgnoreCase))
                {
                    ssl = true;
                }
                else if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                    && number <= ushort.MaxValue)
                {
                    port = number;
                }
            }
        }

        if (!HostAddress.TryParse(host, out HostAddress? address) && !IsName(host))
        {
            return false;
        }

        string canonical = address?.Text ?? host.TrimEnd('.').ToLowerInvariant();
        target = new(text, canonical, address, port, ssl, at >= 0);
        return canonical.Length > 0;
    }

    /// <inheritdoc/>
    public override string ToString() => Host;

    // % and ! stand for variables that only the shell knew.
    private static bool IsName(string host)
    {
        foreach (char c in host)
        {
            if (!char.IsLetterOrDigit(c) && "-._%!$~{}".IndexOf(c) < 0)
            {
                return false;
            }
        }

        return host.Length > 0;
    }

    private static bool IsLocalName(string host) =>
        host is "localhost" or "localhost.localdomain" || host.EndsWith(".localhost", StringComparison.Ordinal);
}
