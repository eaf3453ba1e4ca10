using System;
using System.IO;

namespace TurlaHunt.Auditing.Stores.Live;

/// <summary>The Windows computer that this runs on.</summary>
internal sealed class WindowsComputer : IComputer
{
    /// <inheritdoc/>
    public IRegistryStore Registry { get; } = new WindowsRegistryStore();

    /// <inheritdoc/>
    public IAuditPolicyApi AuditPolicy { get; } = new LsaAuditPolicyApi();

    /// <inheritdoc/>
    public IChannelApi Channels { get; } = new WevtChannelApi();

    /// <summary>The local policy, and below it (DataStore) those of the domain as they were fetched last.</summary>
    public string? PolicyFolder => Path.Combine(SystemFolder, "GroupPolicy");

    /// <inheritdoc/>
    public string? LogFolder => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.System), "winevt", "Logs");

    // A program of 32 bits finds another folder where it looks for this one.
    private static string SystemFolder => Environment.Is64BitOperatingSystem && !Environment.Is64BitProcess
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.Windows), "Sysnative")
        : Environment.GetFolderPath(Environment.SpecialFolder.System);
}
