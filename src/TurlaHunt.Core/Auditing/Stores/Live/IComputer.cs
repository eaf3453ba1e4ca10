namespace TurlaHunt.Auditing.Stores.Live;

/// <summary>What the computer that this runs on tells of itself. Nothing here can write.</summary>
internal interface IComputer
{
    /// <summary>Its registry.</summary>
    IRegistryStore Registry { get; }

    /// <summary>Its audit policy.</summary>
    IAuditPolicyApi AuditPolicy { get; }

    /// <summary>The settings of its logs.</summary>
    IChannelApi Channels { get; }

    /// <summary>The folder where it keeps the policies that were applied to it; null for none.</summary>
    string? PolicyFolder { get; }

    /// <summary>The folder where it keeps its logs; null for none.</summary>
    string? LogFolder { get; }
}
