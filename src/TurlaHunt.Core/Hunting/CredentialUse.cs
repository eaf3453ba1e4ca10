using System;
using System.Collections.Generic;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Network;

namespace TurlaHunt;

/// <summary>A logon at an SMB server with the credentials of another account, as one event shows it.</summary>
public sealed class CredentialUse : Finding
{
    internal CredentialUse(
        Hunt hunt, EventRecord record, LogonDetails logon, Severity severity, IReadOnlyList<string> reasons)
        : base(hunt, record, severity, reasons)
    {
        UserName = logon.UserName;
        UserSid = logon.UserSid;
        LogonId = logon.LogonId;
        AccountGiven = logon.AccountGiven;
        TargetServer = logon.ServerName;
        TargetHost = logon.Server?.Host;
        RemoteAddress = logon.Address?.Text;
        RemoteScope = logon.Scope;
        RemotePort = logon.Port;
        Service = logon.Service;
        ProcessName = logon.ProcessName;
        ProcessId = logon.ProcessId;
        IsRedirector = logon.IsRedirector;
    }

    /// <summary>Who used the credentials, as DOMAIN\name.</summary>
    public string? UserName { get; internal init; }

    /// <summary>The SID of that account.</summary>
    public string? UserSid { get; internal init; }

    /// <summary>Its logon session.</summary>
    public string? LogonId { get; internal init; }

    /// <summary>The account whose credentials they are, as DOMAIN\name.</summary>
    public string? AccountGiven { get; internal init; }

    /// <summary>The server, as the event names it.</summary>
    public string? TargetServer { get; internal init; }

    /// <summary>The server: an address in its usual form, or a name in lower case.</summary>
    public string? TargetHost { get; internal init; }

    /// <summary>The server's address; null where the event has only a name.</summary>
    public string? RemoteAddress { get; internal init; }

    /// <summary>Where the server is, as far as its address tells.</summary>
    public HostScope RemoteScope { get; internal init; }

    /// <summary>The server's port, where the event tells it.</summary>
    public int? RemotePort { get; internal init; }

    /// <summary>The service that the logon is for, such as cifs/fileserver, or what else the event says about the server.</summary>
    public string? Service { get; internal init; }

    /// <summary>The program that logged on; null for Windows' own SMB client.</summary>
    public string? ProcessName { get; internal init; }

    /// <summary>The process that logged on.</summary>
    public long? ProcessId { get; internal init; }

    /// <summary>Whether Windows' own SMB client logged on, for a program that the event does not name.</summary>
    public bool IsRedirector { get; internal init; }

    /// <inheritdoc/>
    internal override string Fact => $"credentials of {AccountGiven ?? "nobody"} used at {TargetHost ?? RemoteAddress}";

    /// <inheritdoc/>
    internal override string? Actor => UserName;

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Severity}: {UserName} used the account {AccountGiven} at {TargetHost} on {MachineName} at {TimeCreated:yyyy-MM-dd HH:mm:ss}Z");
}
