using System;
using TurlaHunt.Hunting.Network;

namespace TurlaHunt.Hunting.CommandLines;

/// <summary>Finds the UNC paths in a word, wherever one may start.</summary>
/// <remarks>
/// A path starts at the word's start or behind a sign that ends something else. Behind a path character
/// (<c>%windir%\\system32</c>) or a drive (<c>C:\\Windows</c>) the backslashes are merely doubled.
/// </remarks>
internal static class PathScanner
{
    /// <summary>Longer than any host and share; bounds the work of each attempt.</summary>
    private const int LongestPath = 512;

    private const int LongestSwitch = 16;

    private const string HostCharacters = "-._%!$~{}[]:@?;\"";

    private static readonly char[] Terminators =
    [
        '"', '\'', '`', ',', ';', '<', '>', '|', ')', ']', '}', ' ', '\t', '\r', '\n', '\v', '\f', '\u00A0', '\u3000',
    ];

    private const string Leads = "\"'`=,;(<>|&@[{+";

    public static void Scan(string text, bool isQuoted, Action<UncPath> found)
    {
        int i = 0;
        while (i < text.Length)
        {
            int run = RunLength(text, i);
            if (run == 0)
            {
                i++;
                continue;
            }

            bool mayStart = run >= 2 || IsDevicePrefix(text, i);
            if (mayStart && IsBoundary(text, i) && TryRead(text, i, isQuoted, out UncPath? path))
            {
                found(path!);
                i += path!.Text.Length;
            }
            else
            {
                i += run;
            }
        }
    }

    private static bool TryRead(string text, int start, bool isQuoted, out UncPath? path)
    {
        path = null;
        int limit = Math.Min(text.Length, start + LongestPath);
        if (!HostFollows(text, start, limit))
        {
            return false;
        }

        int end = isQuoted && start == 0 ? limit : EndOf(text, start, limit);
        if (!UncPath.TryParse(text.Substring(start, end - start), out path) || path!.Share.Length == 0)
        {
            return false;
        }

        // //B is a switch of the script host and //x a comment: forward slashes need an address behind them.
        return text[start] == '\\' || path.Target.Address is not null || IsFileScheme(text, start);
    }

    private static int EndOf(string text, int start, int limit)
    {
        // Brackets belong to an address.
        int host = start + RunLength(text, start);
        int bracket = host < limit && text[host] == '[' ? text.IndexOf(']', host, limit - host) : -1;
        int from = bracket < 0 ? start : bracket + 1;
        char opener = start > 0 && text[start - 1] is '"' or '\'' ? text[start - 1] : '\0';
        int end = opener == '\0'
            ? text.IndexOfAny(Terminators, from, limit - from)
            : text.IndexOf(opener, from, limit - from);
        return end < 0 ? limit : end;
    }

    // Cheap refusal first: text full of backslashes must not cost an attempt at each of them.
    private static bool HostFollows(string text, int start, int limit)
    {
        int i = start + RunLength(text, start);
        int first = i;
        while (i < limit && (char.IsLetterOrDigit(text[i]) || HostCharacters.Holds(text[i])))
        {
            i++;
        }

        return i > first && i < limit && UncPath.IsSeparator(text[i]);
    }

    private static int RunLength(string text, int start)
    {
        int i = start;
        while (i < text.Length && text[i] == text[start] && UncPath.IsSeparator(text[i]))
        {
            i++;
        }

        return i - start;
    }

    private static bool IsDevicePrefix(string text, int start) =>
        string.CompareOrdinal(text, start, @"\??\", 0, 4) == 0
        || string.Compare(text, start, @"\Device\", 0, 8, StringComparison.OrdinalIgnoreCase) == 0;

    private static bool IsBoundary(string text, int start)
    {
        if (start == 0)
        {
            return true;
        }

        char before = text[start - 1];
        if (before != ':')
        {
            return char.IsWhiteSpace(before) || Leads.Holds(before) || IsGlued(text, start);
        }

        // /i:\\host and file://host lead to a path, C:\\ and http:// do not.
        int word = start - 1;
        int stop = Math.Max(0, start - 32);
        while (word > stop && char.IsLetterOrDigit(text[word - 1]))
        {
            word--;
        }

        bool isSwitch = word > 0 && text[word - 1] is '/' or '-';
        bool isDrive = start - 1 - word < 2;
        bool isWeb = string.Compare(text, word, "http", 0, 4, StringComparison.OrdinalIgnoreCase) == 0;
        return text[start] == '/' ? IsFileScheme(text, start) : isSwitch || !(isDrive || isWeb);
    }

    // pushd\\host works like cd\, and /n\\host is a switch with its value.
    private static bool IsGlued(string text, int start)
    {
        int first = text[0] is '/' or '-' ? 1 : 0;
        if (start - first is 0 or > LongestSwitch || text[start] != '\\')
        {
            return false;
        }

        for (int i = first; i < start; i++)
        {
            if (!char.IsLetter(text[i]))
            {
                return false;
            }
        }

        return first == 1 || ProgramNames.IsBuiltIn(text.Substring(0, start));
    }

    private static bool IsFileScheme(string text, int start) =>
        start >= 5 && string.Compare(text, start - 5, "file:", 0, 5, StringComparison.OrdinalIgnoreCase) == 0;
}
