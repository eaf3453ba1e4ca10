namespace TurlaHunt;

/// <summary>What two steps of a chain have in common. The strongest comes first.</summary>
public enum ChainTieKind
{
    /// <summary>One finding holds both: the command line itself, or the task that was registered and then ran.</summary>
    SameFinding,

    /// <summary>One process started the other, or is the other.</summary>
    Ancestry,

    /// <summary>The same logon session.</summary>
    LogonId,

    /// <summary>The same server.</summary>
    Target,

    /// <summary>The same account.</summary>
    Account,
}
