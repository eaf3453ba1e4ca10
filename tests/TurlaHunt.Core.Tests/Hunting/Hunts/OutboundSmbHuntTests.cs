using System.Collections.Generic;
using System.Linq;
using TurlaHunt.Evtx;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Hunting.Network;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Hunting.Hunts;

public sealed class OutboundSmbHuntTests
{
    private const string Out = "%%14593";
    private const string In = "%%14592";
    private const string Own = "10.20.4.117";
    private const string PowerShell = @"\device\harddiskvolume2\windows\system32\windowspowershell\v1.0\powershell.exe";

    [Theory]
    [InlineData("197.168.0.247", "197.168.0.247", HostScope.Public, Severity.High)]
    [InlineData("192.168.0.247", "192.168.0.247", HostScope.Private, Severity.Informational)]
    [InlineData("::ffff:197.168.0.247", "197.168.0.247", HostScope.Public, Severity.High)]
    [InlineData("fe80::79bf:8ee2:433c:2567", "fe80::79bf:8ee2:433c:2567", HostScope.LinkLocal, Severity.Informational)]
    [InlineData("2A00:1450:4009:080B:0000:0000:0000:200E", "2a00:1450:4009:80b::200e", HostScope.Public, Severity.High)]
    public void An_allowed_connection_is_found_and_ranked_by_where_it_goes(
        string address, string canonical, HostScope scope, Severity severity)
    {
        SmbConnection found = Assert.Single(Find(Filter(5156, Out, address, "445")));
        Assert.Equal(canonical, found.RemoteAddress);
        Assert.Equal(scope, found.RemoteScope);
        Assert.Equal(severity, found.Severity);
        Assert.Equal(445, found.RemotePort);
        Assert.Equal(Own, found.LocalAddress);
        Assert.Equal(50123, found.LocalPort);
        Assert.Equal(ConnectionOutcome.Allowed, found.Outcome);
        Assert.Equal("System", found.ProcessName);
        Assert.Equal(4, found.ProcessId);
        Assert.True(found.IsRedirector);
        Assert.Null(found.UserName);
        Assert.Contains(found.Reasons, reason => reason.Contains("process 4") && reason.Contains("not told"));
        Assert.Equal("TH-0003", found.HuntId);
    }

    [Theory]
    [InlineData("197.168.0.247", Severity.Medium)]
    [InlineData("10.20.1.12", Severity.Low)]
    public void A_blocked_connection_is_found_too(string address, Severity severity)
    {
        SmbConnection found = Assert.Single(Find(Filter(5157, Out, address, "445")));
        Assert.Equal(ConnectionOutcome.Blocked, found.Outcome);
        Assert.Equal(severity, found.Severity);
    }

    [Fact]
    public void Port_139_counts()
    {
        SmbConnection found = Assert.Single(Find(Filter(5156, Out, "197.168.0.247", "139")));
        Assert.Equal(139, found.RemotePort);
        Assert.Contains(found.Reasons, reason => reason.Contains("NetBIOS"));
    }

    [Fact]
    public void A_program_that_speaks_SMB_itself_stands_out()
    {
        SmbConnection found = Assert.Single(Find(Filter(5156, Out, "10.20.1.12", "445", PowerShell, 4321)));
        Assert.False(found.IsRedirector);
        Assert.Equal(PowerShell, found.ProcessName);
        Assert.Equal(4321, found.ProcessId);
        Assert.Equal(Severity.Medium, found.Severity);
        Assert.Contains("powershell.exe speaks SMB itself instead of leaving it to Windows.", found.Reasons);
    }

    [Fact]
    public void A_connection_to_the_own_address_is_nothing_to_worry_about()
    {
        SmbConnection found = Assert.Single(Find(Filter(5156, Out, Own, "445")));
        Assert.Equal(Severity.Informational, found.Severity);
        Assert.Contains(Own + " is the computer's own address.", found.Reasons);
    }

