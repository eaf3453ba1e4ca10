using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Auditing.Origins;
using TurlaHunt.Auditing.Repairs;
using TurlaHunt.Auditing.Stores;

namespace TurlaHunt.Auditing.Controls;

/// <summary>
/// Asks that the firewall lets nothing out to some ports. A rule that is limited to programs or interfaces does not count: something
/// else gets past it. One that is limited to addresses counts where it covers all that are asked for.
/// </summary>
public sealed record OutboundBlockControl : AuditControl
{
    private const int Tcp = 6;
    private const int Udp = 17;

    /// <summary>What stands for all profiles.</summary>
    public const string AllProfiles = "All";

    private const string PublicProfile = "Public";

    /// <summary>The profile: Domain, Private, Public, or All.</summary>
    public string Profile { get; internal init; } = PublicProfile;

    /// <summary>Whether only what goes to addresses of the internet is to be blocked.</summary>
    public bool IsInternetOnly { get; internal init; }

    /// <summary>Addresses that need not be blocked: addresses, ranges or networks.</summary>
    public IReadOnlyList<string> Except { get; internal init; } = [];

    /// <summary>The TCP ports at the other side.</summary>
    public IReadOnlyList<int> TcpPorts { get; internal init; } = [];

    /// <summary>The UDP ports at the other side.</summary>
    public IReadOnlyList<int> UdpPorts { get; internal init; } = [];

    private IEnumerable<string> WantedProfiles => Profile == AllProfiles ? FirewallRule.Profiles : [Profile];

    private IReadOnlyList<AddressRange> WantedAddresses =>
        AddressRange.Subtract(InternetAddresses.All, Except.Select(text => AddressRange.Parse(text)!.Value));

    private string Where => (Profile == AllProfiles ? "all profiles" : $"{Profile} profile") + (IsInternetOnly ? ", internet addresses" : "");

    /// <summary>The same control that leaves more addresses out.</summary>
    /// <param name="except">Addresses, ranges or networks, which must be such.</param>
    internal OutboundBlockControl Without(IReadOnlyList<string> except) => this with { Except = [.. Except, .. except] };

    internal override string Expected(AuditTarget target) => $"firewall on and {string.Join(", ", Wanted().Select(Name))} blocked, {Where}";

    // One profile in which it is not blocked is enough to tell; where none is, one that cannot be seen is.
    internal override ControlFinding Examine(AuditTarget target)
    {
        ControlFinding[] findings = [.. WantedProfiles.Select(profile => Examine(target, profile))];
        return findings.FirstOrDefault(finding => finding.Status == AuditStatus.NonCompliant)
            ?? findings.FirstOrDefault(finding => finding.Status == AuditStatus.Unknown)
            ?? findings[0];
    }

    /// <remarks>
    /// Only the block in public networks breaks nothing wherever it is made. What is asked for besides, somebody has to ask for by name.
    /// </remarks>
    internal override RepairPlan Plan(AuditTarget target) =>
        IsInternetOnly ? RepairPlan.Impossible("Use Block-OutboundSmb InternetAddresses, with -Except for public addresses of the own network, IPv6 too.")
        : Profile != PublicProfile ? RepairPlan.Impossible("Within a network servers and group policy need SMB: make that rule by hand.")
        : PlanRules(target);

    /// <summary>What must be changed so that nothing gets out, by somebody who knows what that may break.</summary>
    internal RepairPlan PlanRules(AuditTarget target)
    {
        foreach (string name in WantedProfiles)
        {
            FirewallProfile? profile = target.Firewall.Read(name).Value;
            if (profile?.IsEnabled is null)
            {
                return RepairPlan.Impossible($"It is not told whether the firewall is on in the {name} profile.");
            }

            if (profile.IsEnabled != true)
            {
                return RepairPlan.Impossible(
                    $"The firewall is off in the {name} profile, and no rule holds. It is not turned on here: that also stops what comes in.");
            }

            if (profile.IgnoresLocalRules)
            {
                return RepairPlan.Impossible($"A policy lets no local rule hold in the {name} profile: add the rule to the policy.");
            }
        }

        return IsInternetOnly && OutboundBlockGuard.ObstacleOf(target) is string obstacle
            ? RepairPlan.Impossible(obstacle)
            : new RepairPlan([.. Rules()]);
    }

