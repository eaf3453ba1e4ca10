using System.Collections.Generic;
using System.Text;

namespace TurlaHunt.Hunting.CommandLines;

/// <summary>The stretches of a raw line that hold passwords.</summary>
internal sealed class SecretSpans(string raw)
{
    public const string Placeholder = "********";

    private readonly List<(int Start, int End)> _spans = [];

    public void Add(ShellWord word) => Add(word, 0, word.Value.Length);

    /// <summary>Marks some characters of a word. Quotes around them stay, so that the line still reads the same.</summary>
    public void Add(ShellWord word, int start, int end)
    {
        if (start >= end)
        {
            return;
        }

        // What a variable stood for was written elsewhere.
        int run = start;
        for (int i = start + 1; i < end; i++)
        {
            if (!Continues(word.Value.Origin(i - 1), word.Value.Origin(i)))
            {
                _spans.Add((word.Value.Origin(run), word.Value.Origin(i - 1) + 1));
                run = i;
            }
        }

        int rawStart = word.Value.Origin(run);
        int rawEnd = word.Value.Origin(end - 1) + 1;
        int quotes = 0;
        for (int i = rawStart; i < rawEnd; i++)
        {
            quotes += raw[i] == '"' && (i == 0 || raw[i - 1] != '\\') ? 1 : 0;
        }

        // Half of a pair would leave the rest of the line inside out.
        if (quotes % 2 != 0 && run == start && word.RawEnd > rawEnd)
        {
            rawEnd = word.RawEnd;
        }

        _spans.Add((rawStart, rawEnd));
    }

    // Between two characters of a word lie only the quotes and escapes that a shell took out.
    private bool Continues(int one, int next)
    {
        for (int i = one + 1; i < next && i < raw.Length; i++)
        {
            if (!LineScreen.IsNothing(raw[i]) && raw[i] != '\\')
            {
                return false;
            }
        }

        return next >= one;
    }

    public string Blot()
    {
        if (_spans.Count == 0)
        {
            return raw;
        }

        _spans.Sort();
        StringBuilder text = new(raw.Length);
        int shown = 0;
        foreach ((int start, int end) in _spans)
        {
            if (end <= shown)
            {
                continue;
            }

            // Overlapping spans share one placeholder.
            if (start >= shown)
            {
                text.Append(raw, shown, start - shown).Append(Placeholder);
            }

            shown = end;
        }

        return text.Append(raw, shown, raw.Length - shown).ToString();
    }
}
