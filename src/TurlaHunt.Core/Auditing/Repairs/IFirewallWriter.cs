using TurlaHunt.Auditing.Stores;

namespace TurlaHunt.Auditing.Repairs;

/// <summary>Adds and removes local firewall rules of the computer that this runs on.</summary>
internal interface IFirewallWriter
{
    /// <summary>Adds a rule.</summary>
    /// <returns>An error code; 0 for none.</returns>
    int Add(string name, FirewallRule rule);

    /// <summary>Removes the rule with a name.</summary>
    /// <returns>An error code; 0 for none.</returns>
    int Remove(string name);
}
