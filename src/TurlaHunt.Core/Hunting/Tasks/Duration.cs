using System;

namespace TurlaHunt.Hunting.Tasks;

/// <summary>Lengths of time in words.</summary>
internal static class Duration
{
    /// <summary>Its two largest units at most, such as "2 minutes" or "1 hour 5 minutes".</summary>
    public static string Text(TimeSpan time)
    {
        time = time.Duration();
        return time switch
        {
            { TotalSeconds: < 1 } => Count((int)time.TotalMilliseconds, "millisecond"),
            { TotalMinutes: < 1 } => Count((int)time.TotalSeconds, "second"),
            { TotalHours: < 1 } => Join(time.Minutes, "minute", time.Seconds, "second"),
            { TotalDays: < 1 } => Join(time.Hours, "hour", time.Minutes, "minute"),
            _ => Join(time.Days, "day", time.Hours, "hour"),
        };
    }

    private static string Join(int count, string unit, int rest, string smaller) =>
        rest == 0 ? Count(count, unit) : $"{Count(count, unit)} {Count(rest, smaller)}";

    private static string Count(int count, string unit) => FormattableString.Invariant($"{count} {unit}{(count == 1 ? "" : "s")}");
}
