namespace TurlaHunt.Auditing.Stores.Live;

/// <summary>What Windows tells of the settings of logs: the calls, and nothing that is made of their answers.</summary>
internal interface IChannelApi
{
    /// <summary>Reads the settings of a log (EvtGetChannelConfigProperty).</summary>
    /// <returns>An error code; 0 for none.</returns>
    int Read(string channel, out ChannelSettings? settings);
}