    /// <summary>What must be changed so that the rules that <see cref="PlanRules"/> adds are gone.</summary>
    internal RepairPlan PlanRemoval() => new([.. Rules().Select(change => change with { Requested = null })]);

    private ControlFinding Examine(AuditTarget target, string name)
    {
        Reading<FirewallProfile> reading = target.Firewall.Read(name);
        if (reading.Value is not FirewallProfile profile)
        {
            return ControlFinding.Unknown(reading);
        }

        if (profile.IsEnabled is not true)
        {
            return (profile.IsEnabled is null
                ? new ControlFinding(AuditStatus.Unknown, null, "It is not told whether the firewall is on.")
                : new ControlFinding(AuditStatus.NonCompliant, $"firewall off, {name} profile", null)).By(reading);
        }

        (int Protocol, int Port)[] open = [.. Wanted().Where(port => !IsBlocked(profile, port))];
        FirewallRule[] partial =
        [
            .. profile.Rules
                .Select(item => item.Rule)
                .Where(rule => rule.Blocks && rule.Limits.Count > 0 && open.Any(port => rule.Covers(port.Protocol, port.Port))),
        ];
        bool isByPolicy = profile.Rules.Any(
            item => item.IsFromPolicy && item.Rule.Blocks && Wanted().Any(port => item.Rule.Covers(port.Protocol, port.Port)));
        string isOpen = Profile == AllProfiles ? $"not blocked in the {name} profile" : "not blocked";
        return new ControlFinding(
            open.Length == 0 ? AuditStatus.Compliant : AuditStatus.NonCompliant,
            open.Length == 0 ? "firewall on, all blocked" : $"firewall on, {isOpen}: {string.Join(", ", open.Select(Name))}",
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

    // A block beats whatever allows; without one, the default holds where nothing allows.
    private bool IsBlocked(FirewallProfile profile, (int Protocol, int Port) port)
    {
        FirewallRule[] rules = [.. profile.Rules.Select(item => item.Rule).Where(rule => rule.Covers(port.Protocol, port.Port))];
        return (IsInternetOnly && WantedAddresses.Count == 0)
            || rules.Any(rule => rule.Blocks && (IsInternetOnly ? rule.CoversAll(WantedAddresses) : rule.Limits.Count == 0))
            || (profile.BlocksByDefault && profile.UnreadableRules == 0 && !rules.Any(rule => rule.Allows));
    }

    private static string Name((int Protocol, int Port) port) => $"{(port.Protocol == Tcp ? "TCP" : "UDP")} {port.Port}";

    // A rule has one protocol. Those that are there already are left as they are.
    private IEnumerable<SettingChange> Rules()
    {
        if (IsInternetOnly && WantedAddresses.Count == 0)
        {
            // Without addresses a rule is about all of them.
            yield break;
        }

        string profile = Profile == AllProfiles ? "" : $"Profile={Profile}|";
        string addresses = IsInternetOnly ? string.Concat(WantedAddresses.Select(range => $"RA{range.Family}={range}|")) : "";
        foreach ((int protocol, IReadOnlyList<int> ports) in new[] { (Tcp, TcpPorts), (Udp, UdpPorts) })
        {
            if (ports.Count > 0)
            {
                string name = $"TurlaHunt: block outgoing {(protocol == Tcp ? "TCP" : "UDP")} {string.Join(", ", ports)}, {Where}";
                string list = string.Concat(ports.Select(port => $"RPort={port}|"));
                string text = $"v2.10|Action=Block|Active=TRUE|Dir=Out|Protocol={protocol}|{profile}{list}{addresses}";
                FirewallRule rule = FirewallRule.Parse(name, text)!;
                yield return new SettingChange(new SettingAddress(SettingKind.FirewallRule, name, ""), rule.Canonical());
            }
        }
    }

    private IEnumerable<(int Protocol, int Port)> Wanted() => [.. TcpPorts.Select(port => (Tcp, port)), .. UdpPorts.Select(port => (Udp, port))];
}
