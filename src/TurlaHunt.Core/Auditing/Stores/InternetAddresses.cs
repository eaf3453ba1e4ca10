using System.Collections.Generic;
using System.Linq;

namespace TurlaHunt.Auditing.Stores;

/// <summary>
/// The addresses of the internet. Firewall rules know a word for it, but what that means depends on the sites and proxies that a
/// computer knows of.
/// </summary>
internal static class InternetAddresses
{
    // Private networks (RFC 1918), shared ones (RFC 6598), link-local, loopback, multicast, reserved with the broadcast, this network.
    private static readonly string[] Others =
    [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/4", "240.0.0.0/4",
    ];

    /// <summary>All of them: IPv4 without the networks that are not routed there, and the global addresses of IPv6 (RFC 4291).</summary>
    public static IReadOnlyList<AddressRange> All { get; } =
    [
        .. AddressRange.Subtract(Parse(["0.0.0.0/0"]), Parse(Others)),
        .. Parse(["2000::/3"]),
    ];

    private static IEnumerable<AddressRange> Parse(IEnumerable<string> texts) => texts.Select(text => AddressRange.Parse(text)!.Value);
}
