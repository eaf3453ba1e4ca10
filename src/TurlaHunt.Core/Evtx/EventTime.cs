using System;

namespace TurlaHunt.Evtx;

/// <summary>FILETIMEs, 100 ns since 1601-01-01 UTC, as times of kind UTC.</summary>
internal static class EventTime
{
    /// <summary>Where counting begins; Windows shows it for a time that was never set.</summary>
    public static DateTime Unset { get; } = new(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Converts a FILETIME without losing its 100 ns; false where no calendar holds it.</summary>
    public static bool TryFromFileTime(long fileTime, out DateTime time)
    {
        if (fileTime < 0 || fileTime > DateTime.MaxValue.Ticks - Unset.Ticks)
        {
            time = Unset;
            return false;
        }

        time = Unset.AddTicks(fileTime);
        return true;
    }
}
