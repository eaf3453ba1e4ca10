using System;
using System.Globalization;

namespace TurlaHunt.Hunting.Accounts;

/// <summary>Decides with what rights a new process runs.</summary>
/// <remarks>
/// The token's type, the label and the account are needed together. Microsoft's text says that a Default token (%%1936)
/// is a full one; in truth standard users have one too, since they have no linked token, and so has an administrator
/// who came over the network. Where a part is missing the answer is Unknown.
/// </remarks>
public static class PrivilegeJudge
{
    private const string NullSid = "S-1-0-0";

    // The logon sessions of SYSTEM, NETWORK SERVICE and LOCAL SERVICE have fixed numbers.
    private const ulong SystemLogon = 0x3E7;
    private const ulong NetworkServiceLogon = 0x3E4;
    private const ulong LocalServiceLogon = 0x3E5;

    /// <summary>Judges the new process of a 4688.</summary>
    public static ProcessAccount Judge(ProcessAccountFields fields)
    {
        ulong? targetLogon = ParseNumber(fields.TargetLogonId);
        bool isTarget = targetLogon is not null and not 0;
        string? sid = isTarget ? fields.TargetUserSid : fields.SubjectUserSid;
        string? name = isTarget ? fields.TargetUserName : fields.SubjectUserName;
        string? domain = isTarget ? fields.TargetDomainName : fields.SubjectDomainName;
        ulong? logon = isTarget ? targetLogon : ParseNumber(fields.SubjectLogonId);

        sid = string.IsNullOrWhiteSpace(sid) || sid!.Trim() == NullSid ? null : sid.Trim();
        AccountKind kind = SidClassifier.Classify(sid, name);
        if (kind == AccountKind.Unknown)
        {
            kind = OfLogon(logon, name, domain);
        }

        TokenElevation elevation = ParseElevation(fields.TokenElevationType);
        IntegrityLevel integrity = ParseIntegrity(fields.MandatoryLabel);
        PrivilegeVerdict verdict = Judge(kind, elevation, integrity, out string reason);
        return new(sid, Blank(name), Blank(domain), logon, isTarget, kind, elevation, integrity, verdict, reason);
    }

    /// <summary>Judges an account by its kind, its token and its label.</summary>
    public static PrivilegeVerdict Judge(
        AccountKind kind, TokenElevation elevation, IntegrityLevel integrity, out string reason)
    {
        if (SidClassifier.IsOperatingSystem(kind))
        {
            reason = "The account is Windows' own.";
            return PrivilegeVerdict.System;
        }

        if (integrity >= IntegrityLevel.System)
        {
            reason = "The process has system integrity.";
            return PrivilegeVerdict.System;
        }

        if (elevation == TokenElevation.Full || integrity == IntegrityLevel.High)
        {
            reason = elevation == TokenElevation.Limited
                ? "A limited token with high integrity contradicts itself."
                : "Full token or high integrity.";
            return elevation == TokenElevation.Limited ? PrivilegeVerdict.Unknown : PrivilegeVerdict.Elevated;
        }

        if (elevation == TokenElevation.Limited)
        {
            reason = "A limited token has an elevated twin: a member of Administrators before elevation.";
            return PrivilegeVerdict.AdministratorFiltered;
        }

        if (elevation != TokenElevation.Default)
        {
            reason = "The event does not tell the token's type.";
            return PrivilegeVerdict.Unknown;
        }

        return JudgeDefault(kind, integrity, out reason);
    }

    /// <summary>Reads TokenElevationType: %%1936 or the number behind it.</summary>
    public static TokenElevation ParseElevation(string? text) => text?.Trim() switch
    {
        "%%1936" or "1936" or "1" or "TokenElevationTypeDefault" => TokenElevation.Default,
        "%%1937" or "1937" or "2" or "TokenElevationTypeFull" => TokenElevation.Full,
        "%%1938" or "1938" or "3" or "TokenElevationTypeLimited" => TokenElevation.Limited,
        _ => TokenElevation.Unknown,
    };

    /// <summary>Reads a mandatory label: a SID (Security) or a word (Sysmon).</summary>
    public static IntegrityLevel ParseIntegrity(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        "S-1-16-0" or "UNTRUSTED" => IntegrityLevel.Untrusted,
        "S-1-16-4096" or "LOW" => IntegrityLevel.Low,
        "S-1-16-8192" or "MEDIUM" => IntegrityLevel.Medium,
        "S-1-16-8448" or "MEDIUMPLUS" => IntegrityLevel.MediumPlus,
        "S-1-16-12288" or "HIGH" => IntegrityLevel.High,
        "S-1-16-16384" or "SYSTEM" => IntegrityLevel.System,
        "S-1-16-20480" or "PROTECTED" => IntegrityLevel.Protected,
        _ => IntegrityLevel.Unknown,
    };

    private static PrivilegeVerdict JudgeDefault(AccountKind kind, IntegrityLevel integrity, out string reason)
    {
        if (integrity == IntegrityLevel.Unknown)
        {
            reason = "A default token without a mandatory label: a standard user, an administrator with UAC off or a service.";
            return PrivilegeVerdict.Unknown;
        }

        if (kind == AccountKind.BuiltInAdministrator)
        {
            reason = "The built-in Administrator below high integrity: rights were dropped on purpose.";
            return PrivilegeVerdict.AdministratorFiltered;
        }

        if (kind != AccountKind.User)
        {
            reason = "The event does not tell whose process it is.";
            return PrivilegeVerdict.Unknown;
        }

        reason = "A default token at medium integrity or below: no linked token to elevate to.";
        return PrivilegeVerdict.StandardUser;
    }

    // Without a SID the session's number and the name are what is left. Windows' own virtual accounts have domains of
    // their own; any other name belongs to somebody.
    private static AccountKind OfLogon(ulong? logon, string? name, string? domain)
    {
        switch (logon)
        {
            case SystemLogon:
                return AccountKind.System;
            case NetworkServiceLogon:
                return AccountKind.NetworkService;
            case LocalServiceLogon:
                return AccountKind.LocalService;
        }

        if (Blank(name) is not string text)
        {
            return AccountKind.Unknown;
        }

        return text[text.Length - 1] == '$' ? AccountKind.Machine : OfDomain(Blank(domain));
    }

    private static AccountKind OfDomain(string? domain) => domain?.ToUpperInvariant() switch
    {
        null or "NT AUTHORITY" => AccountKind.Unknown,
        "WINDOW MANAGER" => AccountKind.WindowManager,
        "FONT DRIVER HOST" => AccountKind.FontDriver,
        "NT SERVICE" or "IIS APPPOOL" or "NT VIRTUAL MACHINE" => AccountKind.Service,
        _ => AccountKind.User,
    };

    private static string? Blank(string? text) => text?.Trim() is { Length: > 0 } value && value != "-" ? value : null;

    private static ulong? ParseNumber(string? text)
    {
        string number = text?.Trim() ?? string.Empty;
        bool isHex = number.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        string digits = isHex ? number.Substring(2) : number;
        NumberStyles style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        return ulong.TryParse(digits, style, CultureInfo.InvariantCulture, out ulong value) ? value : null;
    }
}
