namespace TurlaHunt.Auditing.Stores;

/// <summary>Where the settings of logs are read.</summary>
internal interface IChannelStore
{
    /// <summary>Reads the settings of a log. Absent where the computer has no such log.</summary>
    Reading<ChannelSettings> Read(string channel);
}
