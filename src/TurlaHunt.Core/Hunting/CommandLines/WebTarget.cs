using System;
using TurlaHunt.Hunting.Network;

namespace TurlaHunt.Hunting.CommandLines;

/// <summary>The URL that <c>net use</c> hands to the WebDAV redirector.</summary>
internal static class WebTarget
{
    /// <summary>Reads an http or https URL; reports where its password stands, if it carries one.</summary>
    public static CommandTarget? Read(string text, TargetUse use, out int secretStart, out int secretEnd)
    {
        secretStart = secretEnd = 0;
        string? scheme = SchemeOf(text);
        if (scheme is null)
        {
            return null;
        }

        int start = scheme.Length + 1;
        while (start < text.Length && UncPath.IsSeparator(text[start]))
        {
            start++;
        }

        int end = text.IndexOfAny(['/', '\\', '?', '#'], start);
        end = end < 0 ? text.Length : end;
        int at = end > start ? text.LastIndexOf('@', end - 1, end - start) : -1;
        string shown = text;
        if (at >= 0)
        {
            int colon = text.IndexOf(':', start, at - start);
            secretStart = colon < 0 ? at : colon + 1;
            secretEnd = at;
            shown = text.Remove(start, at + 1 - start);
            start = at + 1;
        }

        string host = WithoutPort(text.Substring(start, end - start));
        if (!NetworkTarget.TryParse(host, out NetworkTarget? network))
        {
            return null;
        }

        string canonical = network!.Address is { IsIPv6: true } ? "[" + network.Host + "]" : network.Host;
        return new(TargetKind.Url, scheme + "://" + canonical, string.Empty, shown, use, network);
    }

    private static string? SchemeOf(string text)
    {
        foreach (string scheme in new[] { "https", "http" })
        {
            if (text.Length > scheme.Length + 2
                && text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
                && text[scheme.Length] == ':'
                && UncPath.IsSeparator(text[scheme.Length + 1]))
            {
                return scheme;
            }
        }

        return null;
    }

    private static string WithoutPort(string host)
    {
        int bracket = host.LastIndexOf(']');
        int colon = host.LastIndexOf(':');
        return colon > bracket && (bracket >= 0 || host.IndexOf(':') == colon) ? host.Substring(0, colon) : host;
    }
}
