using System;
using System.Collections.Generic;

namespace TurlaHunt.Hunting.CommandLines;

/// <summary>Finds the arguments of <c>net use</c>, also where a launcher got them as one string or as a list.</summary>
internal static class NetUseArguments
{
    private const int MostSwitches = 4;

    private const int LongestName = 64;

    private const string Openers = "'\"(`,={";

    /// <summary>True if the program at this index is told to <c>use</c>; gives what follows.</summary>
    public static bool TryFind(List<ShellWord> words, int program, out IReadOnlyList<ShellWord> arguments)
    {
        arguments = [];
        int i = program + 1;

        // Start-Process net -ArgumentList 'use \\host\share secret'
        while (i < words.Count && i <= program + MostSwitches && words[i].Text.Length > 1 && words[i].Text[0] == '-')
        {
            i++;
        }

        if (i >= words.Count)
        {
            return false;
        }

        string first = words[i].Text.Trim();
        if (first.Equals("use", StringComparison.OrdinalIgnoreCase))
        {
            arguments = UpToCloser(words, program, i + 1);
            return true;
        }

        if (first.Length < 4 || !first.StartsWith("use", StringComparison.OrdinalIgnoreCase)
            || !(char.IsWhiteSpace(first[3]) || first[3] == ','))
        {
            return false;
        }

        List<ShellWord> all = [.. ArgumentReader.Read(Separate(words[i].Value), ShellDialect.Loose)];
        all.AddRange(words.GetRange(i + 1, words.Count - i - 1));
        all.RemoveAt(0);
        arguments = all;
        return true;
    }

    /// <summary>
    /// True for <c>x.exe use \\host\share password /user:name</c>: what net takes, and hardly another program.
    /// </summary>
    public static bool IsOfRenamedNet(List<ShellWord> words)
    {
        if (words.Count < 3 || !words[1].Is("use") || ProgramNames.IsNet(ProgramNames.Of(words[0].Text)))
        {
            return false;
        }

        bool hasShare = false;
        bool hasUser = false;
        foreach (ShellWord word in words)
        {
            hasShare |= word.Text.StartsWith(@"\\", StringComparison.Ordinal);
            hasUser |= word.Text.Length > 2 && word.Text[0] == '/' && word.Text[1] is 'u' or 'U' && word.Text.IndexOf(':') > 0;
        }

        return hasShare && hasUser;
    }

    /// <summary>True for <c>'net</c> or <c>Run("net</c>: the start of a command inside another language's string.</summary>
    public static bool IsQuotedNet(string word)
    {
        int start = word.Length;
        while (start > 0 && word.Length - start < LongestName && !Openers.Holds(word[start - 1]))
        {
            start--;
        }

        return start > 0 && Openers.Holds(word[start - 1]) && ProgramNames.IsNet(ProgramNames.Of(word.Substring(start)));
    }

    // A quote that opened before net closes behind the last argument: 'net use \\host\share secret') do …
    private static List<ShellWord> UpToCloser(List<ShellWord> words, int program, int start)
    {
        char closer = '\0';
        for (int i = 0; i <= program; i++)
        {
            foreach (char c in words[i].Text)
            {
                if (c is '\'' or '"')
                {
                    closer = closer == '\0' ? c : closer == c ? '\0' : closer;
                }
            }
        }

        List<ShellWord> kept = [];
        for (int i = start; i < words.Count; i++)
        {
            int end = closer == '\0' ? -1 : CloserIn(words[i].Text, closer);
            if (end < 0)
            {
                kept.Add(words[i]);
                continue;
            }

            if (end > 0)
            {
                kept.Add(words[i].First(end));
            }

            break;
        }

        return kept;
    }

    private static int CloserIn(string text, char closer)
    {
        int i = text.IndexOf(closer);
        while (i >= 0 && i + 1 < text.Length && !"),;]}".Holds(text[i + 1]))
        {
            i = text.IndexOf(closer, i + 1);
        }

        return i;
    }

    // 'use','\\host\share','secret' arrives as use,\\host\share,secret.
    private static MappedText Separate(MappedText value)
    {
        if (value.Text.Trim()[3] != ',')
        {
            return value;
        }

        MappedText.Builder separated = new();
        for (int i = 0; i < value.Length; i++)
        {
            separated.Append(value[i] == ',' ? ' ' : value[i], value.Origin(i));
        }

        return separated.Take();
    }
}