    [Fact]
    public void Sysmon_names_the_account_but_not_that_of_who_asked_the_SMB_client()
    {
        SmbConnection system = Assert.Single(Find(Network("true", "197.168.0.247", 445, "System", @"NT AUTHORITY\SYSTEM", 4)));
        Assert.Equal(ConnectionOutcome.Connected, system.Outcome);
        Assert.Equal(Severity.High, system.Severity);
        Assert.True(system.IsRedirector);
        Assert.Null(system.UserName);

        SmbConnection own = Assert.Single(Find(Network("True", "10.1.2.3", 445, @"C:\x\powershell.exe", @"CONTOSO\m.weber", 4321)));
        Assert.False(own.IsRedirector);
        Assert.Equal(@"CONTOSO\m.weber", own.UserName);
        Assert.Equal("nas", own.RemoteName);
        Assert.Equal(Severity.Medium, own.Severity);
    }

    public static IEnumerable<TheoryDataRow<string, EventDescription>> NearMisses =>
    [
        new("inbound", Filter(5156, In, "197.168.0.247", "445")),
        new("another port", Filter(5156, Out, "197.168.0.247", "443")),
        new("445 is the own port", Filter(5156, In, "10.20.1.12", "50999")),
        new("loopback", Filter(5156, Out, "127.0.0.1", "445")),
        new("loopback v6", Filter(5156, Out, "::1", "445")),
        new("loopback v6, long", Network("true", "0:0:0:0:0:0:0:1", 445, "System", "", 4)),
        new("unspecified", Filter(5156, Out, "0.0.0.0", "445")),
        new("inbound for Sysmon", Network("false", Own, 445, "System", @"NT AUTHORITY\SYSTEM", 4)),
        new("no port", Filter(5156, Out, "197.168.0.247", "")),
        new("another provider's 3", Network("true", "197.168.0.247", 445, "System", "", 4) with { ProviderName = "Microsoft-Windows-Bits-Client" }),
        new("a name that is this machine", Client(31017, "Security", @"\localhost")),
        new("another event of the client", Client(30810, "Connectivity", @"\nas")),
    ];

    [Theory]
    [MemberData(nameof(NearMisses), DisableDiscoveryEnumeration = true)]
    public void A_near_miss_stays_silent(string name, EventDescription description)
    {
        Assert.NotEmpty(name);
        Assert.Empty(Find(description));
    }

    [Fact]
    public void An_address_that_cannot_be_read_is_not_taken_for_a_harmless_one()
    {
        SmbConnection found = Assert.Single(Find(Filter(5156, Out, "?", "445")));
        Assert.Null(found.RemoteAddress);
        Assert.Equal(Severity.Low, found.Severity);
        Assert.Contains("The event does not tell where to.", found.Reasons);
    }

    [Theory]
    [InlineData(30803, "Connectivity", ConnectionOutcome.Failed, Severity.Medium)]
    [InlineData(30804, "Connectivity", ConnectionOutcome.Connected, Severity.High)]
    [InlineData(30806, "Connectivity", ConnectionOutcome.Connected, Severity.High)]
    [InlineData(30816, "Connectivity", ConnectionOutcome.Refused, Severity.High)]
    [InlineData(31017, "Security", ConnectionOutcome.Refused, Severity.High)]
    public void The_SMB_client_tells_of_connections_to_addresses(
        ushort id, string log, ConnectionOutcome outcome, Severity severity)
    {
        SmbConnection found = Assert.Single(Find(Client(id, log, @"\197.168.0.247")));
        Assert.Equal(outcome, found.Outcome);
        Assert.Equal(severity, found.Severity);
        Assert.Equal("197.168.0.247", found.RemoteAddress);
        Assert.Null(found.RemoteName);
        Assert.Null(found.RemotePort);
        Assert.True(found.IsRedirector);
    }

    [Fact]
    public void The_address_that_was_tried_is_read_from_its_bytes()
    {
        byte[] socket = new byte[128];
        new byte[] { 2, 0, 0x01, 0xBD, 197, 168, 0, 247 }.CopyTo(socket, 0);
        SmbConnection found = Assert.Single(Find(HuntedLog.SmbClient(
            30803,
            "Connectivity",
            ("Reason", EventValue.UInt32(1)),
            ("Status", EventValue.UInt32(0xC00000B5)),
            ("ServerNameLength", EventValue.UInt16(6)),
            ("ServerName", EventValue.String(@"\files")),
            ("AddressLength", EventValue.UInt32(128)),
            ("Address", EventValue.Binary(socket)),
            ("ConnectionType", EventValue.UInt32(1)))));
        Assert.Equal("197.168.0.247", found.RemoteAddress);
        Assert.Equal("files", found.RemoteName);
        Assert.Equal(445, found.RemotePort);
        Assert.Equal("0xC00000B5", found.Status);
        Assert.Equal(HostScope.Public, found.RemoteScope);
        Assert.Equal(Severity.Medium, found.Severity);
    }

