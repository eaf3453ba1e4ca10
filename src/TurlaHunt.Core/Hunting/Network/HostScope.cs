namespace TurlaHunt.Hunting.Network;

/// <summary>How far away a host is, as far as its written form tells.</summary>
public enum HostScope
{
    /// <summary>A name: nothing is known without a resolver, and none is asked.</summary>
    Name,

    /// <summary>An address that the internet routes. 197.168.0.0/16 is one, however much it looks like 192.168.</summary>
    Public,

    /// <summary>RFC 1918, RFC 6598 (100.64/10), fc00::/7, fec0::/10.</summary>
    Private,

    /// <summary>169.254/16 and fe80::/10.</summary>
    LinkLocal,

    /// <summary>127/8, ::1, and the name localhost.</summary>
    Loopback,

    /// <summary>0.0.0.0 and ::, which Windows connects to itself.</summary>
    Unspecified,

    /// <summary>224/4 and ff00::/8.</summary>
    Multicast,

    /// <summary>2001:db8::/32. The IPv4 documentation nets count as public: they are outside every private range.</summary>
    Documentation,
}
