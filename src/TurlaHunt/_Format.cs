using System;
using System.Collections;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text;

namespace TurlaHunt;

/// <summary>Values as the views show them. Log content is written by attackers too: nothing of it reaches a terminal raw.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Naming", "CA1707", Justification = "The underscore keeps it out of the way of people's own types.")]
public static class _Format
{
    /// <summary>A time in UTC, with the Z that says so.</summary>
    public static string Time(object? value) =>
        Unwrap(value) is DateTime time ? time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "";

    /// <summary>Text in one line, with control characters and line ends made visible.</summary>
    public static string Text(object? value)
    {
        string text = Unwrap(value) switch
        {
            null => "",
            string one => one,
            Array many => string.Join("; ", many.Cast<object?>().Select(Text)),
            object other => LanguagePrimitives.ConvertTo<string>(other),
        };
        return text.Any(IsUnsafe) ? Neutralize(text) : text;
    }

    /// <summary>The values of an event in one line.</summary>
    public static string Data(object? value) =>
        Unwrap(value) is IDictionary data
            ? string.Join("; ", data.Keys.Cast<object>().Select(key => $"{Text(key)}={Text(data[key])}"))
            : Text(value);

    /// <summary>A task in one line: its name, whose it is in the role that is surely his, and what it starts.</summary>
    public static string Task(object? name, object? registrar, object? runAs, object? userContext, object? actions)
    {
        StringBuilder line = new(Text(name));
        Append(line, ", by ", registrar);
        Append(line, ", runs as ", runAs);
        Append(line, ", user context ", userContext);
        Append(line, ": ", actions);
        return line.ToString();
    }

    private static void Append(StringBuilder line, string lead, object? value)
    {
        string text = Text(value);
        if (text.Length > 0)
        {
            line.Append(lead).Append(text);
        }
    }

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    // Besides control characters: marks that turn the direction of text round, which make one name look like another.
    private static bool IsUnsafe(char character) =>
        char.IsControl(character) || character is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200E' or '\u200F';

    private static string Neutralize(string text)
    {
        StringBuilder safe = new(text.Length + 8);
        foreach (char character in text)
        {
            switch (character)
            {
                case '\t':
                    safe.Append(' ');
                    break;
                case '\r':
                    break;
                case '\n':
                    safe.Append('\u21B5');
                    break;
                case < ' ':
                    // The pictures of control characters stand in Unicode in their order.
                    safe.Append((char)(0x2400 + character));
                    break;
                default:
                    safe.Append(IsUnsafe(character) ? '\uFFFD' : character);
                    break;
            }
        }

        return safe.ToString();
    }
}
