namespace TurlaHunt.Auditing.Stores;

/// <summary>What becomes of old events when a log is full.</summary>
internal enum ChannelRetention
{
    /// <summary>They are overwritten.</summary>
    Overwrite,

    /// <summary>The log is put aside as a file and begun anew.</summary>
    Archive,

    /// <summary>They stay, and new events are lost.</summary>
    Keep,
}
