using System;
using System.Collections.Generic;

namespace TurlaHunt.Hunting.Network;

/// <summary>A path to another machine: <c>\\host\share\rest</c> in any of its Windows spellings.</summary>
/// <remarks>
/// Runs of backslashes count as one: escaped text (<c>\\\\10.1.2.3\\share</c>) is common in scripts and logs. Device
/// and NT paths (<c>\\.\pipe</c>, <c>\\?\C:\</c>, <c>\??\C:\</c>) and WMI namespaces (<c>\\root\subscription</c>,
/// <c>\\host\root\cimv2</c>) look alike but name no share.
/// </remarks>
public sealed class UncPath
{
    private static readonly HashSet<string> WmiNamespaces = new(StringComparer.OrdinalIgnoreCase)
    {
        "cimv2", "subscription", "default", "wmi", "directory", "microsoft", "standardcimv2", "securitycenter",
        "securitycenter2", "rsop", "cli", "aspnet", "hardware", "interop", "policy", "msapps", "webadministration",
    };

    private UncPath(string text, NetworkTarget target, string share, string rest)
    {
        Text = text;
        Target = target;
        Share = share;
        Rest = rest;
    }

    /// <summary>The path as written.</summary>
    public string Text { get; }

    /// <summary>The host.</summary>
    public NetworkTarget Target { get; }

    /// <summary>The first part below the host as written; empty if there is none.</summary>
    public string Share { get; }

    /// <summary>What follows the share, without a leading separator; may be empty.</summary>
    public string Rest { get; }

    /// <summary>Reads a text that is a path from its first character to its last.</summary>
    public static bool TryParse(string? text, out UncPath? path)
    {
        path = null;
        if (string.IsNullOrEmpty(text) || !IsSeparator(text![0]))
        {
            return false;
        }

        int i = 0;
        int lead = SkipSeparators(text, ref i);
        string host = NextPart(text, ref i);
        switch (host)
        {
            case "?" or "." when lead >= 2:
            case "??" when lead >= 1:
                if (!TryEnterUncNamespace(text, ref i, out host))
                {
                    return false;
                }

                break;
            default:
                if (lead < 2 && !TryEnterMup(text, host, ref i, out host))
                {
                    return false;
                }

                break;
        }

        // A quote inside a path is the shell's; the path does without.
        if (!NetworkTarget.TryParse(host.Replace("\"", string.Empty), out NetworkTarget? target))
        {
            return false;
        }

        SkipSeparators(text, ref i);
        string share = NextPart(text, ref i).Replace("\"", string.Empty);
        SkipSeparators(text, ref i);
        string rest = text.Substring(i);
        if (IsWmiNamespace(target!.Host, share, rest))
        {
            return false;
        }

        path = new(text, target, share, rest);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    internal static bool IsSeparator(char c) => c is '\\' or '/';

    private static bool TryEnterUncNamespace(string text, ref int i, out string host)
    {
        SkipSeparators(text, ref i);
        host = NextPart(text, ref i);
        if (host.Equals("GLOBALROOT", StringComparison.OrdinalIgnoreCase))
        {
            SkipSeparators(text, ref i);
            return TryEnterMup(text, NextPart(text, ref i), ref i, out host);
        }

        if (!host.Equals("UNC", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        SkipSeparators(text, ref i);
        host = NextPart(text, ref i);
        return true;
    }

    // \Device\Mup\host\share, with \;LanmanRedirector\;Z:0000000000012345 between for a mapped drive.
    private static bool TryEnterMup(string text, string first, ref int i, out string host)
    {
        host = first;
        if (!first.Equals("Device", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        SkipSeparators(text, ref i);
        string device = NextPart(text, ref i);
        if (!device.Equals("Mup", StringComparison.OrdinalIgnoreCase) &&
            !device.Equals("LanmanRedirector", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        do
        {
            SkipSeparators(text, ref i);
            host = NextPart(text, ref i);
        }
        while (host.Length > 0 && host[0] == ';');

        return true;
    }

    private static bool IsWmiNamespace(string host, string share, string rest)
    {
        if (host == "root")
        {
            return WmiNamespaces.Contains(share) || share.Length == 0;
        }

        int end = rest.IndexOfAny(['\\', '/', ':']);
        return share.Equals("root", StringComparison.OrdinalIgnoreCase)
            && WmiNamespaces.Contains(end < 0 ? rest : rest.Substring(0, end));
    }

    private static int SkipSeparators(string text, ref int i)
    {
        int start = i;
        while (i < text.Length && IsSeparator(text[i]))
        {
            i++;
        }

        return i - start;
    }

    private static string NextPart(string text, ref int i)
    {
        int start = i;
        while (i < text.Length && !IsSeparator(text[i]))
        {
            i++;
        }

        return text.Substring(start, i - start);
    }
}
