namespace TurlaHunt;

/// <summary>Which SMB does not leave the computer.</summary>
public enum OutboundSmbScope
{
    /// <summary>All, while the computer is in a public network.</summary>
    PublicNetworks,

    /// <summary>What goes to addresses of the internet, in any network.</summary>
    InternetAddresses,
}
