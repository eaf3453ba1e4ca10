using System;

namespace TurlaHunt.Shell.Prompting;

/// <summary>
/// Shows an edited line in one row, scrolled so that the cursor stays in sight. It needs nothing of the terminal but
/// the carriage return: the cursor gets its place by writing the text up to there once more.
/// </summary>
internal sealed class LineView(string prompt)
{
    private int _first;
    private int _drawn;

    internal void Draw(string text, int cursor)
    {
        int room = Math.Max(8, Console.WindowWidth - prompt.Length - 1);
        if (cursor < _first)
        {
            _first = cursor;
        }
        else if (cursor > _first + room)
        {
            _first = cursor - room;
        }

        string visible = text.Substring(_first, Math.Min(room, text.Length - _first));
        string padding = new(' ', Math.Max(0, _drawn - visible.Length));
        Console.Write($"\r{prompt}{visible}{padding}\r{prompt}{visible.AsSpan(0, cursor - _first)}");
        _drawn = visible.Length;
    }

    /// <summary>Leaves the whole line on the screen and goes to the next row.</summary>
    internal void Finish(string text)
    {
        string padding = new(' ', Math.Max(0, _drawn - text.Length));
        Console.WriteLine($"\r{prompt}{text}{padding}");
    }
}
