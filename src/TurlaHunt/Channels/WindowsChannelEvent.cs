using System;
using TurlaHunt.Events.Channels;
using WindowsEvent = System.Diagnostics.Eventing.Reader.EventRecord;

namespace TurlaHunt.Commands;

/// <summary>An event as the framework's reader gives it. What costs little is asked for at once, when any of it is.</summary>
#if NET
[System.Runtime.Versioning.SupportedOSPlatform("windows")]
#endif
internal sealed class WindowsChannelEvent(WindowsEvent given, WindowsChannelSession session, string logName) : ChannelEvent
{
    private Facts? _facts;

    /// <inheritdoc/>
    public override int Id => Known.Id;

    /// <inheritdoc/>
    public override int? Version => Known.Version;

    /// <inheritdoc/>
    public override string? ProviderName => Known.ProviderName;

    /// <inheritdoc/>
    public override DateTime? TimeCreated => Known.TimeCreated;

    /// <inheritdoc/>
    public override long RecordId => Known.RecordId;

    /// <inheritdoc/>
    public override string? LogName => Known.LogName;

    /// <inheritdoc/>
    public override string? MachineName => Known.MachineName;

    private Facts Known => _facts ??= session.Try(Read, logName);

    /// <inheritdoc/>
    public override ChannelPlace Place => session.Try(() => WindowsChannelSession.PlaceOf(given.Bookmark, logName), logName);

    /// <inheritdoc/>
    public override string ToXml() => session.Try(given.ToXml, logName);

    // The reader gives local time.
    private Facts Read() => new(
        given.Id, given.Version, given.ProviderName, given.TimeCreated?.ToUniversalTime(), given.RecordId ?? 0, given.LogName, given.MachineName);

    private sealed record Facts(
        int Id, int? Version, string? ProviderName, DateTime? TimeCreated, long RecordId, string? LogName, string? MachineName);
}
