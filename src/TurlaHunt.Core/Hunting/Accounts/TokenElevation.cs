namespace TurlaHunt.Hunting.Accounts;

/// <summary>TokenElevationType of event 4688.</summary>
public enum TokenElevation
{
    /// <summary>Missing or not understood.</summary>
    Unknown,

    /// <summary>%%1936: no linked token. Standard users, services, the built-in Administrator, UAC off.</summary>
    Default,

    /// <summary>%%1937: the elevated half of a split token.</summary>
    Full,

    /// <summary>%%1938: the filtered half of a split token.</summary>
    Limited,
}
