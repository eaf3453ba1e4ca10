using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Registry;

namespace TurlaHunt.Auditing.Stores;

/// <summary>The firewall as the registry holds it: its own settings and rules, and those of policies, which win.</summary>
/// <param name="registry">The registry.</param>
/// <param name="isPolicy">
/// Whether it holds nothing but policies. Then what none of them sets is not set, and what a computer has of its own is not known.
/// </param>
internal sealed class RegistryFirewallStore(IRegistryStore registry, bool isPolicy = false) : IFirewallStore
{
    /// <summary>Where the local rules stand.</summary>
    internal const string OwnRules = Own + "FirewallRules";

    private const string Own = @"HKLM\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\";
    private const string Policy = @"HKLM\SOFTWARE\Policies\Microsoft\WindowsFirewall\";
    private const string Service = @"HKLM\SYSTEM\CurrentControlSet\Services\mpssvc";
    private const ulong Disabled = 4;

    /// <inheritdoc/>
    public Reading<FirewallProfile> Read(string profile)
    {
        // The private profile's own settings still have the name that they had before there was a public one.
        string own = Own + (profile == "Private" ? "Standard" : profile) + "Profile";
        string policy = Policy + profile + "Profile";
        Reading<RegistryData> service = ReadValue(Service, "Start");
        Reading<RegistryData> enabled = ReadValue(own, "EnableFirewall");
        Reading<RegistryData> wantedEnabled = ReadValue(policy, "EnableFirewall");
        Reading<RegistryData> blocks = ReadValue(own, "DefaultOutboundAction");
        Reading<RegistryData> wantedBlocks = ReadValue(policy, "DefaultOutboundAction");
        Reading<RegistryData> merge = ReadValue(policy, "AllowLocalPolicyMerge");
        Reading<IReadOnlyDictionary<string, RegistryData>> rules = ReadValues(OwnRules);
        Reading<IReadOnlyDictionary<string, RegistryData>> wantedRules = ReadValues(Policy + "FirewallRules");
        foreach (Reading<RegistryData> reading in new[] { service, enabled, wantedEnabled, blocks, wantedBlocks, merge })
        {
            if (reading.State is ReadingState.Unknown or ReadingState.NotCovered)
            {
                return reading.With<FirewallProfile>(reading.State, null);
            }
        }

        foreach (Reading<IReadOnlyDictionary<string, RegistryData>> reading in new[] { rules, wantedRules })
        {
            if (reading.State is ReadingState.Unknown or ReadingState.NotCovered)
            {
                return reading.With<FirewallProfile>(reading.State, null);
            }
        }

        // A service that is not there or does not start filters nothing, whatever the profile says.
        ulong? isOn = service.Value?.Number is Disabled ? 0
            : isPolicy ? wantedEnabled.Value?.Number
            : service.Value?.Number is null ? null
            : wantedEnabled.Value?.Number ?? enabled.Value?.Number;
        bool ignoresOwn = merge.Value?.Number == 0;
        (FirewallRule? Rule, bool IsFromPolicy)[] all =
            [.. Parse(wantedRules.Value).Select(rule => (rule, true)), .. ignoresOwn ? [] : Parse(rules.Value).Select(rule => (rule, false))];
        FirewallProfile state = new(
            profile,
            isOn is ulong on ? on != 0 : null,
            (wantedBlocks.Value?.Number ?? blocks.Value?.Number ?? 0) != 0 && (ignoresOwn || !isPolicy),
            ignoresOwn,
            all.Count(item => item.Rule is null),
            [.. all.Where(item => item.Rule is { IsActive: true, IsOutbound: true } rule && rule.HoldsIn(profile)).Select(item => (item.Rule!, item.IsFromPolicy))]);
        return (rules.State == ReadingState.Found ? rules : wantedRules).With(ReadingState.Found, state);
    }

    private Reading<RegistryData> ReadValue(string key, string name) => NotSet(registry.ReadValue(key, name));

    private Reading<IReadOnlyDictionary<string, RegistryData>> ReadValues(string key) => NotSet(registry.ReadValues(key));

    private Reading<T> NotSet<T>(Reading<T> reading) =>
        isPolicy && reading.State == ReadingState.NotCovered ? reading with { State = ReadingState.Absent } : reading;

    private static IEnumerable<FirewallRule?> Parse(IReadOnlyDictionary<string, RegistryData>? values) =>
        (values ?? new Dictionary<string, RegistryData>())
            .OrderBy(value => value.Key, StringComparer.OrdinalIgnoreCase)
            .Select(value => FirewallRule.Parse(value.Key, value.Value.Text ?? ""));
}
