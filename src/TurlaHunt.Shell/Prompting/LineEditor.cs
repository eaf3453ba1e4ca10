using System;

namespace TurlaHunt.Shell.Prompting;

/// <summary>
/// Reads a line from a terminal: arrow keys, history, Tab. Ctrl-C gives the line up, Ctrl-D on an empty one ends.
/// </summary>
internal sealed class LineEditor(Completer completer) : ILineSource
{
    private readonly History _history = new();

    public bool EmptyLineEnds => true;

    public string? Read(string prompt)
    {
        LineView view = new(prompt);
        EditedLine line = new(_history);
        Console.TreatControlCAsInput = true;
        try
        {
            return Edit(line, view);
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    private string? Edit(EditedLine line, LineView view)
    {
        while (true)
        {
            // A pasted text is drawn once, when all of it is there.
            if (!Console.KeyAvailable)
            {
                view.Draw(line.Text, line.Cursor);
            }

            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    return Leave(view, line.Text);
                case ConsoleKey.C when control:
                    view.Finish(line.Text + "^C");
                    return "";
                case ConsoleKey.D when control && line.Text.Length == 0:
                    view.Finish("");
                    return null;
                case ConsoleKey.Tab:
                    (string text, int cursor) =
                        completer.Next(line.Text, line.Cursor, !key.Modifiers.HasFlag(ConsoleModifiers.Shift));
                    line.Set(text, cursor);
                    break;
                default:
                    line.Apply(key);
                    break;
            }
        }
    }

    private string Leave(LineView view, string text)
    {
        view.Finish(text);
        _history.Add(text);
        return text;
    }
}
