namespace TurlaHunt.Auditing.Repairs.Windows;

/// <summary>What changes settings of the Windows computer that this runs on.</summary>
internal sealed class WindowsWriter : IComputerWriter
{
    /// <inheritdoc/>
    public IRegistryWriter Registry { get; } = new WindowsRegistryWriter();

    /// <inheritdoc/>
    public IAuditPolicyWriter AuditPolicy { get; } = new LsaAuditPolicyWriter();

    /// <inheritdoc/>
    public IChannelWriter Channels { get; } = new WevtChannelWriter();

    /// <inheritdoc/>
    public IFirewallWriter Firewall { get; } = new ComFirewallWriter();

    /// <inheritdoc/>
    public string OpenJournalFolder() => JournalFolder.Open();
}
