using TurlaHunt.Hunting.Network;
using Xunit;

namespace TurlaHunt.Tests.Hunting.Network;

/// <summary>Servers as events name them.</summary>
public sealed class ServerTests
{
    [Theory]
    [InlineData("020001BDC5A800F70000000000000000", "197.168.0.247", 445)]
    [InlineData("020001bdc5a800f7", "197.168.0.247", 445)]
    [InlineData("02000000C0A80102", "192.168.1.2", null)]
    [InlineData("170001BD00000000FE80000000000000000000000000000104000000", "fe80::1", 445)]
    [InlineData("1700008B0000000000000000000000000000FFFFC5A800F700000000", "197.168.0.247", 139)]
    [InlineData("197.168.0.247:445", "197.168.0.247", 445)]
    [InlineData("[2a00:1450::1]:445", "2a00:1450::1", 445)]
    [InlineData(" 197.168.0.247 ", "197.168.0.247", null)]
    [InlineData("2a00:1450::1", "2a00:1450::1", null)]
    public void A_socket_address_is_read_from_its_bytes_or_text(string text, string address, int? port)
    {
        Assert.True(SocketAddress.TryParse(text, out HostAddress? read, out int? readPort));
        Assert.Equal(address, read!.Text);
        Assert.Equal(port, readPort);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("0200")]
    [InlineData("020001BDC5A800")]
    [InlineData("170001BD00000000FE80")]
    [InlineData("990001BDC5A800F7")]
    [InlineData("zz0001BDC5A800F7")]
    [InlineData("170001BD00000000FE8000000000000000000000000000zz04000000")]
    [InlineData("nas:445")]
    public void What_is_none_is_refused(string? text) => Assert.False(SocketAddress.TryParse(text, out _, out _));

    [Theory]
    [InlineData(@"\nas", "nas", null)]
    [InlineData(@"\\NAS.Contoso.example\Data$\x", "nas.contoso.example", "Data$")]
    [InlineData(@"\197.168.0.247\", "197.168.0.247", null)]
    [InlineData("nas", "nas", null)]
    public void The_SMB_client_names_servers_with_one_backslash(string text, string host, string? share)
    {
        Assert.True(ServerPath.TryParse(text, out NetworkTarget? server, out string? readShare));
        Assert.Equal(host, server!.Host);
        Assert.Equal(share, readShare);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(@"\")]
    public void No_server_is_no_server(string? text) => Assert.False(ServerPath.TryParse(text, out _, out _));

    [Theory]
    [InlineData("ws-1", "WS-1.contoso.example", true)]
    [InlineData("WS-1.contoso.example.", "ws-1.CONTOSO.example", true)]
    [InlineData("ws-1", "WS-1", true)]
    [InlineData("ws-1.evil.example", "ws-1.contoso.example", false)]
    [InlineData("ws-10", "ws-1.contoso.example", false)]
    [InlineData("", "", false)]
    [InlineData(null, "ws-1", false)]
    public void Names_of_one_computer_are_told_from_others(string? one, string? other, bool same)
    {
        Assert.Equal(same, HostNames.AreSame(one, other));
        Assert.Equal(same, HostNames.AreSame(other, one));
    }
}
