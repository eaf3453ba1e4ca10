using System;

namespace TurlaHunt.Hunting.CommandLines;

/// <summary>The command that <c>cmd [switches] /c</c> is told to run.</summary>
internal static class CmdTail
{
    /// <summary>Finds the text behind /c, /k or /r, without the quotes that cmd would drop.</summary>
    public static bool TryFind(MappedText text, ShellWord program, out MappedText tail)
    {
        // cmd/c works without a space, and so does /cnet.
        int slash = program.IsQuoted ? -1 : text.Text.IndexOf('/', program.Start, program.End - program.Start);
        int i = slash >= 0 && ProgramNames.IsCmd(ProgramNames.Of(text.Text.Substring(program.Start, slash - program.Start)))
            ? slash
            : program.End;
        while (i + 1 < text.Length)
        {
            char c = text[i];
            if (char.IsWhiteSpace(c) || c is ',' or ';' or '=' or '"')
            {
                i++;
            }
            else if (c != '/')
            {
                break;
            }
            else if (IsRunSwitch(text[i + 1]))
            {
                tail = DropOuterQuotes(text.Slice(i + 2));
                return true;
            }
            else
            {
                i += 2;
                while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] != '/')
                {
                    i++;
                }
            }
        }

        tail = text.Slice(text.Length);
        return false;
    }

    /// <summary>True if a switch word holds /c, /k or /r, also behind others: <c>/q/c</c>.</summary>
    public static bool StartsTail(string word)
    {
        for (int i = 0; i + 1 < word.Length; i++)
        {
            if (word[i] == '/' && IsRunSwitch(word[i + 1]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRunSwitch(char c) => c is 'c' or 'C' or 'k' or 'K' or 'r' or 'R';

    /// <summary>
    /// "cmd /?" tells the rule: a leading quote and the last quote go, unless the quoted part is the program itself.
    /// </summary>
    private static MappedText DropOuterQuotes(MappedText tail)
    {
        int start = 0;
        while (start < tail.Length && char.IsWhiteSpace(tail[start]))
        {
            start++;
        }

        if (start == tail.Length || tail[start] != '"')
        {
            return tail;
        }

        int close = tail.Text.IndexOf('"', start + 1);
        if (close < 0)
        {
            return tail.Slice(start + 1);
        }

        string quoted = tail.Text.Substring(start + 1, close - start - 1);
        bool wholeTail = string.IsNullOrWhiteSpace(tail.Text.Substring(close + 1));
        if (!wholeTail && quoted.Length > 0 && IsProgram(quoted))
        {
            return tail;
        }

        int last = tail.Text.LastIndexOf('"');
        MappedText.Builder kept = new();
        for (int i = start + 1; i < tail.Length; i++)
        {
            if (i != last)
            {
                kept.Append(tail, i);
            }
        }

        return kept.Take();
    }

    private static bool IsProgram(string quoted)
    {
        bool hasSpace = quoted.IndexOfAny([' ', '\t']) >= 0;
        bool isPath = quoted.Length > 2 && (quoted[1] == ':' || quoted[0] is '%' or '\\');
        return !hasSpace || (isPath && quoted.EndsWith(".exe", StringComparison.OrdinalIgnoreCase)
            && quoted.IndexOf(" /", StringComparison.Ordinal) < 0);
    }
}
