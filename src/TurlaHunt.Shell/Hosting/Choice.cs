using System;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation.Host;

namespace TurlaHunt.Shell.Hosting;

/// <summary>
/// Choices are labelled like "&amp;Yes": the letter after the ampersand chooses, and so does the whole label.
/// </summary>
internal static class Choice
{
    internal static string KeyOf(ChoiceDescription choice)
    {
        int mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length
            ? char.ToUpperInvariant(choice.Label[mark + 1]).ToString()
            : LabelOf(choice);
    }

    internal static int Find(Collection<ChoiceDescription> choices, string answer)
    {
        for (int i = 0; i < choices.Count; i++)
        {
            if (string.Equals(answer, KeyOf(choices[i]), StringComparison.OrdinalIgnoreCase)
                || string.Equals(answer, LabelOf(choices[i]), StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    internal static string Menu(Collection<ChoiceDescription> choices, int defaultChoice)
    {
        string all = string.Join("  ", choices.Select(choice => $"[{KeyOf(choice)}] {LabelOf(choice)}"));
        string preset = defaultChoice >= 0 ? $" (default is \"{KeyOf(choices[defaultChoice])}\")" : "";
        return $"{all}  [?] Help{preset}: ";
    }

    private static string LabelOf(ChoiceDescription choice) => choice.Label.Replace("&", "", StringComparison.Ordinal);
}
