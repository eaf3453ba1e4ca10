using System.Collections.Generic;
using System.Globalization;
using TurlaHunt.Hunting.Network;

namespace TurlaHunt.Hunting.CommandLines;

/// <summary>Why a line got its verdict, in sentences for the analyst. No secret is ever among them.</summary>
internal static class LineReasons
{
    private const int LongestScript = 400;

    public static IReadOnlyList<string> Of(CommandLine line)
    {
        List<string> reasons = [];
        HashSet<string> seen = [];
        foreach (CommandTarget target in line.Targets)
        {
            foreach (string reason in Of(target))
            {
                if (seen.Add(reason))
                {
                    reasons.Add(reason);
                }
            }
        }

        foreach (NetUseCommand command in line.NetUses)
        {
            if (command.Password == PasswordForm.Given && seen.Add("password"))
            {
                reasons.Add("The password stands on the command line.");
            }

            if (command.Password == PasswordForm.Empty && command is { HasUserSwitch: true, UserName: null }
                && seen.Add("null session"))
            {
                reasons.Add("Empty account and password: a null session.");
            }
        }

        foreach (string script in line.Decoded)
        {
            reasons.Add("The encoded command reads: " + Shortened(script));
        }

        if (line.Obfuscation.IsDense)
        {
            reasons.Add("Written to be misread: " + line.Obfuscation + ".");
        }

        return reasons;
    }

    private static IEnumerable<string> Of(CommandTarget target)
    {
        string action = target.Use switch
        {
            TargetUse.Connect => "net use connects to ",
            TargetUse.Disconnect => "net use disconnects from ",
            _ => "A path leads to ",
        };
        string kind = target.Kind switch
        {
            TargetKind.PublicAddress => "the public address ",
            TargetKind.PrivateAddress => "the private address ",
            TargetKind.Loopback => "the machine itself, ",
            TargetKind.Url => "the URL ",
            _ => "the host ",
        };
        yield return action + kind + target.Host + ".";
        NetworkTarget? network = target.Network;
        if (network is { IsDisguised: true })
        {
            yield return network.Host + " is written as " + network.Typed + ".";
        }

        if (network is { IsWebDav: true })
        {
            string port = network.Port?.ToString(CultureInfo.InvariantCulture) ?? (network.IsSsl ? "443" : "80");
            yield return "The path goes through WebDAV (port " + port + ") rather than SMB: blocking port 445 does not stop it.";
        }

        if (IsAdministrative(target.Share))
        {
            yield return "The share " + target.Share + " is administrative.";
        }
    }

    private static string Shortened(string script) =>
        script.Length <= LongestScript ? script : script.Substring(0, LongestScript) + "\u2026";

    private static bool IsAdministrative(string share) =>
        share is "admin$" or "ipc$" || (share.Length == 2 && share[1] == '$' && char.IsLetter(share[0]));
}
