using System.Collections.Generic;
using System.IO;
using TurlaHunt.Auditing.Origins;

namespace TurlaHunt.Auditing.Stores.Live;

/// <summary>Makes of the computer that this runs on what can be audited.</summary>
internal static class LiveComputer
{
    /// <summary>Opens it.</summary>
    /// <param name="computer">The computer.</param>
    /// <param name="listener">Hears what becomes of the files of its policies.</param>
    public static AuditTarget Open(IComputer computer, IArtefactListener listener)
    {
        IReadOnlyList<PolicyArtefact> policies = computer.PolicyFolder is string folder && Directory.Exists(folder)
            ? ArtefactFolder.ReadPolicies(folder, listener)
            : [];
        return new AuditTarget(
            "",
            computer.Registry,
            new LiveAuditPolicyStore(computer.AuditPolicy),
            new LiveChannelStore(computer.Channels, computer.Registry),
            policies);
    }
}
