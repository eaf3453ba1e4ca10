using System.Collections.Generic;

namespace TurlaHunt.Hunting.CommandLines;

/// <summary>Splits a line into its commands as the shell would, in one pass.</summary>
internal sealed class ShellLexer
{
    /// <summary>Bounds each look ahead, so that no input makes the pass quadratic.</summary>
    private const int LookAhead = 128;

    private readonly MappedText _source;
    private readonly ShellDialect _dialect;
    private readonly char _escape;
    private readonly MappedText.Builder _current = new();
    private readonly List<MappedText> _redirections = [];
    private readonly List<ShellSegment> _segments = [];
    private int _wordStart;
    private int _depth;
    private int _at;

    private ShellLexer(MappedText source, ShellDialect dialect)
    {
        _source = source;
        _dialect = dialect;
        _escape = dialect == ShellDialect.PowerShell ? '`' : '^';
    }

    public static List<ShellSegment> Split(MappedText source, ShellDialect dialect)
    {
        ShellLexer lexer = new(source, dialect);
        lexer.Run();
        return lexer._segments;
    }

    internal static bool IsQuote(char c, ShellDialect dialect) =>
        c == '"' || (c == '\'' && dialect == ShellDialect.PowerShell);

    private void Run()
    {
        char quote = '\0';
        for (_at = 0; _at < _source.Length; _at++)
        {
            char c = _source[_at];
            if (quote != '\0')
            {
                bool escaped = c == '`' && quote == '"' && _dialect == ShellDialect.PowerShell && HasNext;
                Keep(escaped ? ++_at : _at);
                quote = !escaped && c == quote ? '\0' : quote;
            }
            else if (c == _escape)
            {
                if (HasNext)
                {
                    Keep(++_at);
                }
            }
            else if (IsQuote(c, _dialect))
            {
                quote = c;
                Keep(_at);
            }
            else if (!TryOperator(c))
            {
                Keep(_at);
                _wordStart = char.IsWhiteSpace(c) ? _current.Length : _wordStart;
            }
        }

        EndSegment();
    }

    private bool HasNext => _at + 1 < _source.Length;

    private void Keep(int index) => _current.Append(_source, index);

    private bool TryOperator(char c)
    {
        switch (c)
        {
            case '|' when !BelongsToWord(c):
                EndSegment();
                if (_segments.Count > 0)
                {
                    // Of two signs, which mean "or else", the second takes it back.
                    _segments[_segments.Count - 1].IsPiped = _at == 0 || _source[_at - 1] != '|';
                }

                return true;
            case '&' when !BelongsToWord(c):
            case ';' when _dialect == ShellDialect.PowerShell:
            case '\r' or '\n' when _dialect == ShellDialect.PowerShell || VerbFollows(_at + 1):
                EndSegment();
                return true;
            case '(' or '{' when Opens(c):
                _depth++;
                EndSegment();
                return true;
            case ')' or '}' when Closes(c):
                _depth--;
                EndSegment();
                return true;
            case '<' or '>' when !BelongsToWord(c):
                return TryRedirection(c);
            default:
                return false;
        }
    }

    /// <summary>
    /// Outside a shell, <c>P@ss&amp;word</c> is one argument. A known command after the sign, or a path or switch before
    /// it, says that the line is a chain after all.
    /// </summary>
    private bool BelongsToWord(char c)
    {
        if (_dialect != ShellDialect.Loose || _wordStart >= _current.Length)
        {
            return false;
        }

        int next = _at + 1;
        while (next < _source.Length && _source[next] == c && next - _at < LookAhead)
        {
            next++;
        }

        if (next >= _source.Length || char.IsWhiteSpace(_source[next]) || VerbFollows(next)
            || (c == '>' && NulFollows(next)))
        {
            return false;
        }

        char first = _current[_wordStart];
        if (first == '"' && _wordStart + 1 < _current.Length)
        {
            first = _current[_wordStart + 1];
        }

        return first is not ('\\' or '/') && !IsHandle();
    }

    private bool NulFollows(int index) =>
        string.Compare(_source.Text, index, "nul", 0, 3, System.StringComparison.OrdinalIgnoreCase) == 0
        && (index + 3 == _source.Length || char.IsWhiteSpace(_source[index + 3]));

