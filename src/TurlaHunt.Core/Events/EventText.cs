using System;
using System.Globalization;

namespace TurlaHunt.Events;

/// <summary>The texts of an event as numbers, times and GUIDs; null where they are none.</summary>
internal static class EventText
{
    private static readonly string[] TimeFormats =
    [
        // Seven digits in Windows 10 and later, nine before, none where a writer had none; a DateTime holds seven.
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
        "yyyy-MM-dd HH:mm:ss.FFFFFFF",
    ];

    /// <summary>The text, or null where Windows wrote that there is none: nothing, blanks or a dash.</summary>
    public static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) || text == "-" ? null : text;

    /// <summary>A number, decimal or with <c>0x</c>; unsigned 64-bit numbers keep their bits.</summary>
    public static long? ToInt64(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (text!.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return ulong.TryParse(text.Substring(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong hex)
                ? unchecked((long)hex)
                : null;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            return number;
        }

        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong large)
            ? unchecked((long)large)
            : null;
    }

    /// <summary>A GUID, with braces or without.</summary>
    public static Guid? ToGuid(string? text) => Guid.TryParse(text, out Guid guid) ? guid : null;

    /// <summary>A time in UTC. Null for one that was never set, which Windows writes as 1601-01-01.</summary>
    public static DateTime? ToTime(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        // Digits past the seventh are below what FILETIMEs count and always zero.
        int point = text!.IndexOf('.');
        if (point >= 0 && text.Length - point > 9 && text[text.Length - 1] == 'Z')
        {
            text = text.Substring(0, point + 8) + "Z";
        }

        bool isTime = DateTime.TryParseExact(
            text,
            TimeFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTime time);
        return isTime && time != Evtx.EventTime.Unset ? time : null;
    }
}
