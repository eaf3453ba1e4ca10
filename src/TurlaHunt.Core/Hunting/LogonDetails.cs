using System;
using TurlaHunt.Events;
using TurlaHunt.Hunting.Accounts;
using TurlaHunt.Hunting.Network;

namespace TurlaHunt.Hunting;

/// <summary>A logon elsewhere with credentials that were given for it (Security 4648).</summary>
internal sealed class LogonDetails
{
    private const long KernelProcess = 4;
    private const string SmbService = "cifs/";

    private LogonDetails()
    {
    }

    public string? UserName { get; private init; }

    public string? UserSid { get; private init; }

    public string? LogonId { get; private init; }

    public AccountKind UserKind { get; private init; }

    public string? AccountGiven { get; private init; }

    /// <summary>Whether the account is the user's own after all.</summary>
    public AccountMatch Match { get; private init; }

    /// <summary>Whether the account is a computer's, or one that Windows itself runs services under.</summary>
    public bool IsForWindows { get; private init; }

    public string? ServerName { get; private init; }

    public NetworkTarget? Server { get; private init; }

    public HostAddress? Address { get; private init; }

    public HostScope Scope => Address?.Scope ?? Server?.Scope ?? HostScope.Name;

    public int? Port { get; private init; }

    public string? Service { get; private init; }

    public string? ProcessName { get; private init; }

    public long? ProcessId { get; private init; }

    public bool IsRedirector { get; private init; }

    /// <summary>Whether it is for an SMB server.</summary>
    public bool IsSmb { get; private init; }

    /// <summary>Whether the server is the computer itself.</summary>
    public bool IsLocal { get; private init; }

    public static LogonDetails Of(EventRecord record)
    {
        EventData data = record.Data;
        string? service = EventText.OrNull(data.Find("TargetInfo"));
        string? serverName = EventText.OrNull(data.Find("TargetServerName"));
        long? process = EventText.ToInt64(data.Find("ProcessId"));
        int? port = EventText.ToInt64(data.Find("IpPort")) is long number and > 0 and <= ushort.MaxValue ? (int)number : null;
        bool isKernel = process == KernelProcess;
        NetworkTarget? server = NetworkTarget.TryParse(serverName ?? HostOf(service), out NetworkTarget? target) ? target : null;
        HostAddress? address = HostAddress.TryParse(data.Find("IpAddress"), out HostAddress? told) ? told : server?.Address;
        string? userDomain = data.Find("SubjectDomainName");
        string? user = data.Find("SubjectUserName");
        string? givenDomain = data.Find("TargetDomainName");
        string? given = data.Find("TargetUserName");
        return new LogonDetails
        {
            UserName = AccountName.Join(userDomain, user),
            UserSid = EventText.OrNull(data.Find("SubjectUserSid")),
            LogonId = EventText.OrNull(data.Find("SubjectLogonId")),
            UserKind = SidClassifier.Classify(data.Find("SubjectUserSid"), user),
            AccountGiven = AccountName.Join(givenDomain, given),
            Match = AccountComparison.Compare(userDomain, user, givenDomain, given),
            IsForWindows = IsWindows(givenDomain, given),
            ServerName = serverName,
            Server = server,
            Address = address,
            Port = port,
            Service = service,
            ProcessName = EventText.OrNull(data.Find("ProcessName")),
            ProcessId = process,
            IsRedirector = isKernel,
            IsSmb = SmbPort.IsSmb(port) || IsSmbService(service) || (isKernel && port is null && !NamesService(service)),
            IsLocal = IsOwn(address?.Scope ?? server?.Scope) || HostNames.AreSame(server?.Host, record.MachineName),
        };
    }

    private static bool IsSmbService(string? service) =>
        service is not null && service.StartsWith(SmbService, StringComparison.OrdinalIgnoreCase);

    // A service is named as class/host; no host name has a slash.
    private static bool NamesService(string? service) => service is not null && service.IndexOf('/') > 0;

    private static string? HostOf(string? service) =>
        service is null ? null : service.Substring(service.IndexOf('/') + 1).Split('/', ':')[0];

    private static bool IsOwn(HostScope? scope) => scope is HostScope.Loopback or HostScope.Unspecified;

    private static bool IsWindows(string? domain, string? name) =>
        name?.Trim() is { Length: > 1 } account && account[account.Length - 1] == '$'
        || domain?.Trim().ToUpperInvariant() is "NT AUTHORITY" or "NT SERVICE" or "WINDOW MANAGER" or "FONT DRIVER HOST";
}
