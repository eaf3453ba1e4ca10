using TurlaHunt.Auditing.Stores;

namespace TurlaHunt.Auditing.Repairs;

/// <summary>Changes the settings of the logs of the computer that this runs on.</summary>
internal interface IChannelWriter
{
    /// <summary>Changes settings of a log: those that are not null.</summary>
    /// <returns>An error code; 0 for none.</returns>
    int Write(string channel, ChannelSettings settings);
}
