using TurlaHunt.Events.Channels;

namespace TurlaHunt.Commands;

/// <summary>The event log service of Windows, here and on other computers.</summary>
#if NET
[System.Runtime.Versioning.SupportedOSPlatform("windows")]
#endif
internal sealed class WindowsChannels : IChannelReader
{
    /// <inheritdoc/>
    public IChannelSession Connect(ChannelHost host) => new WindowsChannelSession(host);
}
