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
    public static string Visible(string? text) => Escape(text ?? "", IsHiding);

    /// <summary>Text in which halves of surrogate pairs stand as <c>\uHHHH</c>, as it cannot be encoded otherwise.</summary>
    public static string WithoutHalves(string text) => Escape(text, char.IsSurrogate);

    // Whole pairs are left as they are.
    private static string Escape(string text, Predicate<char> isEscaped)
    {
        StringBuilder? shown = null;
        for (int i = 0; i < text.Length; i++)
        {
            int length = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 2 : 1;
            if (length == 1 && isEscaped(text[i]))
            {
                shown ??= new StringBuilder(text, 0, i, text.Length + 16);
                shown.Append("\\u").Append(((int)text[i]).ToString("X4", CultureInfo.InvariantCulture));
                continue;
            }

            shown?.Append(text, i, length);
            i += length - 1;
        }

        return shown?.ToString() ?? text;
    }

    private static bool IsHiding(char character) =>
        char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
