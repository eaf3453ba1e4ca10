using System.Collections.Generic;

namespace TurlaHunt.Auditing.Stores;

/// <summary>A profile of the firewall, with the rules that hold in it.</summary>
/// <param name="Name">Domain, Private or Public.</param>
/// <param name="IsEnabled">Whether the firewall is on in it; null where that is not told.</param>
/// <param name="BlocksByDefault">Whether what no rule allows may not go out.</param>
/// <param name="IgnoresLocalRules">Whether policy lets no local rule hold.</param>
/// <param name="UnreadableRules">How many rules cannot be read.</param>
/// <param name="Rules">The active rules for what goes out, those of policies first.</param>
internal sealed record FirewallProfile(
    string Name,
    bool? IsEnabled,
    bool BlocksByDefault,
    bool IgnoresLocalRules,
    int UnreadableRules,
    IReadOnlyList<(FirewallRule Rule, bool IsFromPolicy)> Rules);
