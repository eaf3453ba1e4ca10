using System;
using System.Globalization;
using System.IO;

namespace TurlaHunt.Visibility;

/// <summary>How the sentences of reasons show times, numbers and files.</summary>
internal static class VisibilityText
{
    public static string Time(DateTime? time) => time?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "an unknown time";

    public static string Time(long ticks) => Time(ToTime(ticks));

    public static DateTime? ToTime(long ticks) => ticks == 0 ? null : new DateTime(ticks, DateTimeKind.Utc);

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number with what it counts, in the singular where it is one.</summary>
    public static string Count(long number, string one, string many) => $"{Number(number)} {(number == 1 ? one : many)}";

    /// <summary>A span from one time to another; one time where both are the same.</summary>
    public static string Span(DateTime? first, DateTime? last) =>
        first == last ? $"at {Time(first)}" : $"between {Time(first)} and {Time(last)}";

    public static string File(string path) => Path.GetFileName(path);

    /// <summary>A share as whole per cent, but neither none nor all where it is not.</summary>
    public static string Share(long part, long whole)
    {
        double percent = 100.0 * part / whole;
        return percent switch
        {
            < 1 => "less than 1 %",
            > 99 and < 100 => "more than 99 %",
            _ => Math.Round(percent).ToString(CultureInfo.InvariantCulture) + " %",
        };
    }

    public static string Duration(TimeSpan span)
    {
        TimeSpan length = span.Duration();
        return length.TotalDays >= 2 ? $"{Number((long)length.TotalDays)} days"
            : length.TotalHours >= 2 ? $"{Number((long)length.TotalHours)} hours"
            : length.TotalMinutes >= 2 ? $"{Number((long)length.TotalMinutes)} minutes"
            : $"{Number((long)length.TotalSeconds)} seconds";
    }
}
