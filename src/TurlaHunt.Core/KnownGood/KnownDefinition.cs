using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace TurlaHunt.KnownGood;

/// <summary>
/// What a list of known tasks binds of a task besides its name: every action in its order, the account and the author, without what
/// differs from one computer to the next.
/// </summary>
/// <remarks>
/// As text it is one line that says all of it and can be read back, so that it survives remoting and files:
/// <c>program: 'C:\x.exe', arguments: '/u'; runAs: 'S-1-5-18', author: 'IT'</c>, a group for each action and one for the rest. In
/// a value only the quote is doubled.
/// </remarks>
internal sealed class KnownDefinition(IReadOnlyList<KnownAction> actions, string? runAs, string? author)
{
    /// <summary>No list holds longer ones.</summary>
    public const int LongestText = 32 * 1024;

    public IReadOnlyList<KnownAction> Actions { get; } = actions;

    public string? RunAs { get; } = runAs;

    public string? Author { get; } = author;

    /// <summary>Reads the text of a definition; null where it is none.</summary>
    public static KnownDefinition? Parse(string? text)
    {
        List<KnownAction> actions = [];
        Dictionary<string, string> group = new(StringComparer.Ordinal);
        string? runAs = null;
        string? author = null;
        for (int place = 0; text is not null && place < text.Length; place += 2)
        {
            if (!TryReadValue(text, ref place, out string key, out string value) || group.ContainsKey(key))
            {
                return null;
            }

            group.Add(key, value);
            bool isLast = place == text.Length;
            if (!isLast && (place + 2 >= text.Length || text[place] is not (',' or ';') || text[place + 1] != ' '))
            {
                return null;
            }

            if (isLast || text[place] == ';')
            {
                if (KnownAction.Of(group) is KnownAction action)
                {
                    actions.Add(action);
                }
                else if (!isLast || group.Keys.Any(name => name is not ("runAs" or "author")))
                {
                    return null;
                }
                else
                {
                    group.TryGetValue("runAs", out runAs);
                    group.TryGetValue("author", out author);
                }

                group.Clear();
            }
        }

        return actions.Count == 0 ? null : new KnownDefinition(actions, runAs, author);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string rest = Join([("runAs", RunAs), ("author", Author)]);
        return string.Join("; ", Actions.Select(action => Join(action.Values)).Concat(rest.Length > 0 ? [rest] : []));
    }

    private static string Join(IEnumerable<(string Key, string? Value)> values) => string.Join(
        ", ", values.Where(item => item.Value is not null).Select(item => $"{item.Key}: '{item.Value!.Replace("'", "''")}'"));

    // Afterwards the place is behind the closing quote.
    private static bool TryReadValue(string text, ref int place, out string key, out string value)
    {
        int start = text.IndexOf(": '", place, StringComparison.Ordinal);
        key = start < 0 ? "" : text.Substring(place, start - place);
        value = "";
        if (start < 0)
        {
            return false;
        }

        StringBuilder read = new();
        for (int at = start + 3; at < text.Length; at++)
        {
            if (text[at] == '\'' && (at + 1 == text.Length || text[at + 1] != '\''))
            {
                place = at + 1;
                value = read.ToString();
                return value.Length > 0;
            }

            at += text[at] == '\'' ? 1 : 0;
            read.Append(text[at]);
        }

        return false;
    }
}
