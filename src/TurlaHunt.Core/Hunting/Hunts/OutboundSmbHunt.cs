using System.Collections.Generic;
using TurlaHunt.Events;
using TurlaHunt.Hunting.Network;
using TurlaHunt.Visibility;

namespace TurlaHunt.Hunting.Hunts;

/// <summary>
/// SMB that leaves the computer. Topinambour's victims are told to fetch their next stage from shares on the internet, where
/// no file server of theirs has any business to be.
/// </summary>
public sealed class OutboundSmbHunt : Hunt
{
    // The filtering platform logs every connection of a computer; the query spares those that are not SMB.
    private static readonly string[] Ports = ["445", "139"];
    private static readonly string[] FilterFields = ["Direction", "DestAddress", "DestPort"];

    /// <inheritdoc/>
    public override string Id => "TH-0003";

    /// <inheritdoc/>
    public override string Title => "SMB connection to another computer";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Techniques { get; } = ["T1021.002", "T1105"];

    /// <inheritdoc/>
    public override EventQuery Query { get; } = new(
    [
        HuntedLogs.Security([5156, 5157], ("Direction", ["%%14593"]), ("DestPort", Ports)),
        HuntedLogs.Sysmon([3], ("Initiated", ["true"]), ("DestinationPort", Ports)),
        HuntedLogs.SmbClientConnectivity([30803, 30804, 30805, 30806, 30807, 30808, 30816]),
        HuntedLogs.SmbClientSecurity([31001, 31010, 31017]),
    ]);

    /// <inheritdoc/>
    public override SubscriptionKind Forwarding => SubscriptionKind.Targeted;

    /// <inheritdoc/>
    public override IReadOnlyList<HuntNeed> Needs { get; } =
    [
        new HuntNeed(
            "connections that leave the computer",
            new HuntSource(HuntedLogs.SecurityLog, 5156, 5157)
            {
                ShowsAll = true,
                Proof = [5154, 5155, 5156, 5157, 5158, 5159],
                ForwardedProof = [HuntedLogs.Security([5154, 5155, 5159])],
                IsConstant = true,
                Fields = [new(5156, FilterFields), new(5157, FilterFields)],
                Subcategory = AuditSubcategory.FilteringPlatformConnection,
                Advice = "Audit the success and failure of Filtering Platform Connection.",
            },

            // Most configurations name the programs whose connections it tells of.
            new HuntSource(HuntedLogs.SysmonLog, 3)
            {
                Proof = [3],
                Fields = [new(3, ["Initiated", "DestinationIp", "DestinationPort"])],
                Advice = "Let Sysmon log network connections to the ports 445 and 139.",
            },

            // They tell of what failed, and of connections that were lost.
            new HuntSource(HuntedLogs.SmbConnectivityLog, 30803, 30804, 30805, 30806, 30807, 30808, 30816),
            new HuntSource(HuntedLogs.SmbSecurityLog, 31001, 31010, 31017)),
    ];

    /// <inheritdoc/>
    public override HuntRun Start() => new Run(this, new SeenRecords());

    /// <inheritdoc/>
    public override HuntWatch Watch() => new RunWatch(new Run(this, new SeenRecords(SeenRecords.Recent)));

    private sealed class Run(OutboundSmbHunt hunt, SeenRecords seen) : HuntRun
    {
        public override IEnumerable<Finding> Examine(EventRecord record)
        {
            ConnectionDetails? connection = ConnectionDetails.Of(record);
            if (connection is { RemoteScope: not (HostScope.Loopback or HostScope.Unspecified) } && seen.Add(record))
            {
                yield return new SmbConnection(hunt, record, connection, SeverityOf(connection), [.. ReasonsOf(connection)]);
            }
        }

        private static Severity SeverityOf(ConnectionDetails connection)
        {
            bool isStopped = connection.Outcome is ConnectionOutcome.Blocked or ConnectionOutcome.Failed;
            if (connection.RemoteScope == HostScope.Public)
            {
                return isStopped ? Severity.Medium : Severity.High;
            }

            if (connection.IsToItself)
            {
                return Severity.Informational;
            }

            if (!connection.IsRedirector && connection.ProcessName is not null)
            {
                return isStopped ? Severity.Low : Severity.Medium;
            }

            bool isOdd = connection.Outcome is ConnectionOutcome.Blocked or ConnectionOutcome.Refused
                || connection is { RemoteAddress: null, RemoteName: null };
            return isOdd ? Severity.Low : Severity.Informational;
        }

        private static IEnumerable<string> ReasonsOf(ConnectionDetails connection)
        {
            yield return connection switch
            {
                { RemoteAddress: HostAddress address } => address.Text + ScopeOf(connection),
                { IsToItself: true } => connection.RemoteName + " is the computer's own name.",
                { RemoteName: string name } => name + " is a name: whether it is inside is not told.",
                _ => "The event does not tell where to.",
            };
            switch (connection.Outcome)
            {
                case ConnectionOutcome.Blocked:
                    yield return "Windows' filtering platform blocked it: the block works, the attempt was made.";
                    break;
                case ConnectionOutcome.Failed:
                    yield return "No connection came about, as where a firewall blocks SMB.";
                    break;
                case ConnectionOutcome.Refused:
                    yield return "The server was reached, but refused the logon, the share or the terms.";
                    break;
            }

            if (connection.IsRedirector)
            {
                yield return "Windows' own SMB client (System, process 4) made it, as it does for every program: "
                    + "which one asked is not told.";
            }
            else if (connection.ProcessName is string program)
            {
                yield return program.Substring(program.LastIndexOf('\\') + 1) + " speaks SMB itself instead of leaving it to Windows.";
            }

            if (connection.RemotePort == SmbPort.NetBios)
            {
                yield return "Port 139 is SMB within NetBIOS.";
            }
        }

        private static string ScopeOf(ConnectionDetails connection) => connection.RemoteScope switch
        {
            _ when connection.IsToItself => " is the computer's own address.",
            HostScope.Public => " is a public address.",
            HostScope.LinkLocal => " is on the same network segment.",
            HostScope.Private => " is a private address.",
            _ => " is no address of the internet.",
        };
    }
}
