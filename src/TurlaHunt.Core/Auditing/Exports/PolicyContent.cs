using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Auditing.Repairs;

namespace TurlaHunt.Auditing.Exports;

/// <summary>The settings of an export, gathered control by control: a control is in it whole or not at all.</summary>
/// <param name="rules">What the form can carry.</param>
internal sealed class PolicyContent(IPolicyForm rules)
{
    private const string Conflict = "Another control that is in it asks for something else of the same setting.";

    private List<SettingChange> _changes = [];

    /// <summary>The settings in the order in which they came, each once.</summary>
    public IReadOnlyList<SettingChange> Changes => _changes;

    /// <summary>What is audited of subcategories.</summary>
    public IReadOnlyList<KeyValuePair<Guid, AuditSetting>> Audit =>
    [
        .. Changes
            .Where(change => change.Address.Kind == SettingKind.Subcategory)
            .Select(change => new KeyValuePair<Guid, AuditSetting>(Guid.Parse(change.Address.Path), SettingOf(change.Requested!))),
    ];

    /// <summary>All else as registry values, each once.</summary>
    public IReadOnlyList<PolicyValue> Values => [.. AllValues.Select(same => same.First())];

    private IEnumerable<IGrouping<(string Key, string Name), PolicyValue>> AllValues =>
        Changes.SelectMany(ValuesOf).GroupBy(value => (value.Key.ToUpperInvariant(), value.Name.ToUpperInvariant()));

    /// <summary>Adds what a control asks for.</summary>
    /// <returns>Why nothing of it was added, in sentences; null where all of it was.</returns>
    public string? Add(RepairPlan plan)
    {
        string? obstacle = plan.Obstacle
            ?? plan.Changes.Select(rules.ObstacleTo).FirstOrDefault(problem => problem is not null)
            ?? (plan.Changes.Any(IsConflict) ? Conflict : null);
        if (obstacle is not null)
        {
            return obstacle;
        }

        List<SettingChange> before = [.. _changes];
        foreach (SettingChange change in plan.Changes)
        {
            int place = PlaceOf(change.Address);
            if (place < 0)
            {
                _changes.Add(change);
            }
            else
            {
                _changes[place] = _changes[place] with { Requested = Join(change.Address, _changes[place].Requested!, change.Requested!) };
            }
        }

        // Settings of two kinds may stand in one registry value: that of a log, and the value by its name.
        if (AllValues.Any(same => same.Select(value => value.Data).Distinct().Count() > 1))
        {
            _changes = before;
            return Conflict;
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
    private int PlaceOf(SettingAddress address) => _changes.FindIndex(known =>
        known.Address.Kind == address.Kind
        && string.Equals(known.Address.Path, address.Path, StringComparison.OrdinalIgnoreCase)
        && string.Equals(known.Address.Item, address.Item, StringComparison.OrdinalIgnoreCase));

    private bool IsConflict(SettingChange change) =>
        PlaceOf(change.Address) is int place and >= 0 && Join(change.Address, _changes[place].Requested!, change.Requested!) is null;

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
