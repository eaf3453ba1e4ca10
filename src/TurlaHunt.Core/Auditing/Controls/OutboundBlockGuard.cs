using System.Collections.Generic;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Registry;

namespace TurlaHunt.Auditing.Controls;

/// <summary>
/// Computers on which SMB to the internet, or to what a network takes for it, may be needed: there the block is left to somebody who
/// knows the network.
/// </summary>
internal static class OutboundBlockGuard
{
    private const string Services = @"HKLM\SYSTEM\CurrentControlSet\Services\";
    private const ulong Disabled = 4;

    /// <summary>Why it is not blocked here, in a sentence; null where nothing speaks against it.</summary>
    public static string? ObstacleOf(AuditTarget target)
    {
        Reading<RegistryData> cluster = target.Registry.ReadValue(Services + "ClusSvc", "Start");
        Reading<IReadOnlyDictionary<string, RegistryData>> sync = target.Registry.ReadValues(Services + "FileSyncSvc");
        Reading<IReadOnlyDictionary<string, RegistryData>> shares = target.Registry.ReadValues(Services + @"LanmanServer\Shares");
        string? role = target.Host.IsServer is not bool isServer ? null
            : target.Host.IsDomainController ? "It is a domain controller"
            : !isServer ? ""
            : cluster.Value?.Number is not null and not Disabled ? "It is a node of a cluster"
            : sync.State == ReadingState.Found ? "It synchronises files with Azure"
            : shares.Value?.Count > 0 ? "It is a file server"
            : cluster.State == ReadingState.Unknown || sync.State == ReadingState.Unknown || shares.State == ReadingState.Unknown ? null
            : "";
        return role is null
            ? "It cannot be told whether this is a domain controller, a file server or a node of a cluster, where such a block may do harm."
            : role.Length > 0 ? $"{role}, where such a block may do harm. Make the rule by group policy, where you know which servers are needed."
            : null;
    }
}