    private bool VerbFollows(int index)
    {
        int limit = System.Math.Min(_source.Length, index + LookAhead);
        while (index < limit && (char.IsWhiteSpace(_source[index]) || _source[index] is '(' or '@' or '"'))
        {
            index++;
        }

        int start = index;
        while (index < limit && (char.IsLetterOrDigit(_source[index]) || @"\:.%_-^".Holds(_source[index])))
        {
            index++;
        }

        string word = _source.Text.Substring(start, index - start).Replace("^", string.Empty);
        return ProgramNames.IsVerb(ProgramNames.Of(word));
    }

    // In cmd a parenthesis groups only where a command may start; elsewhere it is text, also of a password.
    private bool Opens(char c)
    {
        if (c == '{')
        {
            return _dialect == ShellDialect.PowerShell;
        }

        bool atWordStart = _wordStart >= _current.Length;
        if (_dialect == ShellDialect.PowerShell)
        {
            return atWordStart || "=$,@(!".Holds(_current[_current.Length - 1]);
        }

        int start = 0;
        while (start < _current.Length && IsLead(_current[start]))
        {
            start++;
        }

        return start == _current.Length || (atWordStart && StartsWithBlockWord(start));
    }

    private bool Closes(char c)
    {
        if (_depth == 0 || (c == '}' && _dialect != ShellDialect.PowerShell))
        {
            return false;
        }

        bool glued = _wordStart < _current.Length && HasNext && char.IsLetterOrDigit(_source[_at + 1]);
        return !glued;
    }

    private bool StartsWithBlockWord(int start)
    {
        foreach (string word in new[] { "if", "for", "else", "do" })
        {
            int end = start + word.Length;
            if (end >= _current.Length || !char.IsWhiteSpace(_current[end]))
            {
                continue;
            }

            int matched = 0;
            while (matched < word.Length && char.ToLowerInvariant(_current[start + matched]) == word[matched])
            {
                matched++;
            }

            if (matched == word.Length)
            {
                return true;
            }
        }

        return false;
    }

    internal static bool IsLead(char c) => char.IsWhiteSpace(c) || c is ',' or ';' or '=' or '@' or '(';

    private bool IsHandle() =>
        _current.Length == _wordStart + 1 && char.IsDigit(_current[_wordStart]);

    private bool TryRedirection(char c)
    {
        // <password_here> is how reports and manuals print a secret, not a redirection.
        if (c == '<' && TryPlaceholder())
        {
            return true;
        }

        if (IsHandle())
        {
            _current.Truncate(_wordStart);
        }

        int i = _at + 1;
        while (i < _source.Length && _source[i] == c)
        {
            i++;
        }

        if (i < _source.Length && _source[i] == '&')
        {
            i++;
            while (i < _source.Length && (char.IsDigit(_source[i]) || _source[i] == '-'))
            {
                i++;
            }
        }
        else
        {
            i = TakeFile(i);
        }

        _current.Append(' ', _source.Origin(_at));
        _wordStart = _current.Length;
        _at = i - 1;
        return true;
    }

    private int TakeFile(int i)
    {
        while (i < _source.Length && char.IsWhiteSpace(_source[i]))
        {
            i++;
        }

        MappedText.Builder file = new();
        bool quoted = false;
        for (; i < _source.Length; i++)
        {
            char c = _source[i];
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && (char.IsWhiteSpace(c) || "&|<>)".Holds(c)))
            {
                break;
            }
            else if (quoted || c != _escape)
            {
                file.Append(_source, i);
            }
        }

        if (file.Length > 0)
        {
            _redirections.Add(file.Take());
        }

        return i;
    }

    private bool TryPlaceholder()
    {
        int limit = System.Math.Min(_source.Length, _at + LookAhead);
        int end = _at + 1;
        while (end < limit && !char.IsWhiteSpace(_source[end]) && _source[end] != '>')
        {
            end++;
        }

        bool closed = end < limit && _source[end] == '>' && end > _at + 1
            && (end + 1 == _source.Length || char.IsWhiteSpace(_source[end + 1]) || "\"'&|);}".Holds(_source[end + 1]));
        for (; closed && _at < end; _at++)
        {
            Keep(_at);
        }

        if (closed)
        {
            Keep(_at);
        }

        return closed;
    }

    private void EndSegment()
    {
        _wordStart = 0;
        if (_current.Length > 0 || _redirections.Count > 0)
        {
            _segments.Add(new(_current.Take(), _redirections.ToArray()));
            _redirections.Clear();
        }
    }
}
