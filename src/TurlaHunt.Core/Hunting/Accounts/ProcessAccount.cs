namespace TurlaHunt.Hunting.Accounts;

/// <summary>With what rights a new process runs.</summary>
public enum PrivilegeVerdict
{
    /// <summary>The event does not say enough. Never a good answer.</summary>
    Unknown,

    /// <summary>A user who cannot elevate without somebody else's password.</summary>
    StandardUser,

    /// <summary>A member of Administrators who has not elevated: acts as a standard user, is none.</summary>
    AdministratorFiltered,

    /// <summary>An administrator with full rights.</summary>
    Elevated,

    /// <summary>Windows itself: SYSTEM, services, computers.</summary>
    System,
}

/// <summary>Whose process a 4688 describes, and with what rights it runs.</summary>
public sealed class ProcessAccount
{
    internal ProcessAccount(
        string? sid, string? name, string? domain, ulong? logonId, bool isTarget, AccountKind kind,
        TokenElevation elevation, IntegrityLevel integrity, PrivilegeVerdict verdict, string reason)
    {
        Sid = sid;
        Name = name;
        Domain = domain;
        LogonId = logonId;
        IsTarget = isTarget;
        Kind = kind;
        Elevation = elevation;
        Integrity = integrity;
        Verdict = verdict;
        Reason = reason;
    }

    /// <summary>The SID of the process's user, or null if the event leaves it out.</summary>
    public string? Sid { get; }

    /// <summary>The user's name.</summary>
    public string? Name { get; }

    /// <summary>The user's domain.</summary>
    public string? Domain { get; }

    /// <summary>The user's logon session.</summary>
    public ulong? LogonId { get; }

    /// <summary>True if the process runs as another user (Target) than its creator (Subject).</summary>
    public bool IsTarget { get; }

    /// <summary>What kind of account it is.</summary>
    public AccountKind Kind { get; }

    /// <summary>The token's type.</summary>
    public TokenElevation Elevation { get; }

    /// <summary>The process's integrity level.</summary>
    public IntegrityLevel Integrity { get; }

    /// <summary>With what rights it runs.</summary>
    public PrivilegeVerdict Verdict { get; }

    /// <summary>What the verdict rests on, in a sentence.</summary>
    public string Reason { get; }
}
