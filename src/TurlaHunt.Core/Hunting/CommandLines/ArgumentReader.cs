using System.Collections.Generic;

namespace TurlaHunt.Hunting.CommandLines;

/// <summary>Splits one command into arguments the way the C runtime does, forgiving what people get wrong.</summary>
/// <remarks>
/// As there, a backslash escapes nothing in the first word, which names the program. Two deviations. A backslash never escapes
/// a quote inside a UNC path, nor before a space unless it closes an escaped pair (<c>"C:\folder\" next</c> is meant as two
/// arguments). A quote that is never closed counts as nothing: the words behind it are read one by one, for what hides behind a
/// stray quote must still be seen, and judged as password or not.
/// </remarks>
internal static class ArgumentReader
{
    public static List<ShellWord> Read(MappedText text, ShellDialect dialect, int limit = int.MaxValue)
    {
        List<ShellWord> words = [];
        MappedText.Builder value = new();
        int i = 0;
        bool ignoreQuotes = false;
        while (words.Count < limit)
        {
            while (i < text.Length && char.IsWhiteSpace(text[i]))
            {
                i++;
            }

            if (i >= text.Length)
            {
                break;
            }

            int start = i;
            bool quotedStart = ShellLexer.IsQuote(text[i], dialect);
            char quote = '\0';
            int opened = 0;
            int openedLength = 0;
            bool innerOpen = false;
            for (; i < text.Length || quote != '\0'; i++)
            {
                if (i >= text.Length)
                {
                    ignoreQuotes = true;
                    value.Truncate(openedLength);
                    quote = '\0';
                    i = opened;
                    continue;
                }

                char c = text[i];
                if (quote == '\0' && char.IsWhiteSpace(c))
                {
                    break;
                }

                if (c == '\\' && words.Count > 0 && EscapesQuote(text, i, value, quote != '\0' && !innerOpen, dialect))
                {
                    innerOpen = !innerOpen;
                    value.Append(text, ++i);
                }
                else if (quote == '\0' && ShellLexer.IsQuote(c, dialect))
                {
                    if (!ignoreQuotes)
                    {
                        quote = c;
                        opened = i;
                        openedLength = value.Length;
                    }
                }
                else if (quote != '\0' && c == quote)
                {
                    quote = '\0';
                }
                else
                {
                    value.Append(text, i);
                }
            }

            if (value.Length > 0 || quotedStart)
            {
                words.Add(new(value.Take(), start, i, text.Origin(i - 1) + 1, quotedStart));
            }
        }

        return words;
    }

    private static bool EscapesQuote(
        MappedText text, int index, MappedText.Builder value, bool quoted, ShellDialect dialect)
    {
        if (dialect == ShellDialect.PowerShell || index + 1 >= text.Length || text[index + 1] != '"')
        {
            return false;
        }

        bool path = value.Length >= 2 && value[0] == '\\' && value[1] == '\\';
        bool endsWord = index + 2 >= text.Length || char.IsWhiteSpace(text[index + 2]);
        return !path && !(quoted && endsWord) && !(index > 0 && text[index - 1] == '\\');
    }
}
