using System.Collections.Generic;
using TurlaHunt.Events;
using TurlaHunt.Hunting.Accounts;
using TurlaHunt.Hunting.Network;
using TurlaHunt.Visibility;

namespace TurlaHunt.Hunting.Hunts;

/// <summary>
/// Credentials of another account at an SMB server: what net use with /user leaves under the default audit policy, however
/// its command line was written, and also where none was logged.
/// </summary>
public sealed class SmbCredentialUseHunt : Hunt
{
    /// <inheritdoc/>
    public override string Id => "TH-0004";

    /// <inheritdoc/>
    public override string Title => "Credentials of another account at an SMB server";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Techniques { get; } = ["T1021.002", "T1078"];

    /// <inheritdoc/>
    public override EventQuery Query { get; } = new([HuntedLogs.Security([4648])]);

    /// <inheritdoc/>
    public override IReadOnlyList<HuntNeed> Needs { get; } =
    [
        new HuntNeed(
            "logons with the credentials of another account",
            new HuntSource(HuntedLogs.SecurityLog, 4648)
            {
                ShowsAll = true,
                Proof = [4624, 4625, 4648],

                // Logons of people at the computer, and of services: those over the network are too many.
                ForwardedProof = [HuntedLogs.Security([4625]), HuntedLogs.Security([4624], ("LogonType", ["2", "5", "7", "10", "11"]))],
                IsConstant = true,
                Fields = [new(4648, ["TargetServerName", "TargetUserName"])],
                Subcategory = AuditSubcategory.Logon,
                Advice = "Audit the success of Logon, which Windows does by default.",
            }),
    ];

    /// <inheritdoc/>
    public override HuntRun Start() => new Run(this, new SeenRecords());

    /// <inheritdoc/>
    public override HuntWatch Watch() => new RunWatch(new Run(this, new SeenRecords(SeenRecords.Recent)));

    private sealed class Run(SmbCredentialUseHunt hunt, SeenRecords seen) : HuntRun
    {
        public override IEnumerable<Finding> Examine(EventRecord record)
        {
            LogonDetails logon = LogonDetails.Of(record);
            if (logon is { IsSmb: true, IsLocal: false, IsForWindows: false } && !IsOwnAccount(logon) && seen.Add(record))
            {
                yield return new CredentialUse(hunt, record, logon, SeverityOf(logon), [.. ReasonsOf(logon)]);
            }
        }

        // Without a domain the account is the server's to find. A server on the internet does not know the user's.
        private static bool IsOwnAccount(LogonDetails logon) =>
            logon.Match == AccountMatch.Same || (logon.Match == AccountMatch.SameName && logon.Scope != HostScope.Public);

        private static Severity SeverityOf(LogonDetails logon)
        {
            if (logon.Scope == HostScope.Public)
            {
                return Severity.High;
            }

            if (SidClassifier.IsOperatingSystem(logon.UserKind))
            {
                return Severity.Informational;
            }

            return logon.Server?.Address is null ? Severity.Low : Severity.Medium;
        }

        private static IEnumerable<string> ReasonsOf(LogonDetails logon)
        {
            string host = logon.Server?.Host ?? logon.Address?.Text ?? "a server that the event does not name";
            yield return $"{logon.UserName} logged on at {host} as {logon.AccountGiven ?? "nobody (a null session)"}.";
            if (logon.Address is HostAddress address)
            {
                yield return address.Text + (logon.Scope == HostScope.Public ? " is a public address." : " is no public address.");
            }

            if (logon.Server is { IsDisguised: true } server)
            {
                yield return server.Host + " is written as " + server.Typed + ".";
            }

            if (logon.IsRedirector)
            {
                yield return "Windows' own SMB client (process 4) did it, as it does for every program: which one asked is not told. "
                    + "A process of the same logon session that started in the seconds before may tell.";
            }

            if (SidClassifier.IsOperatingSystem(logon.UserKind))
            {
                yield return "A service or a task of Windows asked for it, not a person.";
            }

            if (logon.Match == AccountMatch.SameName)
            {
                yield return "The name is the user's own, the account behind it the server's.";
            }
        }
    }
}
