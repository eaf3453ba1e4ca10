using System;
using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Auditing.Repairs;

namespace TurlaHunt.Auditing.Exports;

/// <summary>What must be known of settings that are written as registry values.</summary>
internal static class RegistryNotes
{
    public static IEnumerable<string> On(PolicyContent content)
    {
        string[] logs =
        [
            .. content.Changes
                .Where(change => change.Address.Kind == SettingKind.Log && !LogPolicies.HasPolicy(change.Address.Path))
                .Select(change => change.Address.Path)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        if (logs.Length > 0)
        {
            yield return $"The event log takes up what the registry says of these logs when Windows starts next: {string.Join(", ", logs)}.";
        }

        if (content.Changes.Any(change => change.Address.Kind == SettingKind.FirewallRule))
        {
            yield return "The firewall is turned on in public networks too, without which no rule holds: where it is off, that also stops what comes in there.";
        }
    }
}
