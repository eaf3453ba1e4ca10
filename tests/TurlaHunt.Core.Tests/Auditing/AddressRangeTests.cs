using System.Linq;
using TurlaHunt.Auditing.Stores;
using Xunit;

namespace TurlaHunt.Tests.Auditing;

/// <summary>Addresses as firewall rules name them, and which of them are the internet's.</summary>
public sealed class AddressRangeTests
{
    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("10.0.0.9/8", "10.0.0.0-10.255.255.255")]
    [InlineData("10.1.2.3/255.255.0.0", "10.1.0.0-10.1.255.255")]
    [InlineData("10.1.2.3/0.0.0.0", "0.0.0.0-255.255.255.255")]
    [InlineData("10.1.2.3/255.255.255.255", "10.1.2.3")]
    [InlineData("0.0.0.0/0", "0.0.0.0-255.255.255.255")]
    [InlineData("1.1.1.1-1.1.1.9", "1.1.1.1-1.1.1.9")]
    [InlineData("2000::/3", "2000::-3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("2001:DB8::1", "2001:db8::1")]
    [InlineData("LocalSubnet", null)]
    [InlineData("1.1.1.9-1.1.1.1", null)]
    [InlineData("1.1.1.1-2001:db8::1", null)]
    [InlineData("1.1.1.1/33", null)]
    [InlineData("1.1.1.1/255.0.255.0", null)]
    [InlineData("1.1.1", null)]
    [InlineData("1", null)]
    [InlineData("1.1.1.1/8/8", null)]
    [InlineData("", null)]
    public void Each_form_is_read_and_what_is_none_is_none(string text, string? range) => Assert.Equal(range, AddressRange.Parse(text)?.ToString());

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("1.0.0.0", true)]
    [InlineData("9.255.255.255", true)]
    [InlineData("10.0.0.0", false)]
    [InlineData("100.63.255.255", true)]
    [InlineData("100.64.0.0", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.1.1", false)]
    [InlineData("172.15.255.255", true)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.0", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("223.255.255.255", true)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("2a00::1", true)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    public void The_internet_is_what_is_routed_there(string address, bool isOfInternet) =>
        Assert.Equal(isOfInternet, AddressRange.Subtract([AddressRange.Parse(address)!.Value], InternetAddresses.All).Count == 0);

    [Fact]
    public void What_is_taken_away_is_gone_and_nothing_else()
    {
        Assert.Equal(
            "1.0.0.0-1.0.0.4, 1.0.0.6-1.0.0.255, 2001:db8::-2001:db8::ffff",
            string.Join(", ", AddressRange.Subtract(Ranges("1.0.0.0/24", "2001:db8::/112"), Ranges("1.0.0.5", "9.0.0.0/8"))));
        Assert.Empty(AddressRange.Subtract(Ranges("1.0.0.0/24"), Ranges("1.0.0.0/25", "1.0.0.128/25")));
        Assert.Equal("1.0.0.0-1.0.1.255, 3.0.0.0", string.Join(", ", AddressRange.Join(Ranges("3.0.0.0", "1.0.1.0/24", "1.0.0.0/24", "1.0.0.7"))));
    }

    [Theory]
    [InlineData("RPort=137|RPort=138|", "RPort=137-138|")]
    [InlineData("RPort=445|RPort2_10=100-200|RPort=139|RPort=201|", "RPort=100-201|RPort=445|")]
    [InlineData("RPort=IPHTTPSOut|RPort=5|", "RPort=5|RPort=IPHTTPSOut|")]
    [InlineData("RA4=1.0.0.0/255.255.255.0|RA4=LocalSubnet|RA4=1.0.1.0-1.0.1.255|", "RA4=1.0.0.0-1.0.1.255|RA4=LocalSubnet|")]
    [InlineData("Name=a|Desc=b|EmbedCtxt=c|Zz=1|Action=Block|", "Action=Block|Zz=1|")]
    public void A_rule_has_one_form_whoever_wrote_it(string fields, string canonical)
    {
        Assert.Equal("v2.10|" + canonical, FirewallRule.Parse("id", "v2.31|" + fields)!.Canonical());
        Assert.Equal("v2.10|" + canonical, FirewallRule.Parse("id", "v2.10|" + canonical)!.Canonical());
    }

    private static AddressRange[] Ranges(params string[] texts) => [.. texts.Select(text => AddressRange.Parse(text)!.Value)];
}
