namespace TurlaHunt.Auditing.Stores.Live;

/// <summary>The settings of a log, by the numbers of EVT_CHANNEL_CONFIG_PROPERTY_ID (winevt.h).</summary>
internal enum ChannelProperty
{
    /// <summary>Whether it records.</summary>
    Enabled = 0,

    /// <summary>Whether old events stay when it is full.</summary>
    Retention = 6,

    /// <summary>Whether it is put aside when it is full.</summary>
    AutoBackup = 7,

    /// <summary>How many bytes it may grow to.</summary>
    MaxSize = 8,
}
