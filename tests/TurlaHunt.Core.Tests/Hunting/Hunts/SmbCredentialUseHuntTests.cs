using System;
using TurlaHunt.Evtx;
using TurlaHunt.Hunting.Hunts;
using TurlaHunt.Hunting.Network;
using TurlaHunt.Tests.Writing;
using Xunit;

namespace TurlaHunt.Tests.Hunting.Hunts;

public sealed class SmbCredentialUseHuntTests
{
    private const string Weber = "S-1-5-21-1-2-3-1142";
    private const string System = "S-1-5-18";

    [Fact]
    public void The_trace_of_net_use_is_found_with_all_that_it_says()
    {
        CredentialUse found = Assert.Single(Find(new Logon()));
        Assert.Equal(Severity.High, found.Severity);
        Assert.Equal(@"CONTOSO\m.weber", found.UserName);
        Assert.Equal(Weber, found.UserSid);
        Assert.Equal("0x2b8f4e", found.LogonId);
        Assert.Equal("administrator", found.AccountGiven);
        Assert.Equal("197.168.0.247", found.TargetServer);
        Assert.Equal("197.168.0.247", found.TargetHost);
        Assert.Equal("197.168.0.247", found.RemoteAddress);
        Assert.Equal(HostScope.Public, found.RemoteScope);
        Assert.Equal(445, found.RemotePort);
        Assert.Equal(4, found.ProcessId);
        Assert.Null(found.ProcessName);
        Assert.True(found.IsRedirector);
        Assert.Equal("TH-0004", found.HuntId);
        Assert.Contains("197.168.0.247 is a public address.", found.Reasons);
        Assert.Contains(found.Reasons, reason => reason.Contains("process 4"));
    }

    public static TheoryData<string, Logon, Severity> Uses => new()
    {
        { "a private address", new Logon { Server = "10.1.2.3", Ip = "10.1.2.3" }, Severity.Medium },
        { "a name, NTLM", new Logon { Server = "nas", Ip = "10.1.2.3" }, Severity.Low },
        { "a name that is a public address", new Logon { Server = "nas.example.com", Ip = "197.168.0.247" }, Severity.High },
        { "a disguised address", new Logon { Server = "3316121847", Ip = "-", Port = "-", Info = "cifs/3316121847" }, Severity.High },
        { "Kerberos", new Logon { Server = "dc1.contoso.example", Info = "cifs/dc1.contoso.example", Ip = "-", Port = "-" }, Severity.Low },
        { "Kerberos in capitals, only the service", new Logon { Server = "", Info = "CIFS/8.8.8.8", Ip = "-", Port = "-" }, Severity.High },
        { "a program of its own", new Logon { Process = 4321, Name = @"C:\x.exe", Info = "cifs/8.8.8.8", Server = "8.8.8.8", Ip = "-", Port = "-" }, Severity.High },
        { "the kernel without a port", new Logon { Server = "10.1.2.3", Info = "10.1.2.3", Ip = "-", Port = "-" }, Severity.Medium },
        { "NetBIOS", new Logon { Port = "139" }, Severity.High },
        { "an account of another domain with the same name", new Logon { Given = "m.weber", GivenDomain = "EVIL", Server = "nas", Ip = "10.1.2.3" }, Severity.Low },
        { "the same name at a server on the internet", new Logon { Given = "m.weber" }, Severity.High },
        { "SYSTEM toward the internet", new Logon { UserSid = System, User = "WS-1$" }, Severity.High },
        { "SYSTEM within", new Logon { UserSid = System, User = "WS-1$", Server = "nas", Ip = "10.1.2.3" }, Severity.Informational },
        { "the process id in decimal", new Logon { IsDecimal = true }, Severity.High },
        { "IPv6", new Logon { Server = "2a00-1450--1.ipv6-literal.net", Ip = "2a00:1450::1" }, Severity.High },
    };

    [Theory]
    [MemberData(nameof(Uses), DisableDiscoveryEnumeration = true)]
    public void Another_accounts_credentials_at_an_SMB_server_are_found(string what, Logon logon, Severity severity)
    {
        CredentialUse found = Assert.Single(Find(logon));
        Assert.True(severity == found.Severity, $"{what}: {found.Severity}");
    }

