namespace TurlaHunt.Auditing.Stores;

/// <summary>Where the firewall's state is read.</summary>
internal interface IFirewallStore
{
    /// <summary>Reads a profile: Domain, Private or Public.</summary>
    Reading<FirewallProfile> Read(string profile);
}
