namespace TurlaHunt.Auditing.Repairs;

/// <summary>What changes settings of the computer that this runs on.</summary>
internal interface IComputerWriter
{
    /// <summary>Writes to its registry.</summary>
    IRegistryWriter Registry { get; }

    /// <summary>Sets its audit policy.</summary>
    IAuditPolicyWriter AuditPolicy { get; }

    /// <summary>Changes its logs.</summary>
    IChannelWriter Channels { get; }

    /// <summary>Changes the rules of its firewall.</summary>
    IFirewallWriter Firewall { get; }

    /// <summary>Gives the folder for journals that nobody named a place for.</summary>
    /// <exception cref="RepairJournalException">There can be none.</exception>
    string OpenJournalFolder();
}
