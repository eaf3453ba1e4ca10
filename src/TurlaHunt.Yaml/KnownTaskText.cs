using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using TurlaHunt.KnownGood;

namespace TurlaHunt.Yaml;

/// <summary>Changes the text of a list line by line, so that all other lines stay as somebody wrote them.</summary>
internal static class KnownTaskText
{
    /// <summary>The text with entries at its end.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tasks">The entries.</param>
    /// <param name="indent">How far the dashes of the others stand from the margin.</param>
    public static string Append(string text, IEnumerable<KnownTask> tasks, int indent)
    {
        string end = text.Contains("\r\n") ? "\r\n" : "\n";
        StringBuilder result = new(text);
        if (text.Length > 0 && text[text.Length - 1] != '\n')
        {
            result.Append(end);
        }

        string margin = new(' ', indent);
        foreach (string line in tasks.SelectMany(LinesOf))
        {
            result.Append(margin).Append(line).Append(end);
        }

        return result.ToString();
    }

    /// <summary>The text without the lines of some entries.</summary>
    public static string Cut(string text, IEnumerable<KnownTaskEntry> entries)
    {
        HashSet<int> gone = [.. entries.SelectMany(entry => Enumerable.Range(entry.FirstLine, Math.Max(0, entry.LastLine - entry.FirstLine + 1)))];
        StringBuilder result = new(text.Length);
        int number = 1;
        for (int start = 0; start < text.Length; number++)
        {
            int next = text.IndexOf('\n', start);
            int end = next < 0 ? text.Length : next + 1;
            if (!gone.Contains(number))
            {
                result.Append(text, start, end - start);
            }

            start = end;
        }

        return result.ToString();
    }

    private static IEnumerable<string> LinesOf(KnownTask task)
    {
        yield return $"- name: {Quote(task.Name)}";
        yield return "  actions:";
        foreach (KnownAction action in task.Parts)
        {
            string dash = "  - ";
            foreach ((string key, string? value) in action.Values)
            {
                if (value is not null)
                {
                    yield return $"{dash}{key}: {Quote(value)}";
                    dash = "    ";
                }
            }
        }

        if (task.RunAs is not null)
        {
            yield return $"  runAs: {Quote(task.RunAs)}";
        }

        if (task.Author is not null)
        {
            yield return $"  author: {Quote(task.Author)}";
        }

        yield return $"  reason: {Quote(task.Reason)}";
        yield return $"  owner: {Quote(task.Owner)}";
        if (task.Expires is DateTime expires)
        {
            yield return $"  expires: {expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
        }
    }

    // In single quotes all stands for itself but the quote; what is no ordinary letter is better seen as a number.
    private static string Quote(string text)
    {
        if (text.All(letter => letter is >= ' ' and <= '~' || char.IsLetterOrDigit(letter)))
        {
            return $"'{text.Replace("'", "''")}'";
        }

        StringBuilder result = new("\"");
        foreach (char letter in text)
        {
            bool isPlain = (letter is >= ' ' and <= '~' || char.IsLetterOrDigit(letter) || char.IsSurrogate(letter)) && letter is not ('"' or '\\');
            result.Append(isPlain ? letter.ToString() : FormattableString.Invariant($"\\u{(int)letter:X4}"));
        }

        return result.Append('"').ToString();
    }
}
