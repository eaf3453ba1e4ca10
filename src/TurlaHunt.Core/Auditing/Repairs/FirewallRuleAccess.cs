using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Registry;

namespace TurlaHunt.Auditing.Repairs;

/// <summary>Local rules of the firewall, by their names. A state is the rule as <see cref="FirewallRule.Canonical"/> writes it.</summary>
internal sealed class FirewallRuleAccess(IRegistryStore store, IFirewallWriter writer) : ISettingAccess
{
    /// <inheritdoc/>
    public Reading<string> Read(SettingAddress address)
    {
        Reading<IReadOnlyDictionary<string, RegistryData>> reading = store.ReadValues(RegistryFirewallStore.OwnRules);
        FirewallRule[] rules =
        [
            .. (reading.Value ?? new Dictionary<string, RegistryData>())
                .Select(value => FirewallRule.Parse(value.Key, value.Value.Text ?? ""))
                .OfType<FirewallRule>()
                .Where(rule => rule.Name == address.Path),
        ];
        return (reading.State, rules.Length) switch
        {
            (ReadingState.Found, 0) => reading.With<string>(ReadingState.Absent, null),
            (ReadingState.Found, 1) => reading.With(ReadingState.Found, rules[0].Canonical()),
            (ReadingState.Found, _) => Readings.Unknown<string>(reading.Artefact, $"{rules.Length} rules have the name '{address.Path}'."),
            _ => reading.With<string>(reading.State, null),
        };
    }

    /// <inheritdoc/>
    public int Write(SettingAddress address, string? from, string? to) => to is null
        ? writer.Remove(address.Path)
        : writer.Add(address.Path, FirewallRule.Parse(address.Path, to) ?? throw new FormatException($"'{to}' is no firewall rule."));

    /// <inheritdoc/>
    public bool IsBetween(SettingAddress address, string? state, string? to) => false;

    /// <inheritdoc/>
    public bool IsState(SettingAddress address, string? state) => state is null || FirewallRule.Parse(address.Path, state)?.IsPlainBlock == true;

    /// <summary>Rules are added and removed, not changed; and none is removed that could not be added again.</summary>
    /// <inheritdoc/>
    public string? ObstacleTo(SettingAddress address, string? from, string? to) =>
        from is not null && to is not null ? "There is a rule of that name that is another one: remove it first, as with Unblock-OutboundSmb."
        : !IsState(address, from) ? "Somebody changed this rule, so that it could not be brought back: remove it by hand."
        : null;

    /// <inheritdoc/>
    public string Name(SettingAddress address) => $"firewall rule '{address.Path}'";

    /// <inheritdoc/>
    public string Describe(SettingAddress address, string? state) => state ?? "not there";
}
