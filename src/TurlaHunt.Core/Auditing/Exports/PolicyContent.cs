using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Auditing.Repairs;

namespace TurlaHunt.Auditing.Exports;

/// <summary>The settings of an export, gathered control by control: a control is in it whole or not at all.</summary>
/// <param name="rules">What the form can carry.</param>
internal sealed class PolicyContent(IPolicyForm rules)
{
    private readonly List<SettingChange> _changes = [];
    private readonly Dictionary<SettingAddress, string> _states = [];

    /// <summary>The settings in the order in which they came, each once.</summary>
    public IReadOnlyList<SettingChange> Changes => [.. _changes.Select(change => change with { Requested = _states[change.Address] })];

    /// <summary>What is audited of subcategories.</summary>
    public IReadOnlyList<KeyValuePair<Guid, AuditSetting>> Audit =>
    [
        .. Changes
            .Where(change => change.Address.Kind == SettingKind.Subcategory)
            .Select(change => new KeyValuePair<Guid, AuditSetting>(Guid.Parse(change.Address.Path), SettingOf(change.Requested!))),
    ];

    /// <summary>All else as registry values, each once.</summary>
    public IReadOnlyList<PolicyValue> Values =>
    [
        .. Changes
            .SelectMany(ValuesOf)
            .GroupBy(value => (value.Key.ToUpperInvariant(), value.Name.ToUpperInvariant()))
            .Select(same => same.First()),
    ];

    /// <summary>Adds what a control asks for.</summary>
    /// <returns>Why nothing of it was added, in sentences; null where all of it was.</returns>
    public string? Add(RepairPlan plan)
    {
        string? obstacle = plan.Obstacle
            ?? plan.Changes.Select(rules.ObstacleTo).FirstOrDefault(problem => problem is not null)
            ?? plan.Changes.Select(Conflict).FirstOrDefault(problem => problem is not null);
        if (obstacle is not null)
        {
            return obstacle;
        }

        foreach (SettingChange change in plan.Changes)
        {
            SettingAddress address = Same(change.Address);
            if (!_states.ContainsKey(address))
            {
                _changes.Add(change with { Address = address });
            }

            _states[address] = _states.TryGetValue(address, out string? state) ? Join(address, state, change.Requested!)! : change.Requested!;
        }

        return null;
    }

    /// <summary>The registry values that a change takes; none where it is about the audit policy.</summary>
    public static IEnumerable<PolicyValue> ValuesOf(SettingChange change) => change.Address.Kind switch
    {
        SettingKind.RegistryValue => [new PolicyValue(change.Address.Path, change.Address.Item, RegistryValueAccess.DataOf(change.Requested!))],
        SettingKind.Log => LogPolicies.ValuesOf(change.Address.Path, change.Address.Item, change.Requested!),
        SettingKind.FirewallRule => FirewallPolicies.ValuesOf(change.Address.Path, change.Requested!),
        _ => [],
    };

    // Names of keys and values, and GUIDs, differ in upper and lower case and mean the same.
    private SettingAddress Same(SettingAddress address) => _states.Keys.FirstOrDefault(known =>
        known.Kind == address.Kind
        && string.Equals(known.Path, address.Path, StringComparison.OrdinalIgnoreCase)
        && string.Equals(known.Item, address.Item, StringComparison.OrdinalIgnoreCase)) ?? address;

    private string? Conflict(SettingChange change) =>
        _states.TryGetValue(Same(change.Address), out string? state) && Join(change.Address, state, change.Requested!) is null
            ? "Another control that is in it asks for something else of the same setting."
            : null;

    // Of two controls that ask for the same setting, both are content with the larger one, where there is one.
    private static string? Join(SettingAddress address, string one, string other) => (address.Kind, address.Item) switch
    {
        _ when one == other => one,
        (SettingKind.Subcategory, _) => ((AuditSetting)((int)SettingOf(one) | (int)SettingOf(other))).ToString(),
        (SettingKind.Log, LogAccess.MaxSize) => LogPolicies.KibibytesOf(one) > LogPolicies.KibibytesOf(other) ? one : other,
        _ => null,
    };

    private static AuditSetting SettingOf(string state) => SubcategoryAccess.SettingOf(state)!.Value;
}
