namespace TurlaHunt.Hunting.CommandLines;

/// <summary>What a command line amounts to, the more alarming the greater. Each class has its Sigma severity.</summary>
public enum LineVerdict
{
    /// <summary>Nothing to hunt: no share, a share of the machine itself, or a disconnection.</summary>
    None,

    /// <summary><c>net use</c> toward names only: what every logon script does. Informational: hunt, do not alert.</summary>
    NamedShare,

    /// <summary>No <c>net use</c>, but a path to an address other than the machine's own. Low.</summary>
    AddressPath,

    /// <summary><c>net use</c> toward a private address. Medium.</summary>
    PrivateShare,

    /// <summary><c>net use</c> toward a public address or a URL: the shape of the Topinambour campaign. High.</summary>
    PublicShare,
}
