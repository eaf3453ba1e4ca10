using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Auditing.Origins;
using TurlaHunt.Auditing.Repairs;
using TurlaHunt.Auditing.Stores;

namespace TurlaHunt.Auditing.Controls;

/// <summary>
/// Asks that the firewall lets nothing out to some ports. A rule that is limited to programs, addresses or interfaces does not
/// count: something else gets past it.
/// </summary>
public sealed class OutboundBlockControl : AuditControl
{
    private const int Tcp = 6;
    private const int Udp = 17;

    /// <summary>The profile: Domain, Private or Public.</summary>
    public string Profile { get; internal init; } = "Public";

    /// <summary>The TCP ports at the other side.</summary>
    public IReadOnlyList<int> TcpPorts { get; internal init; } = [];

    /// <summary>The UDP ports at the other side.</summary>
    public IReadOnlyList<int> UdpPorts { get; internal init; } = [];

    internal override string Expected(AuditTarget target) => $"firewall on and {string.Join(", ", Wanted().Select(Name))} blocked, {Profile} profile";

    internal override ControlFinding Examine(AuditTarget target)
    {
        Reading<FirewallProfile> reading = target.Firewall.Read(Profile);
        if (reading.Value is not FirewallProfile profile)
        {
            return ControlFinding.Unknown(reading);
        }

        if (profile.IsEnabled is not true)
        {
            return (profile.IsEnabled is null
                ? new ControlFinding(AuditStatus.Unknown, null, "It is not told whether the firewall is on.")
                : new ControlFinding(AuditStatus.NonCompliant, $"firewall off, {Profile} profile", null)).By(reading);
        }

        (int Protocol, int Port)[] open = [.. Wanted().Where(port => !IsBlocked(profile, port))];
        FirewallRule[] partial =
        [
            .. profile.Rules
                .Select(item => item.Rule)
                .Where(rule => rule.Blocks && rule.Limits.Count > 0 && open.Any(port => rule.Covers(port.Protocol, port.Port))),
        ];
        bool isByPolicy = profile.Rules.Any(item => item.IsFromPolicy && item.Rule.Blocks && Wanted().Any(port => item.Rule.Covers(port.Protocol, port.Port)));
        return new ControlFinding(
            open.Length == 0 ? AuditStatus.Compliant : AuditStatus.NonCompliant,
            open.Length == 0 ? "firewall on, all blocked" : $"firewall on, not blocked: {string.Join(", ", open.Select(Name))}",
            null)
            .By(reading)
            .Because(partial.Length > 0 ? $"The rule '{partial[0].Name}' blocks only in part ({string.Join(", ", partial[0].Limits)})." : null)
            .Because(profile.UnreadableRules > 0 ? $"{profile.UnreadableRules} rules cannot be read." : null)
            .Because(profile.IgnoresLocalRules ? "A policy lets no local rule hold in this profile." : null) with
        {
            Origin = isByPolicy
                ? new SettingOrigin("a policy's rule", open.Length == 0 ? AuditDurability.AlreadyForced : AuditDurability.Unknown)
                : new SettingOrigin(null, AuditDurability.Unknown),
        };
    }

    internal override RepairPlan Plan(AuditTarget target)
    {
        FirewallProfile? profile = target.Firewall.Read(Profile).Value;
        return profile?.IsEnabled != true
            ? RepairPlan.Impossible($"The firewall is off in the profile {Profile}, and no rule holds. It is not turned on here, because that also stops what comes in.")
            : profile.IgnoresLocalRules
                ? RepairPlan.Impossible("A policy lets no local rule hold in this profile: add the rule to the policy.")
                : new RepairPlan([.. Rules()]);
    }

    // A block beats whatever allows; without one, the default holds where nothing allows.
    private static bool IsBlocked(FirewallProfile profile, (int Protocol, int Port) port)
    {
        FirewallRule[] rules = [.. profile.Rules.Select(item => item.Rule).Where(rule => rule.Covers(port.Protocol, port.Port))];
        return rules.Any(rule => rule.Blocks && rule.Limits.Count == 0) || (profile.BlocksByDefault && profile.UnreadableRules == 0 && !rules.Any(rule => rule.Allows));
    }

    private static string Name((int Protocol, int Port) port) => $"{(port.Protocol == Tcp ? "TCP" : "UDP")} {port.Port}";

    // A rule has one protocol. Those that are there already are left as they are.
    private IEnumerable<SettingChange> Rules()
    {
        foreach ((int protocol, IReadOnlyList<int> ports) in new[] { (Tcp, TcpPorts), (Udp, UdpPorts) })
        {
            if (ports.Count > 0)
            {
                string list = string.Join("|", ports.Select(port => $"RPort={port}"));
                string name = $"TurlaHunt: block outgoing {(protocol == Tcp ? "TCP" : "UDP")} {string.Join(", ", ports)}, {Profile} profile";
                FirewallRule rule = FirewallRule.Parse(name, $"v2.10|Action=Block|Active=TRUE|Dir=Out|Protocol={protocol}|Profile={Profile}|{list}|")!;
                yield return new SettingChange(new SettingAddress(SettingKind.FirewallRule, name, ""), rule.Canonical());
            }
        }
    }

    private IEnumerable<(int Protocol, int Port)> Wanted() => [.. TcpPorts.Select(port => (Tcp, port)), .. UdpPorts.Select(port => (Udp, port))];
}
