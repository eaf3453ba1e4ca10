namespace TurlaHunt.Hunting.CommandLines;

/// <summary>
/// Tells from a glance at a command line that reading it would come to nothing. It may let a line pass that then proves
/// harmless, but never stops one whose verdict is another than None.
/// </summary>
/// <remarks>
/// Every verdict needs a target, and every target two separators in a row, a device path, or a URL for net use. Shells take
/// quotes and escapes out of a word before it is a path, so that these count as nothing between two characters.
/// </remarks>
internal static class LineScreen
{
    private static readonly char[] Signs = ['\\', '/'];

    /// <summary>False where the verdict on a line is surely None.</summary>
    public static bool MayMatter(string line)
    {
        bool hasUrl = false;
        for (int i = line.IndexOfAny(Signs); i >= 0; i = i + 1 < line.Length ? line.IndexOfAny(Signs, i + 1) : -1)
        {
            int next = Skip(line, i + 1);
            if (next == line.Length)
            {
                break;
            }

            bool isPair = line[next] is '\\' or '/';
            if (isPair ? MayBePath(line, i, next) : MayBeDevice(line, next))
            {
                return true;
            }

            hasUrl |= SchemeEnd(line, i) is 'p' or 'P' or 's' or 'S';
        }

        return (hasUrl && HasWord(line, "use")) || MayAssemble(line) || EncodedCommand.MayBeIn(line);
    }

    /// <summary>True for what a shell may take out of a word.</summary>
    public static bool IsNothing(char c) => c is '^' or '"' or '\'' or '`';

    // A device path that leads to no share is none; right behind the colon of another scheme than file, neither is //.
    private static bool MayBePath(string line, int first, int second)
    {
        if (line[first] == '/' && first > 0 && line[first - 1] == ':' && SchemeEnd(line, first) is char letter && letter is not ('e' or 'E'))
        {
            return false;
        }

        int host = SkipSeparators(line, second);
        if (host == line.Length || line[host] is not ('?' or '.'))
        {
            return host < line.Length;
        }

        int end = host;
        while (end < line.Length && line[end] is '?' or '.')
        {
            end = Skip(line, end + 1);
        }

        return end < line.Length && (line[end] is not ('\\' or '/') || IsShareNamespace(line, end));
    }

    // \??\UNC\host, \Device\Mup\host.
    private static bool MayBeDevice(string line, int start)
    {
        if (line[start] == '?')
        {
            int second = Skip(line, start + 1);
            int end = second < line.Length && line[second] == '?' ? Skip(line, second + 1) : line.Length;
            return end < line.Length && line[end] is '\\' or '/' && IsShareNamespace(line, end);
        }

        int i = start;
        foreach (char letter in "device")
        {
            if (i == line.Length || char.ToLowerInvariant(line[i]) != letter)
            {
                return false;
            }

            i = Skip(line, i + 1);
        }

        return true;
    }

    // UNC or GLOBALROOT; any other namespace is the machine's own.
    private static bool IsShareNamespace(string line, int separator)
    {
        int start = SkipSeparators(line, separator);
        return start < line.Length && line[start] is 'u' or 'U' or 'g' or 'G';
    }

    /// <summary>The letter before the colon that stands before a separator; null if there is no colon.</summary>
    private static char? SchemeEnd(string line, int separator)
    {
        int colon = Back(line, separator - 1);
        int letter = colon >= 0 && line[colon] == ':' ? Back(line, colon - 1) : -1;
        return letter >= 0 ? line[letter] : colon >= 0 && line[colon] == ':' ? ':' : null;
    }

    // Variables may stand for the separators.
    private static bool MayAssemble(string line) =>
        line.Contains(":~")
        || (line.IndexOfAny(['%', '!']) >= 0 && HasWord(line, "set"))
        || (line.IndexOfAny(['$']) >= 0 && line.IndexOfAny(['=']) > 0);

    private static bool HasWord(string line, string word)
    {
        for (int i = 0; i + word.Length < line.Length; i++)
        {
            int at = i;
            int matched = 0;
            while (matched < word.Length && at < line.Length && char.ToLowerInvariant(line[at]) == word[matched])
            {
                at = Skip(line, at + 1);
                matched++;
            }

            if (matched == word.Length && at < line.Length && (char.IsWhiteSpace(line[at]) || line[at] is ',' or '<' or '>'))
            {
                return true;
            }
        }

        return false;
    }

    private static int SkipSeparators(string line, int i)
    {
        while (i < line.Length && line[i] is '\\' or '/')
        {
            i = Skip(line, i + 1);
        }

        return i;
    }

    private static int Skip(string line, int i)
    {
        while (i < line.Length && IsNothing(line[i]))
        {
            i++;
        }

        return i;
    }

    private static int Back(string line, int i)
    {
        while (i >= 0 && IsNothing(line[i]))
        {
            i--;
        }

        return i;
    }
}
