using System;
using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Events;

/// <summary>A name, or a pattern in which <c>*</c> stands for any text and <c>?</c> for one character. Case does not count.</summary>
public sealed class NamePattern(string text)
{
    /// <summary>The pattern as it was given.</summary>
    public string Text { get; } = text;

    /// <summary>Whether it can stand for more than one name.</summary>
    public bool HasWildcards { get; } = text.IndexOfAny(['*', '?']) >= 0;

    /// <summary>Makes a pattern of each text.</summary>
    public static IReadOnlyList<NamePattern> FromTexts(IEnumerable<string>? texts) =>
        texts?.Select(text => new NamePattern(text)).ToArray() ?? [];

    /// <summary>Whether the name fits one of the patterns, or there are none.</summary>
    public static bool AnyMatches(IReadOnlyList<NamePattern> patterns, string? name)
    {
        for (int i = 0; i < patterns.Count; i++)
        {
            if (patterns[i].IsMatch(name))
            {
                return true;
            }
        }

        return patterns.Count == 0;
    }

    /// <summary>Whether a name fits. Takes time in proportion to both lengths at most.</summary>
    public bool IsMatch(string? name)
    {
        if (name is null)
        {
            return false;
        }

        if (!HasWildcards)
        {
            return string.Equals(Text, name, StringComparison.OrdinalIgnoreCase);
        }

        // After a mismatch only the last star can give way: it takes one character more.
        int at = 0;
        int pattern = 0;
        int star = -1;
        int resume = 0;
        while (at < name.Length)
        {
            if (pattern < Text.Length && Text[pattern] == '*')
            {
                star = pattern++;
                resume = at;
            }
            else if (pattern < Text.Length && (Text[pattern] == '?' || SameLetter(Text[pattern], name[at])))
            {
                pattern++;
                at++;
            }
            else if (star >= 0)
            {
                pattern = star + 1;
                at = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (pattern < Text.Length && Text[pattern] == '*')
        {
            pattern++;
        }

        return pattern == Text.Length;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static bool SameLetter(char one, char other) => char.ToUpperInvariant(one) == char.ToUpperInvariant(other);
}
