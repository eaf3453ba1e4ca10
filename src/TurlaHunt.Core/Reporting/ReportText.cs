using System;
using System.Globalization;
using System.Text;

namespace TurlaHunt.Reporting;

/// <summary>Values as reports show them.</summary>
internal static class ReportText
{
    /// <summary>A time in UTC as ISO 8601 with all its digits; nothing for no time.</summary>
    public static string Iso(DateTime? time) => time?.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A time in UTC for people, to the second.</summary>
    public static string Time(DateTime? time) => time?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    /// <summary>
    /// Log content that cannot hide anything: line ends, control characters and those that turn the direction of writing or
    /// have no width stand as <c>\uHHHH</c>, as do halves of surrogate pairs.
    /// </summary>
    public static string Visible(string? text)
    {
        if (text is null)
        {
            return "";
        }

        StringBuilder? shown = null;
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            if (!isPair && IsHiding(text[i]))
            {
                shown ??= new StringBuilder(text, 0, i, text.Length + 16);
                shown.Append("\\u").Append(((int)text[i]).ToString("X4", CultureInfo.InvariantCulture));
                continue;
            }

            shown?.Append(text[i]);
            if (isPair)
            {
                shown?.Append(text[++i]);
                i += shown is null ? 1 : 0;
            }
        }

        return shown?.ToString() ?? text;
    }

    private static bool IsHiding(char character) =>
        char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
