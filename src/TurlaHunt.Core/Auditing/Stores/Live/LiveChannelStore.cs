using TurlaHunt.Native;

namespace TurlaHunt.Auditing.Stores.Live;

/// <summary>
/// The settings of logs on the computer that this runs on. They are asked for and not read from the registry: what was written
/// there takes effect only when the event log reads it.
/// </summary>
/// <param name="api">What Windows tells of them.</param>
/// <param name="registry">The registry, where a policy for the size is seen.</param>
internal sealed class LiveChannelStore(IChannelApi api, IRegistryStore registry) : IChannelStore
{
    private const string Artefact = "EvtGetChannelConfigProperty";

    /// <inheritdoc/>
    public Reading<ChannelSettings> Read(string channel)
    {
        int error = api.Read(channel, out ChannelSettings? settings);
        return error switch
        {
            WindowsError.None => new Reading<ChannelSettings>(
                ReadingState.Found,
                settings! with { SizeByPolicy = registry.ReadValue(RegistryChannelStore.Policies + channel, "MaxSize").Value is not null },
                Artefact),
            WindowsError.ChannelNotFound => new Reading<ChannelSettings>(ReadingState.Absent, null, Artefact),
            _ => Readings.Unknown<ChannelSettings>(Artefact, WindowsError.Describe(Artefact, error)),
        };
    }
}
