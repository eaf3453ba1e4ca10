namespace TurlaHunt.Hunting.Accounts;

/// <summary>What kind of account stands behind a SID.</summary>
public enum AccountKind
{
    /// <summary>The SID is missing, malformed or the null SID: nothing is known.</summary>
    Unknown,

    /// <summary>S-1-5-18.</summary>
    System,

    /// <summary>S-1-5-19.</summary>
    LocalService,

    /// <summary>S-1-5-20.</summary>
    NetworkService,

    /// <summary>A service account S-1-5-80-…, S-1-5-82-… (application pools) or S-1-5-83-… (virtual machines).</summary>
    Service,

    /// <summary>Desktop Window Manager, S-1-5-90-….</summary>
    WindowManager,

    /// <summary>Font driver host, S-1-5-96-….</summary>
    FontDriver,

    /// <summary>A group that exists on every Windows (Everyone, BUILTIN\Administrators, Anonymous, …).</summary>
    WellKnownGroup,

    /// <summary>The built-in Administrator: RID 500 of a machine or domain, whatever it is called.</summary>
    BuiltInAdministrator,

    /// <summary>A computer's account: its name ends in $.</summary>
    Machine,

    /// <summary>A person's account, local, domain or Entra ID. Says nothing about group membership.</summary>
    User,
}