    [Fact]
    public void A_refused_logon_names_account_and_session()
    {
        SmbConnection found = Assert.Single(Find(HuntedLog.SmbClient(
            31001,
            "Security",
            ("Status", EventValue.UInt32(0xC000006D)),
            ("LogonId", EventValue.UInt64(0x2b8f4e)),
            ("ServerName", EventValue.String(@"\nas")),
            ("PrincipalName", EventValue.String("cifs/nas")),
            ("UserName", EventValue.String(@"NAS\backup")))));
        Assert.Equal(@"NAS\backup", found.AccountGiven);
        Assert.Equal("0x2b8f4e", found.LogonId);
        Assert.Equal("nas", found.RemoteName);
        Assert.Null(found.RemoteAddress);
        Assert.Equal(HostScope.Name, found.RemoteScope);
        Assert.Equal(Severity.Low, found.Severity);
    }

    [Fact]
    public void A_share_that_was_refused_is_named()
    {
        SmbConnection found = Assert.Single(Find(HuntedLog.SmbClient(
            31010,
            "Security",
            ("Status", EventValue.UInt32(0xC0000022)),
            ("ShareName", EventValue.String(@"\197.168.0.247\c$")),
            ("ObjectName", EventValue.String("")))));
        Assert.Equal("c$", found.Share);
        Assert.Equal("197.168.0.247", found.RemoteAddress);
        Assert.Equal(Severity.High, found.Severity);
    }

    [Fact]
    public void A_record_that_is_in_two_files_is_found_once_and_another_one_like_it_too()
    {
        byte[] log = TestLog.Of(Filter(5156, Out, "197.168.0.247", "445"), Filter(5156, Out, "197.168.0.247", "445"));
        OutboundSmbHunt hunt = new();
        EventRecord[] twice = [.. ReadLog.Of(log, hunt.Query).Records, .. ReadLog.Of(log, hunt.Query).Records];
        Assert.Equal(twice.Take(2).Select(record => record.RecordId), HuntedLog.Find<SmbConnection>(hunt, twice).Select(found => found.RecordId));
    }

    private static SmbConnection[] Find(params EventDescription[] events) =>
        HuntedLog.Find<SmbConnection>(new OutboundSmbHunt(), events);

    private static EventDescription Filter(
        ushort id, string direction, string address, string port, string program = "System", ulong process = 4) =>
        HuntedLog.Security(
            id,
            ("ProcessID", EventValue.UInt64(process)),
            ("Application", EventValue.String(program)),
            ("Direction", EventValue.String(direction)),
            ("SourceAddress", EventValue.String(Own)),
            ("SourcePort", EventValue.String(direction == In ? "445" : "50123")),
            ("DestAddress", EventValue.String(address)),
            ("DestPort", EventValue.String(port)),
            ("Protocol", EventValue.UInt32(6)));

    private static EventDescription Network(
        string initiated, string address, ushort port, string image, string user, uint process) =>
        HuntedLog.Sysmon(
            3,
            ("ProcessId", EventValue.UInt32(process)),
            ("Image", EventValue.String(image)),
            ("User", EventValue.String(user)),
            ("Protocol", EventValue.String("tcp")),
            ("Initiated", EventValue.String(initiated)),
            ("SourceIp", EventValue.String(Own)),
            ("SourcePort", EventValue.UInt16(50123)),
            ("DestinationIp", EventValue.String(address)),
            ("DestinationHostname", EventValue.String(address == "10.1.2.3" ? "nas" : "")),
            ("DestinationPort", EventValue.UInt16(port)));

    private static EventDescription Client(ushort id, string log, string server) =>
        HuntedLog.SmbClient(id, log, ("ServerName", EventValue.String(server)));
}