    public static TheoryData<string, Logon> NearMisses => new()
    {
        { "the own account", new Logon { Given = "M.Weber", GivenDomain = "contoso" } },
        { "the own account by its long domain", new Logon { Given = "m.weber", GivenDomain = "CONTOSO.EXAMPLE" } },
        { "the own account as a UPN", new Logon { Given = "m.weber@contoso.example", GivenDomain = "" } },
        { "the own name without a domain, within", new Logon { Given = "m.weber", GivenDomain = "-", Server = "nas", Ip = "10.1.2.3" } },
        { "localhost", new Logon { Server = "localhost", Info = "localhost", Ip = "-", Port = "-" } },
        { "loopback", new Logon { Server = "nas", Ip = "127.0.0.1" } },
        { "loopback v6", new Logon { Server = "nas", Ip = "::1" } },
        { "the computer by its own name", new Logon { Server = "ws-1", Info = "cifs/ws-1", Ip = "-", Port = "-" } },
        { "the computer by its long name", new Logon { Server = "WS-1.contoso.example", Info = "cifs/WS-1.contoso.example", Ip = "-", Port = "-" } },
        { "a web server", new Logon { Info = "HTTP/intranet", Server = "intranet", Ip = "-", Port = "-", Process = 4321, Name = "x" } },
        { "a web server, from the kernel", new Logon { Info = "HTTP/intranet", Server = "intranet", Ip = "-", Port = "-" } },
        { "another port, from the kernel", new Logon { Port = "80" } },
        { "a terminal server", new Logon { Info = "TERMSRV/srv", Server = "srv", Ip = "-", Port = "-", Process = 4321, Name = "x" } },
        { "RPC", new Logon { Info = "RPCSS/srv", Server = "srv", Ip = "-", Port = "-", Process = 772, Name = "x" } },
        { "a host service", new Logon { Info = "host/srv", Server = "srv", Ip = "-", Port = "-", Process = 1100, Name = "x" } },
        { "no service, from a program", new Logon { Info = "srv", Server = "srv", Ip = "-", Port = "-", Process = 1100, Name = "x" } },
        { "a computer's account", new Logon { UserSid = System, User = "WS-1$", Given = "WS-1$", GivenDomain = "CONTOSO" } },
        { "a computer's account of another", new Logon { Given = "CLUSTER1$", GivenDomain = "CONTOSO" } },
        { "Windows' own", new Logon { UserSid = System, User = "WS-1$", Given = "SYSTEM", GivenDomain = "NT AUTHORITY" } },
    };

    [Theory]
    [MemberData(nameof(NearMisses), DisableDiscoveryEnumeration = true)]
    public void A_near_miss_stays_silent(string what, Logon logon) =>
        Assert.True(Find(logon).Length == 0, what);

    [Fact]
    public void A_record_of_a_log_and_of_its_copy_is_found_once()
    {
        SmbCredentialUseHunt hunt = new();
        byte[] log = TestLog.Of(new Logon().ToEvent());
        Assert.Single(HuntedLog.Find<CredentialUse>(hunt, [.. ReadLog.Of(log, hunt.Query).Records, .. ReadLog.Of(log, hunt.Query).Records]));
    }

    private static CredentialUse[] Find(Logon logon) =>
        HuntedLog.Find<CredentialUse>(new SmbCredentialUseHunt(), logon.ToEvent());

    /// <summary>A 4648; what is not told otherwise is what net use of the campaign leaves.</summary>
    public sealed class Logon
    {
        public string UserSid { get; init; } = Weber;

        public string User { get; init; } = "m.weber";

        public string Given { get; init; } = "administrator";

        public string GivenDomain { get; init; } = "";

        public string Server { get; init; } = "197.168.0.247";

        public string? Info { get; init; }

        public uint Process { get; init; } = 4;

        public bool IsDecimal { get; init; }

        public string Name { get; init; } = "";

        public string? Ip { get; init; }

        public string Port { get; init; } = "445";

        internal EventDescription ToEvent() => HuntedLog.Security(
            4648,
            ("SubjectUserSid", EventValue.Sid(UserSid)),
            ("SubjectUserName", EventValue.String(User)),
            ("SubjectDomainName", EventValue.String("CONTOSO")),
            ("SubjectLogonId", EventValue.HexInt64(0x2b8f4e)),
            ("LogonGuid", EventValue.Guid(Guid.Empty)),
            ("TargetUserName", EventValue.String(Given)),
            ("TargetDomainName", EventValue.String(GivenDomain)),
            ("TargetLogonGuid", EventValue.Guid(Guid.Empty)),
            ("TargetServerName", EventValue.String(Server)),
            ("TargetInfo", EventValue.String(Info ?? Server)),
            ("ProcessId", IsDecimal ? EventValue.UInt64(Process) : EventValue.HexInt64(Process)),
            ("ProcessName", EventValue.String(Name)),
            ("IpAddress", EventValue.String(Ip ?? Server)),
            ("IpPort", EventValue.String(Port)));
    }
}
