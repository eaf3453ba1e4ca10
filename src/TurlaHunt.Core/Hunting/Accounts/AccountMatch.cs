namespace TurlaHunt.Hunting.Accounts;

/// <summary>How far two accounts that an event names are one.</summary>
public enum AccountMatch
{
    /// <summary>They have different names or domains.</summary>
    Different,

    /// <summary>They have one name, and one of them has no domain: it may be the other's or the server's own.</summary>
    SameName,

    /// <summary>They are one account.</summary>
    Same,
}
