using System;
using System.Globalization;

namespace TurlaHunt.Hunting.Accounts;

/// <summary>Tells from a SID, and where it must from the name, what kind of account acts.</summary>
public static class SidClassifier
{
    private const long BuiltInAdministratorRid = 500;

    /// <summary>RIDs below this in a machine's or domain's SID are Windows' own; groups among them start at 512.</summary>
    private const long FirstFreeRid = 1000;

    private const string AccountDomain = "S-1-5-21-";
    private const string EntraAccount = "S-1-12-1-";

    /// <summary>Classifies an account. A name decides only between a user and a computer.</summary>
    public static AccountKind Classify(string? sid, string? name = null)
    {
        string text = sid?.Trim().ToUpperInvariant() ?? string.Empty;
        AccountKind fixedKind = text switch
        {
            "S-1-5-18" => AccountKind.System,
            "S-1-5-19" => AccountKind.LocalService,
            "S-1-5-20" => AccountKind.NetworkService,
            _ when Under(text, "S-1-5-80-") || Under(text, "S-1-5-82-") || Under(text, "S-1-5-83-") => AccountKind.Service,
            _ when Under(text, "S-1-5-90-") => AccountKind.WindowManager,
            _ when Under(text, "S-1-5-96-") => AccountKind.FontDriver,
            _ => AccountKind.Unknown,
        };
        if (fixedKind != AccountKind.Unknown)
        {
            return fixedKind;
        }

        if (Under(text, AccountDomain))
        {
            return OfDomainAccount(text, name);
        }

        if (Under(text, EntraAccount))
        {
            return IsMachineName(name) ? AccountKind.Machine : AccountKind.User;
        }

        return IsWellKnownGroup(text) ? AccountKind.WellKnownGroup : AccountKind.Unknown;
    }

    /// <summary>True for the accounts that Windows itself runs under, computers included.</summary>
    public static bool IsOperatingSystem(AccountKind kind) => kind is AccountKind.System or AccountKind.LocalService
        or AccountKind.NetworkService or AccountKind.Service or AccountKind.WindowManager or AccountKind.FontDriver
        or AccountKind.Machine;

    private static AccountKind OfDomainAccount(string sid, string? name)
    {
        string[] parts = sid.Substring(AccountDomain.Length).Split('-');
        if (parts.Length != 4)
        {
            return AccountKind.Unknown;
        }

        long rid = -1;
        foreach (string part in parts)
        {
            if (!long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out rid) || rid > uint.MaxValue)
            {
                return AccountKind.Unknown;
            }
        }

        return rid switch
        {
            BuiltInAdministratorRid => AccountKind.BuiltInAdministrator,

            // 501 Guest, 502 krbtgt, 503 DefaultAccount, 504 WDAGUtilityAccount are users.
            > 504 and < FirstFreeRid => AccountKind.WellKnownGroup,
            _ when IsMachineName(name) => AccountKind.Machine,
            _ => AccountKind.User,
        };
    }

    private static bool IsMachineName(string? name) => name?.Trim() is { Length: > 1 } text && text[text.Length - 1] == '$';

    // Everyone, creator, dialup … authenticated users, terminal server, BUILTIN, app packages, integrity is none.
    private static bool IsWellKnownGroup(string sid)
    {
        if (sid is "S-1-1-0" || Under(sid, "S-1-2-") || Under(sid, "S-1-3-") || Under(sid, "S-1-5-32-")
            || Under(sid, "S-1-15-2-") || Under(sid, "S-1-18-"))
        {
            return true;
        }

        string tail = Under(sid, "S-1-5-") ? sid.Substring("S-1-5-".Length) : string.Empty;
        return int.TryParse(tail, NumberStyles.None, CultureInfo.InvariantCulture, out int rid)
            && rid is (>= 1 and <= 17) or 113 or 114 or 1000;
    }

    private static bool Under(string sid, string prefix) =>
        sid.Length > prefix.Length && sid.StartsWith(prefix, StringComparison.Ordinal);
}
