using System;
using System.Collections.Generic;
using System.Globalization;

namespace TurlaHunt.Hunting.CommandLines;

/// <summary>
/// The variables that a line sets for itself: <c>set h=…&amp; call net use \\%h%\c$</c>, <c>$h = '…'; net use $h</c>. What stands
/// for them is put in their place, with where it came from, so that a password is blotted out where it is written.
/// </summary>
/// <remarks>
/// A shell expands fewer places than this does. Of the variables of Windows only pieces (<c>%ComSpec:~2,1%</c>) are put in:
/// whole ones hide nothing.
/// </remarks>
internal sealed class ShellVariables
{
    /// <summary>What cmd takes for a line at most; variables of variables end there.</summary>
    private const int LongestExpansion = 8191;

    private const int LongestName = 64;

    private static readonly Dictionary<string, string> OfWindows = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ComSpec"] = @"C:\WINDOWS\system32\cmd.exe",
        ["SystemRoot"] = @"C:\WINDOWS",
        ["windir"] = @"C:\WINDOWS",
        ["SystemDrive"] = "C:",
        ["ProgramFiles"] = @"C:\Program Files",
        ["CommonProgramFiles"] = @"C:\Program Files\Common Files",
        ["ProgramData"] = @"C:\ProgramData",
        ["ALLUSERSPROFILE"] = @"C:\ProgramData",
        ["PUBLIC"] = @"C:\Users\Public",
        ["OS"] = "Windows_NT",
        ["PATHEXT"] = ".COM;.EXE;.BAT;.CMD;.VBS;.VBE;.JS;.JSE;.WSF;.WSH;.MSC",
    };

    private readonly Dictionary<string, MappedText> _values = new(StringComparer.OrdinalIgnoreCase);
    private int _budget = LongestExpansion;

    /// <summary>Puts values in place of variables, and keeps a value that the command sets.</summary>
    public MappedText Expand(MappedText command, ShellDialect dialect)
    {
        bool isPowerShell = dialect == ShellDialect.PowerShell;
        bool mayRefer = _values.Count > 0 || command.Text.Contains(":~");
        MappedText expanded = mayRefer ? Replace(command, isPowerShell) : command;
        if (isPowerShell)
        {
            KeepAssigned(expanded);
        }
        else
        {
            KeepSet(expanded);
        }

        return expanded;
    }

    private void KeepSet(MappedText command)
    {
        string text = command.Text;
        if (text.Length < 6 || !text.StartsWith("set", StringComparison.OrdinalIgnoreCase) || !char.IsWhiteSpace(text[3]))
        {
            return;
        }

        int start = SkipSpaces(text, 3);
        int end = text.Length;
        if (start < text.Length && text[start] == '"')
        {
            start++;
            int close = text.LastIndexOf('"');
            end = close >= start ? close : end;
        }

        int equals = text.IndexOf('=', start, end - start);
        if (equals > start && equals - start <= LongestName && text[start] != '/')
        {
            _values[text.Substring(start, equals - start)] = command.Slice(equals + 1, end - equals - 1);
        }
    }

    // Anywhere in the command: PowerShell's own switches may stand before its first one.
    private void KeepAssigned(MappedText command)
    {
        string text = command.Text;
        for (int at = text.IndexOf('$'); at >= 0; at = text.IndexOf('$', at + 1))
        {
            int end = NameEnd(text, at + 1);
            int equals = SkipSpaces(text, end);
            if (end > at + 1 && equals < text.Length && text[equals] == '=')
            {
                _values[text.Substring(at, end - at)] = command.Slice(SkipSpaces(text, equals + 1));
                return;
            }
        }
    }

    private MappedText Replace(MappedText command, bool isPowerShell)
    {
        MappedText.Builder result = new();
        string text = command.Text;
        int i = 0;
        while (i < text.Length)
        {
            int next = isPowerShell ? ReplaceDollar(command, i, result) : ReplaceMarked(command, i, result);
            if (next == i)
            {
                result.Append(command, i++);
            }
            else
            {
                i = next;
            }
        }

        return result.Take();
    }

    private int ReplaceDollar(MappedText command, int at, MappedText.Builder result)
    {
        if (command[at] != '$')
        {
            return at;
        }

        int end = NameEnd(command.Text, at + 1);
        return _values.TryGetValue(command.Text.Substring(at, end - at), out MappedText? value) && Append(value, result) ? end : at;
    }

    // %name%, !name!, %name:~2,3%, %name:a=b%; Sysmon writes two percent signs for one.
    private int ReplaceMarked(MappedText command, int at, MappedText.Builder result)
    {
        string text = command.Text;
        char mark = text[at];
        if (mark is not ('%' or '!'))
        {
            return at;
        }

        int start = at;
        while (start < text.Length && text[start] == mark && start - at < 2)
        {
            start++;
        }

        int limit = Math.Min(text.Length, start + (2 * LongestName));
        int close = text.IndexOf(mark, start, limit - start);
        if (close <= start)
        {
            return at;
        }

        string reference = text.Substring(start, close - start);
        int colon = reference.IndexOf(':');
        string name = colon < 0 ? reference : reference.Substring(0, colon);
        MappedText? value = _values.TryGetValue(name, out MappedText? own) ? own
            : colon > 0 && OfWindows.TryGetValue(name, out string? known) ? At(known, command.Origin(start)) : null;
        if (value is null || !Append(colon < 0 ? value : Changed(value, reference.Substring(colon + 1)), result))
        {
            return at;
        }

        int end = close + 1;
        return start - at == 2 && end < text.Length && text[end] == mark ? end + 1 : end;
    }

    private bool Append(MappedText value, MappedText.Builder result)
    {
        if (value.Length > _budget)
        {
            return false;
        }

        _budget -= value.Length;
        for (int i = 0; i < value.Length; i++)
        {
            result.Append(value, i);
        }

        return true;
    }

    private static MappedText Changed(MappedText value, string change)
    {
        if (change.Length > 0 && change[0] == '~')
        {
            string[] numbers = change.Substring(1).Split(',');
            int start = Number(numbers[0], 0);
            start = Math.Max(0, Math.Min(value.Length, start < 0 ? value.Length + start : start));
            int length = numbers.Length > 1 ? Number(numbers[1], 0) : value.Length;
            int end = length < 0 ? value.Length + length : (int)Math.Min(value.Length, (long)start + length);
            return value.Slice(start, Math.Max(0, end - start));
        }

        int equals = change.IndexOf('=');
        return equals > 0 ? Substituted(value, change.Substring(0, equals), change.Substring(equals + 1)) : value;
    }

    private static MappedText Substituted(MappedText value, string from, string to)
    {
        MappedText.Builder result = new();
        int i = 0;
        while (i < value.Length)
        {
            if (string.Compare(value.Text, i, from, 0, from.Length, StringComparison.OrdinalIgnoreCase) != 0)
            {
                result.Append(value, i++);
                continue;
            }

            foreach (char c in to)
            {
                result.Append(c, value.Origin(i));
            }

            i += from.Length;
        }

        return result.Take();
    }

    private static MappedText At(string text, int origin)
    {
        MappedText.Builder result = new();
        foreach (char c in text)
        {
            result.Append(c, origin);
        }

        return result.Take();
    }

    private static int Number(string text, int otherwise) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out int number)
            ? number
            : otherwise;

    private static int SkipSpaces(string text, int start)
    {
        while (start < text.Length && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        return start;
    }

    private static int NameEnd(string text, int start)
    {
        int end = start;
        while (end < text.Length && end - start < LongestName && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or ':'))
        {
            end++;
        }

        return end;
    }
}
