using System;
using System.Collections.Generic;

namespace TurlaHunt.Hunting.CommandLines;

/// <summary>Finds the arguments of <c>net use</c>, also where a launcher got them as one string or as a list.</summary>
internal static class NetUseArguments
{
    private const int MostSwitches = 4;

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
            arguments = words.GetRange(i + 1, words.Count - i - 1);
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
