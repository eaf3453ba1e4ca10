using System;

namespace TurlaHunt.Shell.Prompting;

/// <summary>A line of text with a cursor, and the history that the arrow keys turn to.</summary>
internal sealed class EditedLine(History history)
{
    internal string Text { get; private set; } = "";

    internal int Cursor { get; private set; }

    internal void Set(string text, int cursor)
    {
        Text = text;
        Cursor = Math.Clamp(cursor, 0, text.Length);
    }

    /// <summary>Does what the key says to the line; keys that mean nothing here do nothing.</summary>
    internal void Apply(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow:
                Set(Text, Cursor - 1);
                break;
            case ConsoleKey.RightArrow:
                Set(Text, Cursor + 1);
                break;
            case ConsoleKey.Home:
                Set(Text, 0);
                break;
            case ConsoleKey.End:
                Set(Text, Text.Length);
                break;
            case ConsoleKey.UpArrow:
                Recall(history.Older(Text));
                break;
            case ConsoleKey.DownArrow:
                Recall(history.Newer());
                break;
            case ConsoleKey.Backspace when Cursor > 0:
                Set(Text.Remove(Cursor - 1, 1), Cursor - 1);
                break;
            case ConsoleKey.Delete when Cursor < Text.Length:
                Set(Text.Remove(Cursor, 1), Cursor);
                break;
            case ConsoleKey.Escape:
                Set("", 0);
                break;
            default:
                Insert(key.KeyChar);
                break;
        }
    }

    private void Insert(char character)
    {
        if (!char.IsControl(character))
        {
            Set(Text.Insert(Cursor, character.ToString()), Cursor + 1);
        }
    }

    private void Recall(string? line)
    {
        if (line is not null)
        {
            Set(line, line.Length);
        }
    }
}
