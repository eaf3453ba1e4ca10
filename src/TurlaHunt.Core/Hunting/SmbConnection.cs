using System;
using System.Collections.Generic;
using TurlaHunt.Hunting;
using TurlaHunt.Hunting.Network;

namespace TurlaHunt;

/// <summary>What became of a connection.</summary>
public enum ConnectionOutcome
{
    /// <summary>Windows' filtering platform let it pass. Whether anybody answered is not told.</summary>
    Allowed,

    /// <summary>Windows' filtering platform stopped it.</summary>
    Blocked,

    /// <summary>It was made, then or before.</summary>
    Connected,

    /// <summary>The server was reached, but no session or share came of it.</summary>
    Refused,

    /// <summary>It was not made: nobody answered, or something on the way stopped it.</summary>
    Failed,
}

/// <summary>A connection that leaves the computer for an SMB server, as one event shows it.</summary>
/// <remarks>
/// Windows' own SMB client works in the kernel, for all programs. Where it made the connection
/// (<see cref="IsRedirector"/>), the event does not tell who asked for it.
/// </remarks>
public sealed class SmbConnection : Finding
{
    internal SmbConnection(
        Hunt hunt, EventRecord record, ConnectionDetails connection, Severity severity, IReadOnlyList<string> reasons)
        : base(hunt, record, severity, reasons)
    {
        Outcome = connection.Outcome;
        Status = connection.Status is uint status ? FormattableString.Invariant($"0x{status:X8}") : null;
        RemoteAddress = connection.RemoteAddress?.Text;
        RemoteName = connection.RemoteName;
        RemoteScope = connection.RemoteScope;
        RemotePort = connection.RemotePort;
        Share = connection.Share;
        LocalAddress = connection.LocalAddress?.Text;
        LocalPort = connection.LocalPort;
        ProcessName = connection.ProcessName;
        ProcessId = connection.ProcessId;
        IsRedirector = connection.IsRedirector;
        UserName = connection.UserName;
        AccountGiven = connection.AccountGiven;
        LogonId = connection.LogonId;
    }

    /// <summary>What became of it.</summary>
    public ConnectionOutcome Outcome { get; internal init; }

    /// <summary>The NTSTATUS that the SMB client ended with, such as 0xC000006D; null where the event has none.</summary>
    public string? Status { get; internal init; }

    /// <summary>The server's address in its usual form; null where the event has only a name.</summary>
    public string? RemoteAddress { get; internal init; }

    /// <summary>The server's name, where the event has one.</summary>
    public string? RemoteName { get; internal init; }

    /// <summary>Where the server is, as far as its address tells.</summary>
    public HostScope RemoteScope { get; internal init; }

    /// <summary>The port: 445, or 139 for SMB within NetBIOS; null where the event does not tell.</summary>
    public int? RemotePort { get; internal init; }

    /// <summary>The share, where the event names it.</summary>
    public string? Share { get; internal init; }

    /// <summary>The address that it leaves from.</summary>
    public string? LocalAddress { get; internal init; }

    /// <summary>The port that it leaves from.</summary>
    public int? LocalPort { get; internal init; }

    /// <summary>The program that made it.</summary>
    public string? ProcessName { get; internal init; }

    /// <summary>The process that made it.</summary>
    public long? ProcessId { get; internal init; }

    /// <summary>Whether Windows' own SMB client made it, for a program that the event does not name.</summary>
    public bool IsRedirector { get; internal init; }

    /// <summary>Whose process made it, as DOMAIN\name; null for the SMB client, which runs as SYSTEM whoever asks.</summary>
    public string? UserName { get; internal init; }

    /// <summary>The account that it logs on with, where the event names it.</summary>
    public string? AccountGiven { get; internal init; }

    /// <summary>The logon session that asked for it, in hexadecimal, where the event names it.</summary>
    public string? LogonId { get; internal init; }

    /// <inheritdoc/>
    internal override string Fact => $"SMB to {RemoteAddress ?? RemoteName} {Outcome.ToString().ToLowerInvariant()}";

    /// <inheritdoc/>
    internal override string? Actor => UserName;

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Severity}: SMB from {MachineName} to {RemoteAddress ?? RemoteName} {Outcome} at {TimeCreated:yyyy-MM-dd HH:mm:ss}Z");
}
