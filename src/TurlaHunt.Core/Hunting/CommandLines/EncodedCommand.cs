using System;
using System.Collections.Generic;
using System.Text;

namespace TurlaHunt.Hunting.CommandLines;

/// <summary>PowerShell's -EncodedCommand: a script as base64 of UTF-16.</summary>
internal static class EncodedCommand
{
    private const string Switch = "encodedcommand";

    /// <summary>PowerShell takes this for it too.</summary>
    private const string ShortSwitch = "ec";

    private static readonly char[] Dashes = ['-', '/', '\u2013', '\u2014', '\u2015'];

    /// <summary>The shortest that holds a path to an address: \\1.1.1.1\x.</summary>
    private const int Shortest = 28;

    /// <summary>Finds the script among PowerShell's arguments.</summary>
    /// <returns>The script and the word that holds it; null if there is none, or none that can be decoded.</returns>
    public static (ShellWord Word, string Script)? Find(IReadOnlyList<ShellWord> words, int start)
    {
        for (int i = start; i + 1 < words.Count; i++)
        {
            string word = words[i].Text.TrimEnd(':');
            if (word.Length > 1 && Array.IndexOf(Dashes, word[0]) >= 0 && IsSwitch(word.Substring(1)) && Decode(words[i + 1].Text) is string script)
            {
                return (words[i + 1], script);
            }
        }

        return null;
    }

    /// <summary>Whether a line may hold one, wherever in it.</summary>
    public static bool MayBeIn(string line)
    {
        if (line.Length < Shortest)
        {
            return false;
        }

        for (int i = line.IndexOfAny(Dashes); i >= 0 && i + 1 < line.Length; i = line.IndexOfAny(Dashes, i + 1))
        {
            if (MayBeSwitch(line, i + 1))
            {
                return true;
            }
        }

        return false;
    }

    // Quotes and escapes within a word are gone before PowerShell sees it.
    private static bool MayBeSwitch(string line, int start)
    {
        int length = 0;
        bool isShort = true;
        bool isLong = true;
        for (int i = start; i < line.Length && (isShort || isLong); i++)
        {
            char letter = char.ToLowerInvariant(line[i]);
            if (letter is >= 'a' and <= 'z')
            {
                isShort &= length < ShortSwitch.Length && ShortSwitch[length] == letter;
                isLong &= length < Switch.Length && Switch[length] == letter;
                length++;
            }
            else if (!LineScreen.IsNothing(letter))
            {
                break;
            }
        }

        return length > 0 && (isShort || isLong);
    }

    private static bool IsSwitch(string name) =>
        name.Length > 0
        && (Switch.StartsWith(name, StringComparison.OrdinalIgnoreCase) || name.Equals(ShortSwitch, StringComparison.OrdinalIgnoreCase));

    private static string? Decode(string text)
    {
        if (text.Length < Shortest)
        {
            return null;
        }

        try
        {
            // PowerShell forgives missing padding no more than .NET does.
            return Encoding.Unicode.GetString(Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
