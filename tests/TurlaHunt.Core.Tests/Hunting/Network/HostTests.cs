using TurlaHunt.Hunting.Network;
using Xunit;

namespace TurlaHunt.Tests.Hunting.Network;

public sealed class HostTests
{
    [Theory]
    [InlineData("197.168.0.247", "197.168.0.247", HostScope.Public)]
    [InlineData("192.168.0.247", "192.168.0.247", HostScope.Private)]
    [InlineData("3316121847", "197.168.0.247", HostScope.Public)]
    [InlineData("0XC5A800F7", "197.168.0.247", HostScope.Public)]
    [InlineData("030552000367", "197.168.0.247", HostScope.Public)]
    [InlineData("0305.0xa8.247", "197.168.0.247", HostScope.Public)]
    [InlineData("197.11010295", "197.168.0.247", HostScope.Public)]
    [InlineData("10.1", "10.0.0.1", HostScope.Private)]
    [InlineData("172.15.255.255", "172.15.255.255", HostScope.Public)]
    [InlineData("172.16.0.0", "172.16.0.0", HostScope.Private)]
    [InlineData("172.32.0.0", "172.32.0.0", HostScope.Public)]
    [InlineData("100.63.0.1", "100.63.0.1", HostScope.Public)]
    [InlineData("100.127.0.1", "100.127.0.1", HostScope.Private)]
    [InlineData("169.254.9.9", "169.254.9.9", HostScope.LinkLocal)]
    [InlineData("127.1", "127.0.0.1", HostScope.Loopback)]
    [InlineData("0.0.0.0", "0.0.0.0", HostScope.Unspecified)]
    [InlineData("224.0.0.1", "224.0.0.1", HostScope.Multicast)]
    [InlineData("1.2.3.4.", "1.2.3.4", HostScope.Public)]
    [InlineData("2A00:1450:4009:080B:0:0:0:200E", "2a00:1450:4009:80b::200e", HostScope.Public)]
    [InlineData("[2a00:0:0:1::]", "2a00:0:0:1::", HostScope.Public)]
    [InlineData("::", "::", HostScope.Unspecified)]
    [InlineData("::1", "::1", HostScope.Loopback)]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1", HostScope.Private)]
    [InlineData("::FFFF:C5A8:F7", "197.168.0.247", HostScope.Public)]
    [InlineData("fe80::1%12", "fe80::1", HostScope.LinkLocal)]
    [InlineData("fe80--1s4.ipv6-literal.net", "fe80::1", HostScope.LinkLocal)]
    [InlineData("FD12-3456--1.IPV6-LITERAL.NET.", "fd12:3456::1", HostScope.Private)]
    [InlineData("2001-db8--1.ipv6-literal.net", "2001:db8::1", HostScope.Documentation)]
    [InlineData("1:0:2:0:0:3:0:4", "1:0:2::3:0:4", HostScope.Public)]
    [InlineData("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7", HostScope.Public)]
    public void An_address_has_one_text_and_one_scope(string text, string canonical, HostScope scope)
    {
        Assert.True(HostAddress.TryParse(text, out HostAddress? address));
        Assert.Equal(canonical, address!.Text);
        Assert.Equal(scope, address.Scope);
        Assert.True(HostAddress.TryParse(address.Text, out HostAddress? again));
        Assert.Equal(address.Text, again!.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("4294967296")]
    [InlineData("1.2.3.256")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1..2")]
    [InlineData("08.1.1.1")]
    [InlineData("0x.1")]
    [InlineData("1.2.3.4x")]
    [InlineData("server01")]
    [InlineData("1::2::3")]
    [InlineData(":1:2")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4:5:6:7:")]
    [InlineData("12345::")]
    [InlineData("fe80::1%")]
    [InlineData("server.ipv6-literal.net")]
    public void What_is_no_address_is_none(string text) => Assert.False(HostAddress.TryParse(text, out _));

    [Fact]
    public void The_zone_is_kept_apart()
    {
        Assert.True(HostAddress.TryParse("fe80--abcs12.ipv6-literal.net", out HostAddress? address));
        Assert.Equal("12", address!.Zone);
    }

    [Theory]
    [InlineData("Server.Corp.", "server.corp", HostScope.Name, null, false)]
    [InlineData("197.168.0.250@8080", "197.168.0.250", HostScope.Public, 8080, false)]
    [InlineData("docs.live.net@SSL", "docs.live.net", HostScope.Name, null, true)]
    [InlineData("3316121847@ssl@443", "197.168.0.247", HostScope.Public, 443, true)]
    [InlineData("LOCALHOST", "localhost", HostScope.Loopback, null, false)]
    public void A_host_may_carry_a_port(string text, string host, HostScope scope, int? port, bool ssl)
    {
        Assert.True(NetworkTarget.TryParse(text, out NetworkTarget? target));
        Assert.Equal((host, scope, port, ssl), (target!.Host, target.Scope, target.Port, target.IsSsl));
    }

    [Theory]
    [InlineData(@"\\h\s\a\b", "h", "s", @"a\b")]
    [InlineData(@"\\\\h\\s\\a", "h", "s", "a")]
    [InlineData(@"\\?\UNC\h\s", "h", "s", "")]
    [InlineData(@"\\.\unc\h\s\a", "h", "s", "a")]
    [InlineData(@"\??\UNC\h\s", "h", "s", "")]
    [InlineData(@"\Device\Mup\;LanmanRedirector\;Z:00000000000abcde\h\s\a", "h", "s", "a")]
    [InlineData(@"\\?\GLOBALROOT\Device\Mup\h\s", "h", "s", "")]
    [InlineData(@"\\h", "h", "", "")]
    public void A_path_has_host_share_and_rest(string text, string host, string share, string rest)
    {
        Assert.True(UncPath.TryParse(text, out UncPath? path));
        Assert.Equal((host, share, rest), (path!.Target.Host, path.Share, path.Rest));
    }

    [Theory]
    [InlineData(@"\\.\pipe\x")]
    [InlineData(@"\\?\C:\x")]
    [InlineData(@"\??\C:\x")]
    [InlineData(@"\\root\subscription")]
    [InlineData(@"\\.\root\cimv2")]
    [InlineData(@"\\h\root\cimv2:Win32_Process")]
    [InlineData(@"\x\y")]
    [InlineData(@"\Device\HarddiskVolume1\x")]
    [InlineData(@"C:\x")]
    [InlineData(@"\\")]
    [InlineData(@"\\a b\c")]
    public void What_only_looks_like_a_path_is_none(string text) => Assert.False(UncPath.TryParse(text, out _));
}
