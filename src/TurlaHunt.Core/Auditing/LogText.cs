using System.Globalization;
using TurlaHunt.Auditing.Stores;

namespace TurlaHunt.Auditing;

/// <summary>Settings of logs in words.</summary>
internal static class LogText
{
    /// <summary>How many bytes a MiB has.</summary>
    public const long Mebibyte = 1 << 20;

    /// <summary>A size in MiB.</summary>
    public static string Size(long bytes) => (bytes / (double)Mebibyte).ToString("0.#", CultureInfo.InvariantCulture) + " MiB";

    /// <summary>What becomes of old events.</summary>
    public static string Describe(ChannelRetention retention) => retention switch
    {
        ChannelRetention.Overwrite => "old events overwritten",
        ChannelRetention.Archive => "archived when full",
        _ => "new events lost when full",
    };
}
