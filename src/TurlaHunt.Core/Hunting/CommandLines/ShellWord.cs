using System;

namespace TurlaHunt.Hunting.CommandLines;

/// <summary>One argument, its quotes gone.</summary>
internal sealed class ShellWord(MappedText value, int start, int end, int rawEnd, bool isQuoted)
{
    public MappedText Value { get; } = value;

    public string Text => Value.Text;

    /// <summary>Where the word starts and ends in the text it was read from.</summary>
    public int Start { get; } = start;

    public int End { get; } = end;

    /// <summary>Where the word ends in the raw line, closing quote included.</summary>
    public int RawEnd { get; } = rawEnd;

    public bool IsQuoted { get; } = isQuoted;

    public bool HasInnerSpace
    {
        get
        {
            foreach (char c in Text)
            {
                if (char.IsWhiteSpace(c))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The word's first characters.</summary>
    public ShellWord First(int length) =>
        new(Value.Slice(0, length), Start, End, Value.Origin(length - 1) + 1, IsQuoted);

    public bool Is(string text) => Text.Equals(text, StringComparison.OrdinalIgnoreCase);
}
