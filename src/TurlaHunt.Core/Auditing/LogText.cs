using System;
using System.Globalization;
using TurlaHunt.Auditing.Stores;

namespace TurlaHunt.Auditing;

/// <summary>Settings of logs in words.</summary>
internal static class LogText
{
    /// <summary>How many bytes a MiB has.</summary>
    public const long Mebibyte = 1 << 20;

    private const string Unit = " MiB";

    /// <summary>A size in MiB.</summary>
    public static string Size(long bytes) => (bytes / (double)Mebibyte).ToString("0.#", CultureInfo.InvariantCulture) + Unit;

    /// <summary>
    /// The bytes of a size that <see cref="Size"/> wrote; null where the text is none. It has one digit of a fraction: so that it is never less
    /// than what it was of, a fraction counts as a whole MiB.
    /// </summary>
    public static long? SizeOf(string text) =>
        text.EndsWith(Unit, StringComparison.Ordinal)
            && decimal.TryParse(text.Substring(0, text.Length - Unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal size)
            && size <= long.MaxValue / Mebibyte / 2
                ? (long)Math.Ceiling(size) * Mebibyte
                : null;

    /// <summary>What becomes of old events.</summary>
    public static string Describe(ChannelRetention retention) => retention switch
    {
        ChannelRetention.Overwrite => "old events overwritten",
        ChannelRetention.Archive => "archived when full",
        _ => "new events lost when full",
    };
}
