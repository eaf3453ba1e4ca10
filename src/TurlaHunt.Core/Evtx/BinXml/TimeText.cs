using System;

namespace TurlaHunt.Evtx.BinXml;

/// <summary>Times as ASCII, as Windows writes them into an event's XML.</summary>
internal static class TimeText
{
    /// <summary>The most that is written here.</summary>
    public const int MaxLength = 32;

    /// <summary>Writes a FILETIME with its seven digits; one that no calendar holds as its number.</summary>
    /// <returns>How many characters were written.</returns>
    public static int WriteFileTime(long fileTime, Span<byte> target)
    {
        return EventTime.TryFromFileTime(fileTime, out DateTime time)
            ? Write(time, target)
            : HexDigits.WriteNumber(unchecked((ulong)fileTime), target);
    }

    /// <summary>Writes a time in UTC with its seven digits.</summary>
    /// <returns>How many characters were written.</returns>
    public static int Write(DateTime time, Span<byte> target)
    {
        WriteDate(time.Year, time.Month, time.Day, target);
        WriteClock(time.Hour, time.Minute, time.Second, target);
        Digits((int)(time.Ticks % TimeSpan.TicksPerSecond), target.Slice(20, 7));
        target[27] = (byte)'Z';
        return 28;
    }

    /// <summary>Writes a SYSTEMTIME field by field, so that nonsense stays visible; one of zeros as the time that was never set.</summary>
    /// <param name="fields">Year, month, weekday, day, hour, minute, second, millisecond.</param>
    /// <param name="target">Where it is written.</param>
    /// <returns>How many characters were written.</returns>
    public static int WriteSystemTime(ReadOnlySpan<ushort> fields, Span<byte> target)
    {
        bool isUnset = System.Runtime.InteropServices.MemoryMarshal.AsBytes(fields).IndexOfAnyExceptZero() < 0;
        int written = Field(isUnset ? 1601 : fields[0], 4, target);
        written += Field(isUnset ? 1 : fields[1], 2, '-', target.Slice(written));
        written += Field(isUnset ? 1 : fields[3], 2, '-', target.Slice(written));
        written += Field(fields[4], 2, 'T', target.Slice(written));
        written += Field(fields[5], 2, ':', target.Slice(written));
        written += Field(fields[6], 2, ':', target.Slice(written));
        written += Field(fields[7], 3, '.', target.Slice(written));
        target[written] = (byte)'Z';
        return written + 1;
    }

    private static void WriteDate(int year, int month, int day, Span<byte> target)
    {
        Digits(year, target.Slice(0, 4));
        target[4] = target[7] = (byte)'-';
        Digits(month, target.Slice(5, 2));
        Digits(day, target.Slice(8, 2));
        target[10] = (byte)'T';
    }

    private static void WriteClock(int hour, int minute, int second, Span<byte> target)
    {
        Digits(hour, target.Slice(11, 2));
        target[13] = target[16] = (byte)':';
        Digits(minute, target.Slice(14, 2));
        Digits(second, target.Slice(17, 2));
        target[19] = (byte)'.';
    }

    private static int Field(int number, int digits, char separator, Span<byte> target)
    {
        target[0] = (byte)separator;
        return 1 + Field(number, digits, target.Slice(1));
    }

    // A field may hold up to 65535, whatever its usual number of digits.
    private static int Field(int number, int digits, Span<byte> target)
    {
        int length = digits;
        while (length < 5 && number >= PowerOfTen(length))
        {
            length++;
        }

        Digits(number, target.Slice(0, length));
        return length;
    }

    private static int PowerOfTen(int exponent) => exponent switch
    {
        2 => 100,
        3 => 1000,
        _ => 10000,
    };

    private static void Digits(int number, Span<byte> target)
    {
        for (int i = target.Length - 1; i >= 0; i--)
        {
            target[i] = (byte)('0' + (number % 10));
            number /= 10;
        }
    }
}
