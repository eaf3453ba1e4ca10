using System;

namespace TurlaHunt.Hunting.CommandLines;

/// <summary>Signs that a line was written to be misread. Counted on the raw text; nothing is emulated.</summary>
public sealed class Obfuscation
{
    private Obfuscation(int carets, int innerQuotes, int variableSubstrings, int oddSpaces)
    {
        Carets = carets;
        InnerQuotes = innerQuotes;
        VariableSubstrings = variableSubstrings;
        OddSpaces = oddSpaces;
    }

    /// <summary>Carets before or between letters, where nothing needs an escape.</summary>
    public int Carets { get; }

    /// <summary>Quotes with a letter on either side: <c>n"e"t</c>.</summary>
    public int InnerQuotes { get; }

    /// <summary>Substrings and replacements of variables: <c>%ComSpec:~-7,1%</c>.</summary>
    public int VariableSubstrings { get; }

    /// <summary>White space that no keyboard gives by default (no-break and wide spaces).</summary>
    public int OddSpaces { get; }

    /// <summary>True if any sign was seen.</summary>
    public bool IsPresent => (Carets | InnerQuotes | VariableSubstrings | OddSpaces) != 0;

    internal static Obfuscation Of(string line)
    {
        int carets = 0;
        int quotes = 0;
        int substrings = 0;
        int spaces = 0;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            bool letterAfter = i + 1 < line.Length && char.IsLetterOrDigit(line[i + 1]);
            bool letterBefore = i > 0 && char.IsLetterOrDigit(line[i - 1]);
            carets += c == '^' && letterAfter ? 1 : 0;
            quotes += c == '"' && letterAfter && letterBefore ? 1 : 0;
            substrings += c == ':' && i > 1 && i + 1 < line.Length && line[i + 1] == '~' && letterBefore ? 1 : 0;
            spaces += c > '\u007F' && char.IsWhiteSpace(c) ? 1 : 0;
        }

        return new(carets, quotes, substrings, spaces);
    }

    internal bool IsDense => Carets + InnerQuotes > 1 || VariableSubstrings > 0 || OddSpaces > 0;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Carets} carets, {InnerQuotes} inner quotes, {VariableSubstrings} variable substrings, {OddSpaces} odd spaces");
}
