using System;
using System.Collections.Generic;
using TurlaHunt.Auditing.Origins;
using TurlaHunt.Auditing.Stores;

namespace TurlaHunt.Auditing;

/// <summary>What is audited: the stores of one computer, or policies alone.</summary>
internal sealed class AuditTarget
{
    /// <summary>Makes it of stores.</summary>
    /// <param name="path">What was given.</param>
    /// <param name="registry">The stores of the computer's registry.</param>
    /// <param name="audit">The stores of its audit policy beside its registry.</param>
    /// <param name="policies">The files of policies.</param>
    public AuditTarget(
        string path, IReadOnlyList<IRegistryStore> registry, IReadOnlyList<IAuditPolicyStore> audit, IReadOnlyList<PolicyArtefact> policies)
        : this(path, OfFiles(registry, audit, policies), policies)
    {
    }

    /// <summary>Makes it of the stores of a computer that is running.</summary>
    /// <param name="path">What results name it by.</param>
    /// <param name="registry">Its registry.</param>
    /// <param name="audit">Its audit policy.</param>
    /// <param name="channels">The settings of its logs.</param>
    /// <param name="policies">The files of policies that it keeps.</param>
    public AuditTarget(string path, IRegistryStore registry, IAuditPolicyStore audit, IChannelStore channels, IReadOnlyList<PolicyArtefact> policies)
        : this(path, (AuditBasis.Computer, registry, audit, channels), policies)
    {
    }

    private AuditTarget(
        string path,
        (AuditBasis Basis, IRegistryStore Registry, IAuditPolicyStore Audit, IChannelStore Channels) stores,
        IReadOnlyList<PolicyArtefact> policies)
    {
        Path = path;
        (Basis, Registry, AuditPolicy, Channels) = stores;
        Firewall = new RegistryFirewallStore(Registry, Basis == AuditBasis.Policy);
        Origins = new PolicyOrigins(policies, Basis == AuditBasis.Policy ? null : Registry);
        Host = HostFacts.Read(Registry);
        Policies = policies;
    }

    /// <summary>What was given; empty for the computer that this runs on.</summary>
    public string Path { get; }

    /// <summary>Whether there is a computer's state, or nothing but policies.</summary>
    public AuditBasis Basis { get; }

    public IRegistryStore Registry { get; }

    public IAuditPolicyStore AuditPolicy { get; }

    public IChannelStore Channels { get; }

    public IFirewallStore Firewall { get; }

    public PolicyOrigins Origins { get; }

    public HostFacts Host { get; }

    public IReadOnlyList<PolicyArtefact> Policies { get; }

    /// <summary>Looks at each control of a baseline.</summary>
    /// <param name="baseline">The baseline.</param>
    /// <param name="isWanted">Whether a control is asked for.</param>
    public IEnumerable<AuditResult> Examine(AuditBaseline baseline, Func<AuditControl, bool> isWanted)
    {
        foreach (AuditControl control in baseline.Controls)
        {
            if (isWanted(control))
            {
                yield return Examine(baseline, control);
            }
        }
    }

    /// <summary>Looks at one control.</summary>
    public AuditResult Examine(AuditBaseline baseline, AuditControl control)
    {
        ControlFinding finding = control.Examine(this);
        bool isSeen = finding.Status is AuditStatus.Compliant or AuditStatus.NotApplicable;
        return new AuditResult
        {
            ControlId = control.Id,
            Title = control.Title,
            Level = control.Level,
            Status = finding.Status,
            MachineName = Host.MachineName,
            Expected = control.Expected(this),
            Actual = finding.Actual,
            Reason = finding.Reason,
            Source = finding.Origin.Source,
            Since = finding.Since,
            Durability = finding.Status == AuditStatus.NotApplicable ? AuditDurability.Unknown : finding.Origin.Durability,
            BlindHunts = isSeen ? [] : [.. control.Hunts],
            Evidence = finding.Evidence,
            Basis = Basis,
            Baseline = baseline.Name,
            Path = Path,
        };
    }

    private static (AuditBasis Basis, IRegistryStore Registry, IAuditPolicyStore Audit, IChannelStore Channels) OfFiles(
        IReadOnlyList<IRegistryStore> registry, IReadOnlyList<IAuditPolicyStore> audit, IReadOnlyList<PolicyArtefact> policies)
    {
        if (registry.Count + audit.Count == 0 && policies.Count > 0)
        {
            PolicyRegistryStore wanted = new(policies);
            return (AuditBasis.Policy, wanted, new PolicyAuditStore(policies), new RegistryChannelStore(wanted));
        }

        RegistryStores all = new(registry);
        return (AuditBasis.Computer, all, new AuditPolicyStores([new PolAdtEvStore(all), .. audit]), new RegistryChannelStore(all));
    }
}
