namespace TurlaHunt.Auditing.Stores;

/// <summary>What becomes of old events, by the two numbers that Windows keeps for it.</summary>
internal static class ChannelRetentions
{
    /// <summary>What two numbers mean.</summary>
    /// <param name="keep">Retention: 0 overwrites.</param>
    /// <param name="archive">AutoBackupLogFiles: other than 0 puts the full log aside.</param>
    public static ChannelRetention Of(ulong keep, ulong archive) =>
        keep == 0 ? ChannelRetention.Overwrite : archive != 0 ? ChannelRetention.Archive : ChannelRetention.Keep;
}
